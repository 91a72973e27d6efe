import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { migrateLog } from '@sohoi/event-store-postgres';
import type { BulkEvent } from '@sohoi/event-store-postgres';
import type { NewEvent } from '@sohoi/event-store';
import { Pool } from 'pg';

/** An event of the size and make of most: a member admitted, with a request of its own. */
export const admission = (): NewEvent => ({
  id: randomUUID(),
  type: 'MemberAdmitted',
  schemaVersion: 1,
  data: {
    memberId: randomUUID(),
    chapterId: randomUUID(),
    unitId: randomUUID(),
    person: { fullName: 'Nguyễn Thị Hội Viên', birthYear: 1984, gender: 'female' },
    at: '2023-06-15',
  },
  metadata: {
    actor: 'cadre-1',
    role: 'commune-cadre',
    correlationId: randomUUID(),
    causationId: null,
    commandHash: randomUUID().replaceAll('-', '').repeat(2),
  },
});

export const admissions = (count: number): BulkEvent[] =>
  Array.from({ length: count }, () => ({ ...admission(), stream: `member-${randomUUID()}`, streamVersion: 1 }));

/** Per second of the work. */
export const rateOf = async (count: number, work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return (count * 1000) / (performance.now() - start);
};

/** So many callers, each of which goes on with its next piece when the last is answered. */
export const byCallers = async (callers: number, count: number, work: () => Promise<unknown>): Promise<void> => {
  let left = count;
  const caller = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
};

export const openPool = (url: string, max: number): Pool => {
  const pool = new Pool({ connectionString: url, max });
  pool.on('error', () => undefined);
  return pool;
};

/** A log and, beside it, the yardstick's table: the same columns, indexes and triggers, and a sequence for positions. */
export const createTables = async (pool: Pool): Promise<void> => {
  await migrateLog(pool);
  await pool.query(`
    CREATE SEQUENCE yardstick_position;
    CREATE TABLE yardstick (LIKE log.event INCLUDING ALL);
    CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON yardstick
      FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();`);
};
