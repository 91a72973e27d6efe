import { performance } from 'node:perf_hooks';
import { cloudEventOf } from '@sohoi/contracts';
import { createPostgresEventStore, migrateLog } from '@sohoi/event-store-postgres';
import type { PostgresEventStore } from '@sohoi/event-store-postgres';
import { checkpoints, installReadSchema, runProjections, sharedLog } from '@sohoi/projection';
import type { Projection } from '@sohoi/projection';
import { historyOf } from '@sohoi/simulation';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import type { Producer, TopicMessages } from 'kafkajs';
import { Pool } from 'pg';
import type { Bench } from '../../../infra/bench/bench.js';
import { withBroker } from '../../../infra/kafka/for-bench.mjs';
import { addressOf, relayEvents } from '../src/events.projection.js';
import { kafkaPublisher } from '../src/kafka-publisher.js';
import { recordOf } from '../src/record.js';

const ROUNDS = 5;
/** Some 50,000 events. */
const HISTORY = { members: 4_300, seed: 7 };

/** Records of one transaction and of one request: as many as the relay sends in one when it catches up. */
const A_TRANSACTION = 4_000;
const A_REQUEST = 500;

const instance = { instance: 'bench', schemas: 'https://ledger.test/schemas' };

const rateOf = async (count: number, work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return (count * 1000) / (performance.now() - start);
};

/** Everything public, ready made, by transaction and request. */
const requestsOf = async (store: PostgresEventStore): Promise<TopicMessages[][][]> => {
  const transactions: TopicMessages[][][] = [];
  let count = 0;
  for await (const batch of store.readAll('')) {
    for (const stored of batch) {
      const event = cloudEventOf(stored, instance);
      if (!event) continue;
      const { topic, key, value, headers } = recordOf(addressOf(event), event);
      if (count % A_TRANSACTION === 0) transactions.push([]);
      if (count % A_REQUEST === 0) transactions.at(-1)?.push([]);
      count += 1;
      const request = transactions.at(-1)?.at(-1);
      const found = request?.find((one) => one.topic === topic);
      if (found) found.messages.push({ key, value, headers: { ...headers } });
      else request?.push({ topic, messages: [{ key, value, headers: { ...headers } }] });
    }
  }
  return transactions;
};

const sendBare = async (producer: Producer, transactions: readonly TopicMessages[][][]): Promise<void> => {
  for (const requests of transactions) {
    const transaction = await producer.transaction();
    for (const topicMessages of requests) await transaction.sendBatch({ acks: -1, topicMessages });
    await transaction.commit();
  }
};

/** Up to the end of the log, as the process of the relay does it. */
const relayAll = async (pool: Pool, store: PostgresEventStore, projection: Projection): Promise<void> => {
  const stop = new AbortController();
  const running = runProjections({ pool, store: sharedLog(store), projections: [projection], signal: stop.signal });
  const { reached } = await checkpoints(pool).waitUntil([projection.name], await store.head(), 600_000);
  stop.abort();
  await running.ended;
  if (!reached) throw new Error('the relay did not reach the end of the log');
};

export const relayToKafka: Bench = {
  name: 'relay the log to Kafka',
  unit: 'records/s',
  reach: 0.7,
  against: 'a bare kafkajs producer with the same settings, records ready made',
  run: ({ url, progress }) =>
    withBroker(async (broker) => {
      const pool = new Pool({ connectionString: url, max: 4 }).on('error', () => undefined);
      await migrateLog(pool);
      const store = createPostgresEventStore({ connectionString: url });
      await store.bulkLoad([...historyOf(HISTORY)].flat());
      await pool.query('VACUUM ANALYZE log.event');
      const transactions = await requestsOf(store);
      const records = transactions.flat(2).reduce((sum, { messages }) => sum + messages.length, 0);
      const publisher = kafkaPublisher({ clientId: 'relay', brokers: [broker.address], replication: 1 });
      const projection = relayEvents(publisher, instance);
      const bare = new Kafka({ clientId: 'bare', brokers: [broker.address], logLevel: logLevel.NOTHING }).producer({
        createPartitioner: Partitioners.DefaultPartitioner,
        allowAutoTopicCreation: false,
        idempotent: true,
        maxInFlightRequests: 1,
        transactionalId: 'bare',
        transactionTimeout: 60_000,
      });
      const forget = async (): Promise<void> => {
        await pool.query('DROP SCHEMA IF EXISTS read CASCADE');
        await installReadSchema(pool, [projection]);
      };
      // Makes the topics, and warms both.
      await forget();
      await relayAll(pool, store, projection);
      await bare.connect();
      await sendBare(bare, transactions.slice(0, 4));
      const ours: number[] = [];
      const yardstick: number[] = [];
      for (let round = 1; round <= ROUNDS; round += 1) {
        progress(round);
        yardstick.push(await rateOf(records, () => sendBare(bare, transactions)));
        await forget();
        ours.push(await rateOf(records, () => relayAll(pool, store, projection)));
      }
      await bare.disconnect();
      await publisher.close();
      await store.close();
      await pool.end();
      return { ours, yardstick };
    }),
};
