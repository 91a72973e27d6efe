import { createTestDatabase } from '@sohoi/embedded-postgres/testing';
import { createPostgresEventStore, migrateLog } from '@sohoi/event-store-postgres';
import type { PostgresEventStore } from '@sohoi/event-store-postgres';
import type { NewEvent } from '@sohoi/event-store';
import { migrateLedger } from '@sohoi/ledger-postgres';
import { installReadSchema, runProjections } from '@sohoi/projection';
import type { ProjectionState } from '@sohoi/projection';
import { Pool } from 'pg';
import { createRelay } from '../src/relay.js';
import type { Publisher } from '../src/publisher.js';

export const instance = { instance: 'test', schemas: 'https://ledger.test/schemas' };

const CHAPTER = '0197a7c0-0000-7000-8000-0000000000c1';
const UNIT = '0197a7c0-0000-7000-8000-0000000000d1';
export const memberId = (n: number): string => `0197a7c0-0000-7000-8000-${String(n).padStart(12, '0')}`;
const eventId = (n: number): string => `0197a7c1-0000-7000-8000-${String(n).padStart(12, '0')}`;

const sealed = { sealed: 's1.bmFtZQ' };
const SEALED = { fullName: sealed, birthYear: sealed, gender: sealed };

const metadata = {
  actor: 'somebody',
  role: 'commune-cadre',
  correlationId: '0197a7c0-0000-7000-8000-00000000c0de',
  causationId: null,
  commandHash: 'none',
};

export type Side = {
  readonly url: string;
  readonly pool: Pool;
  readonly store: PostgresEventStore;
  /** So many events of members, one after the other: an admission, then whether she takes part, in turns. */
  record(events: number): Promise<void>;
  /** An event of a person, or of a member, as it is. */
  append(stream: string, version: number, type: string, data: object): Promise<string>;
  close(): Promise<void>;
};

/** Members of a log in turns: the nth event is of member n modulo so many. */
const MEMBERS = 30;

/** Ids of other events begin here. */
const OTHERS = 1_000_000;

export const openSide = async (): Promise<Side> => {
  const database = await createTestDatabase();
  const pool = new Pool({ connectionString: database.url, max: 8 });
  pool.on('error', () => undefined);
  await migrateLog(pool);
  await migrateLedger(pool);
  const store = createPostgresEventStore({ pool });
  let recorded = 0;
  let others = 0;

  const eventOf = (n: number): { stream: string; version: number; event: NewEvent } => {
    const member = n % MEMBERS;
    const version = Math.floor(n / MEMBERS);
    const where = { memberId: memberId(member), chapterId: CHAPTER, unitId: UNIT, at: '2026-01-01' };
    const said =
      version === 0
        ? { type: 'MemberAdmitted', schemaVersion: 2, data: { ...where, person: SEALED } }
        : { type: 'RegularParticipationRecorded', schemaVersion: 1, data: { ...where, regular: version % 2 === 1 } };
    return { stream: `member-${memberId(member)}`, version, event: { id: eventId(n), ...said, metadata } };
  };

  return {
    url: database.url,
    pool,
    store,
    record: async (events) => {
      const until = recorded + events;
      while (recorded < until) {
        const { stream, version, event } = eventOf(recorded);
        await store.append(stream, version, [event]);
        recorded += 1;
      }
    },
    append: async (stream, version, type, data) => {
      others += 1;
      const event = { id: eventId(OTHERS + others), type, schemaVersion: 1, data, metadata };
      return (await store.append(stream, version, [event])).position;
    },
    close: async () => {
      await store.close();
      await pool.end();
      await database.drop();
    },
  };
};

export type Running = {
  readonly states: Map<string, ProjectionState>;
  readonly troubles: (string | null)[];
  stop(): Promise<void>;
};

/** A relay at work in this process. */
export const runRelay = async ({ pool, store }: Side, publisher: Publisher): Promise<Running> => {
  const troubles: (string | null)[] = [];
  const states = new Map<string, ProjectionState>();
  const relay = createRelay({ publisher, instance, every: 50, onTrouble: (reason) => void troubles.push(reason) });
  await installReadSchema(pool, relay.projections);
  const stopping = new AbortController();
  const running = runProjections({
    pool,
    store,
    projections: relay.projections,
    signal: stopping.signal,
    onChange: (name, _version, state) => void states.set(name, state),
  });
  relay.start(pool);
  return {
    states,
    troubles,
    stop: async () => {
      stopping.abort();
      await running.ended;
      await relay.stop();
    },
  };
};

/** Looks until it is so; the test's own time-out is the limit. */
export const until = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
};
