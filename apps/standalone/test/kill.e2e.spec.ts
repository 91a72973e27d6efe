import { chmodSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decode } from '@sohoi/decider';
import { demoToken } from '@sohoi/demo-identity';
import type { RecordedEvent } from '@sohoi/event-store';
import {
  chapterResult,
  clusterResult,
  createChapterStrength,
  createClusterRanking,
  evolveChapterStrength,
  evolveClusterRanking,
  standingsEvents,
} from '@sohoi/standings';
import type { PlacedEvent } from '@sohoi/standings';
import { loadUntilGone } from './load.js';
import type { Acknowledged } from './load.js';
import { readAllPages } from './paging.js';
import { freePort, headOf, startStandalone, temporaryDataDir } from './standalone-process.js';

const ROUNDS = process.env['NIGHTLY'] ? 200 : 20;
const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);

/** Park–Miller: the same seed gives the same moments of death. */
const randomFrom = (seed: number) => {
  let state = (seed % 2_147_483_646) + 1;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
};

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
    expect(log.map(({ position }) => Number(position))).toEqual(log.map((_event, n) => n + 1));
    expect(new Set(log.map(({ id }) => id)).size).toBe(log.length);
    const found = new Map(log.map((event) => [`${event.stream}@${event.streamVersion}`, event.position]));
    expect(found.size).toBe(log.length);
    const lost = acknowledged.filter(({ stream, streamVersion, position }) => {
      return found.get(`${stream}@${streamVersion}`) !== position;
    });
    expect(lost).toEqual([]);
    await expectStandingsToBeTheFold(url, token, log);
  } finally {
    standalone.child.kill('SIGTERM');
    expect((await standalone.ended).code).toBe(0);
  }
};

type Standing = { chapterId: string; periodId: string; score: number | null; level: string | null; revision: number };
type Ranking = { data: { entries: { unitId: string; rank: number | null; score: number | null }[]; revision: number } };

const expectStandingsToBeTheFold = async (url: string, token: string, log: readonly RecordedEvent[]): Promise<void> => {
  const strength = createChapterStrength();
  const ranking = createClusterRanking();
  for (const event of log.filter(({ type }) => type in standingsEvents)) {
    const placed = { ...decode(standingsEvents, event), position: event.position } as PlacedEvent;
    evolveChapterStrength(strength, placed);
    evolveClusterRanking(ranking, placed);
  }
  const at = log.at(-1)?.position ?? '';
  const chapterIds = [...strength.chaptersOf.values()].flatMap((ids) => [...ids]);
  let compared = 0;
  for (const { periodId, code } of strength.rulebook.periods.values()) {
    const path = `/v1/standings/chapters?limit=200&period=${code}&atLeast=${at}`;
    const shown = await readAllPages<Standing>(url, path, token, 'cursor');
    const folded = chapterIds
      .map((chapterId) => chapterResult(strength, chapterId, periodId))
      .filter((result) => result !== null)
      .map(({ chapterId, revision, trace: { score, level } }) => ({ chapterId, score, level, revision }));
    const plain = shown.map(({ chapterId, score, level, revision }) => ({ chapterId, score, level, revision }));
    expect(byChapter(plain)).toEqual(byChapter(folded));
    compared += folded.length;

    for (const clusterId of ranking.clusters.keys()) {
      const expected = clusterResult(ranking, clusterId, periodId);
      if (!expected) continue;
      const address = `${url}/v1/emulation-clusters/${clusterId}/ranking?period=${code}&atLeast=${at}`;
      const answer = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
      const { data } = (await answer.json()) as Ranking;
      expect(data.revision).toBe(expected.revision);
      expect(data.entries.map(({ unitId, rank, score }) => ({ unitId, rank, score }))).toEqual(
        expected.entries.map(({ unitId, rank, trace }) => ({ unitId, rank, score: trace.score })),
      );
      compared += expected.entries.length;
    }
  }
  expect(compared).toBeGreaterThan(15);
};

const byChapter = <T extends { chapterId: string }>(standings: readonly T[]): readonly T[] =>
  [...standings].sort((a, b) => (a.chapterId < b.chapterId ? -1 : 1));
