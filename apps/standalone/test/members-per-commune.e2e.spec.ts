import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { topics } from '@sohoi/access/events';
import { createTestDatabase } from '@sohoi/embedded-postgres/testing';
import { membersPerCommune } from '@sohoi/subscriber/example';
import { Pool } from 'pg';
import { loadScenario } from '../src/scenario/load-scenario.js';
import { openTestLedger } from './test-ledger.js';
import type { TestLedger } from './test-ledger.js';

let ledger: TestLedger;
let pool: Pool;
let drop: () => Promise<void>;
beforeAll(async () => {
  ledger = await openTestLedger({ rights: false });
  await loadScenario(ledger.store, new AbortController().signal);
  const database = await createTestDatabase();
  pool = new Pool({ connectionString: database.url });
  pool.on('error', () => undefined);
  drop = database.drop;
}, 120_000);
afterAll(async () => {
  await pool.end();
  await drop();
  await ledger.close();
});

const counts = async (of: Pool, query: string): Promise<Readonly<Record<string, number>>> =>
  Object.fromEntries(
    (await of.query<{ unit_id: string; members: number }>(query)).rows.map((row) => [row.unit_id, Number(row.members)]),
  );
const COUNTED = 'SELECT unit_id, members FROM members_per_commune WHERE members <> 0 ORDER BY unit_id';
const DUE = `SELECT unit_id, count(*) AS members FROM read.members WHERE status = 'active' GROUP BY unit_id ORDER BY unit_id`;

it('the example for subscribers counts the members of each commune as the ledger does, also when it is started again', async () => {
  const token = await ledger.token({ sub: 'counting-service', role: 'subscriber', unit: null, topics: [...topics] });
  const due = await counts(ledger.pool, DUE);
  expect(Object.keys(due).length).toBeGreaterThan(1);
  for (let round = 0; round < 2; round += 1) {
    const stop = new AbortController();
    const running = membersPerCommune(pool, `${ledger.url}/feeds`, () => token, stop.signal);
    const made = async (): Promise<boolean> =>
      (await pool.query(`SELECT to_regclass('members_per_commune') AS there`)).rows[0]?.there !== null;
    while (!(await made()) || JSON.stringify(await counts(pool, COUNTED)) !== JSON.stringify(due)) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    stop.abort();
    await running;
  }
}, 60_000);
