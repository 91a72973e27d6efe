import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { cloudEventOf, evolveMemberState, memberOf, topics } from '@sohoi/contracts';
import type { CloudEvent, MemberState } from '@sohoi/contracts';
import { createTestDatabase } from '@sohoi/embedded-postgres/testing';
import { createPostgresEventStore } from '@sohoi/event-store-postgres';
import type { BulkEvent } from '@sohoi/event-store-postgres';
import { historyOf } from '@sohoi/simulation';
import { Pool } from 'pg';
import { migrateDatabase } from '../../src/database.js';
import { startService } from './service-process.js';
import type { ServiceProcess } from './service-process.js';

export const TOPICS: readonly string[] = Object.values(topics).map(({ address }) => address);

/** Of a subject: how many public events it has, and the chain of what is in them. */
export type Taken = { readonly events: number; readonly chain: string };

export type RelayWorld = Awaited<ReturnType<typeof openRelayWorld>>;

const instance = { instance: 'killed', schemas: 'https://ledger.test/schemas' };

/** Events of a member for one who was there at the beginning: a few more than are asked for come of it. */
const EVENTS_OF_MEMBER = 10;

/** One of so many who are admitted has her data erased at the end of the piece. */
const ERASED_ONE_IN = 50;

const erasureOf = ({ data, id, metadata }: BulkEvent, n: number): BulkEvent => {
  const { memberId, unitId } = data as { readonly memberId: string; readonly unitId: string };
  const told = { requestId: id, legalGround: 'data-law-art-14', by: metadata.actor, at: '2026-02-01' };
  const eventId = `0197a7c2-0000-7000-8000-${String(n).padStart(12, '0')}`;
  return {
    ...{
      stream: `person-${memberId}`,
      streamVersion: 1,
      id: eventId,
      type: 'PersonErased',
      schemaVersion: 1,
      metadata,
    },
    data: { personId: memberId, unitId, ...told },
  };
};

/** A simulated history of so many events in pieces, each with some erasures at its end. */
function* piecesOf(events: number, pieces: number, seed: number): Generator<readonly BulkEvent[]> {
  const size = Math.ceil(events / pieces);
  let [piece, left, erased, admitted]: [BulkEvent[], number, number, number] = [[], events, 0, 0];
  const erasures: BulkEvent[] = [];
  for (const batch of historyOf({ members: Math.max(1000, Math.ceil(events / EVENTS_OF_MEMBER)), seed })) {
    for (const event of batch) {
      piece.push(event);
      if (event.type === 'MemberAdmitted' && (admitted += 1) % ERASED_ONE_IN === 0) {
        erasures.push(erasureOf(event, (erased += 1)));
      }
      if (piece.length + erasures.length < Math.min(size, left)) continue;
      left -= piece.length + erasures.length;
      yield [...piece, ...erasures.splice(0)];
      piece = [];
      if (left <= 0) return;
    }
  }
  throw new Error(`the history ended ${left} events too early`);
}

type SubscriberProcess = {
  readonly said: () => string;
  /** @throws Error if it had ended by itself */
  kill(): Promise<void>;
};

const startSubscriber = async (env: Readonly<Record<string, string>>): Promise<SubscriberProcess> => {
  const program = fileURLToPath(new URL('subscriber.process.ts', import.meta.url));
  const child = spawn(process.execPath, [program], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-20_000)));
  const ended = once(child, 'close');
  await Promise.race([
    once(child.stdout, 'data'),
    ended.then(() => {
      throw new Error(`the subscriber ended: ${said}`);
    }),
  ]);
  return {
    said: () => said,
    kill: async () => {
      if (child.exitCode !== null) throw new Error(`the subscriber had ended by itself: ${said}`);
      child.kill('SIGKILL');
      await ended;
    },
  };
};

/** A log, a relay and a subscriber with a database of its own, each of the two a process that can be killed. */
export const openRelayWorld = async (broker: string, seed: number) => {
  const [ledger, own] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const [pool, taken] = [ledger, own].map(({ url }) =>
    new Pool({ connectionString: url, max: 2 }).on('error', () => undefined),
  ) as [Pool, Pool];
  await migrateDatabase(pool);
  const store = createPostgresEventStore({ connectionString: ledger.url });
  const settings = { INSTANCE: instance.instance, SCHEMAS_URL: instance.schemas, KAFKA_BROKERS: broker };
  const beginRelay = (): Promise<ServiceProcess> =>
    startService('relay', { ...settings, DATABASE_URL: ledger.url, PORT: '0', KAFKA_REPLICATION: '1' });
  const beginSubscriber = (): Promise<SubscriberProcess> =>
    startSubscriber({ DATABASE_URL: own.url, KAFKA_BROKERS: broker, TOPICS: TOPICS.join(',') });
  let [relay, subscriber] = await Promise.all([beginRelay(), beginSubscriber()]);

  const rows = async <T extends object>(from: Pool, text: string): Promise<readonly T[]> =>
    (await from.query<T>(text)).rows;
  const position = async (name: string): Promise<string> => {
    const [row] = await rows<{ position: string }>(pool, `SELECT position FROM read.checkpoint WHERE name = '${name}'`);
    return row?.position ?? '';
  };

  return {
    pieces: (events: number, pieces: number) => piecesOf(events, pieces, seed),
    record: async (events: readonly BulkEvent[]): Promise<void> => void (await store.bulkLoad(events)),
    head: () => store.head(),
    position,
    /** Whether either is in the middle of a batch: in a transaction that waits for Kafka, or for the effect of an event. */
    isAtWork: async (which: 'relay' | 'subscriber'): Promise<boolean> => {
      const [row] = await rows<{ count: string }>(
        which === 'relay' ? pool : taken,
        `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
           AND application_name = 'sohoi-${which}' AND state = 'idle in transaction'`,
      );
      return Number(row?.count) > 0;
    },
    /** How many events took effect. */
    taken: async (): Promise<number> => {
      const [row] = await rows<{ events: string }>(taken, 'SELECT coalesce(sum(events), 0) events FROM taken');
      return Number(row?.events);
    },
    state: async (): Promise<ReadonlyMap<string, Taken>> => {
      const all = await rows<Taken & { subject: string }>(taken, 'SELECT subject, events, chain FROM taken');
      return new Map(all.map(({ subject, events, chain }) => [subject, { events, chain }]));
    },
    /** What was set aside, because it was no event or could not be handled. */
    setAside: async (): Promise<number> => {
      const [row] = await rows<{ count: string }>(
        taken,
        'SELECT (SELECT count(*) FROM so_hoi_inbox.dead_letter) + (SELECT count(*) FROM so_hoi_inbox.unreadable) count',
      );
      return Number(row?.count);
    },
    /** The last of what both told the operator. */
    said: (): string => `${relay.said().slice(-1000)}\n${subscriber.said().slice(-1000)}`,
    /** `kill -9`, and another one in its place. */
    relayAgain: async (): Promise<void> => {
      await relay.end('SIGKILL');
      relay = await beginRelay();
    },
    subscriberAgain: async (): Promise<void> => {
      await subscriber.kill();
      subscriber = await beginSubscriber();
    },
    /** The public events of the log, in its order. */
    publicEvents: async (): Promise<readonly CloudEvent[]> => {
      const events: CloudEvent[] = [];
      for await (const batch of store.readAll('')) {
        for (const event of batch) {
          const shown = cloudEventOf(event, instance);
          if (shown) events.push(shown);
        }
      }
      return events;
    },
    close: async (): Promise<void> => {
      await Promise.all([relay.end('SIGKILL'), subscriber.kill()]);
      await store.close();
      await Promise.all([pool.end(), taken.end()]);
      await Promise.all([ledger.drop(), own.drop()]);
    },
  };
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What a subscriber knows that took every event once and in order: the fold that its process keeps in PostgreSQL. */
export const foldOf = (events: readonly CloudEvent[]): ReadonlyMap<string, Taken> => {
  const state = new Map<string, Taken>();
  for (const { id, type, time, sequence, streamversion, data, subject } of events) {
    const link = sha256(JSON.stringify([id, type, time, sequence, streamversion, data]));
    const before = state.get(subject);
    state.set(
      subject,
      before ? { events: before.events + 1, chain: sha256(before.chain + link) } : { events: 1, chain: link },
    );
  }
  return state;
};

/** The last that the state topic must tell of each member; null of somebody whose data were erased. */
export const statesOf = (events: readonly CloudEvent[]): ReadonlyMap<string, MemberState | null> => {
  const states = new Map<string, MemberState | null>();
  for (const event of events) {
    const id = memberOf(event);
    if (id !== undefined) states.set(id, evolveMemberState(states.get(id) ?? undefined, event) ?? null);
  }
  return states;
};
