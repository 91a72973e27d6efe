import { chmodSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoToken } from '@sohoi/demo-identity';
import type { RecordedEvent } from '@sohoi/event-store';
import { expectStandingsToBeTheFold, expectWholeLog } from './fold-of-log.js';
import { loadUntilGone } from './load.js';
import type { Acknowledged } from './load.js';
import { readAllPages } from './paging.js';
import { randomFrom } from './random-from.js';
import { roundsOf } from './rounds.js';
import { freePort, headOf, startStandalone, temporaryDataDir } from './standalone-process.js';

const ROUNDS = roundsOf({ test: 6, change: 20, night: 200 });
const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);

const { dataDir, remove } = temporaryDataDir();
const random = randomFrom(SEED);
const upTo = (n: number): number => 1 + Math.floor(random() * n);

beforeAll(() => chmodSync(dirname(dataDir), 0o755));
afterAll(() => remove());

/** The first death comes while the scenario loads: as soon as the log has so many events. */
const killWhileLoadingTheScenario = async (events: number): Promise<void> => {
  const port = await freePort();
  const standalone = startStandalone(dataDir, ['--port', String(port)]);
  while (Number(await headOf(`http://127.0.0.1:${port}`, dataDir)) < events);
  standalone.child.kill('SIGKILL');
  await standalone.ended;
};

/** The others come under load from eight callers: as soon as so many changes were acknowledged. */
const killUnderLoad = async (round: number, changes: number): Promise<readonly Acknowledged[]> => {
  const standalone = startStandalone(dataDir);
  const url = await standalone.ready;
  const token = await demoToken(dataDir, 'commune-cadre');
  const acknowledged = await loadUntilGone(url, token, `round-${round}`, (count) => {
    if (count === changes) standalone.child.kill('SIGKILL');
  });
  await standalone.ended;
  return acknowledged;
};

describe('a standalone that is killed in mid-load', () => {
  it(
    `keeps every acknowledged event once, without a gap, and its standings are the fold of the log (seed ${SEED})`,
    async () => {
      await killWhileLoadingTheScenario(upTo(200));
      const acknowledged: Acknowledged[] = [];
      for (let round = 1; round <= ROUNDS; round += 1) {
        acknowledged.push(...(await killUnderLoad(round, upTo(80))));
      }
      expect(acknowledged.length).toBeGreaterThan(ROUNDS);
      await verify(acknowledged);
    },
    (60 + ROUNDS * 15) * 1000,
  );
});

const verify = async (acknowledged: readonly Acknowledged[]): Promise<void> => {
  const standalone = startStandalone(dataDir);
  const url = await standalone.ready;
  try {
    const token = await demoToken(dataDir, 'auditor');
    // With what the standings count, which only those are sent who may open it.
    const opening = await demoToken(dataDir, 'rights-officer');
    const log = await readAllPages<RecordedEvent>(url, '/v1/events?limit=200&open=true&purpose=x', opening, 'after');
    expectWholeLog(log, acknowledged);
    await expectStandingsToBeTheFold(url, token, log);
  } finally {
    standalone.child.kill('SIGTERM');
    expect((await standalone.ended).code).toBe(0);
  }
};
