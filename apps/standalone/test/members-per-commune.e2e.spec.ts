import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { topics } from '@sohoi/access/events';
import { membersPerCommune } from '@sohoi/subscriber/example';
import type { Pool } from 'pg';
import { loadScenario } from '../src/scenario/load-scenario.js';
import { openServiceDatabase } from './service-database.js';
import { takeSnapshot } from './taken-snapshot.js';
import { openTestLedger } from './test-ledger.js';
import type { TestLedger } from './test-ledger.js';

let ledger: TestLedger;
let pool: Pool;
let close: () => Promise<void>;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'counting-'));
  ledger = await openTestLedger({ rights: false });
  await loadScenario(ledger.store, new AbortController().signal);
  ({ pool, close } = await openServiceDatabase());
}, 120_000);
afterAll(async () => {
  await close();
  await ledger.close();
  rmSync(folder, { recursive: true });
});

const counts = async (of: Pool, query: string): Promise<Readonly<Record<string, number>>> =>
  Object.fromEntries(
    (await of.query<{ unit_id: string; members: number }>(query)).rows.map((row) => [row.unit_id, Number(row.members)]),
  );
const COUNTED = 'SELECT unit_id, members FROM members_per_commune WHERE members <> 0 ORDER BY unit_id';
const DUE = `SELECT unit_id, count(*) AS members FROM read.members WHERE status = 'active' GROUP BY unit_id ORDER BY unit_id`;

const run = (token: string, signal: AbortSignal, snapshot?: string): Promise<void> =>
  membersPerCommune(pool, `${ledger.url}/feeds`, () => token, signal, snapshot);

const untilCounted = async (due: Readonly<Record<string, number>>): Promise<void> => {
  const made = async (): Promise<boolean> =>
    (await pool.query(`SELECT to_regclass('members_per_commune') AS there`)).rows[0]?.there !== null;
  while (!(await made()) || JSON.stringify(await counts(pool, COUNTED)) !== JSON.stringify(due)) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

it.each([
  ['from the first event', undefined],
  ['behind a snapshot', 400],
])(
  'the example for subscribers counts the members of each commune as the ledger does, %s, also when it is started again',
  async (_where, place) => {
    await pool.query('DROP TABLE IF EXISTS members_per_commune; DROP SCHEMA IF EXISTS so_hoi_inbox CASCADE');
    const token = await ledger.token({ sub: 'counting-service', role: 'subscriber', unit: null, topics: [...topics] });
    const due = await counts(ledger.pool, DUE);
    expect(Object.keys(due).length).toBeGreaterThan(1);
    const snapshot = place === undefined ? undefined : join(folder, 'members');
    if (snapshot) await takeSnapshot(ledger, snapshot, String(place).padStart(20, '0'));
    for (let round = 0; round < 2; round += 1) {
      const stop = new AbortController();
      const running = run(token, stop.signal, snapshot);
      await untilCounted(due);
      stop.abort();
      await running;
    }
  },
  60_000,
);
