import { randomUUID } from 'node:crypto';
import { createPostgresEventStore } from '@sohoi/event-store-postgres';
import type { Bench, BenchContext } from '../../../infra/bench/bench.js';
import { admission, byCallers, createTables, openPool, rateOf } from './workload.js';

const ROUNDS = 7;
const EVENTS = 6000;

const INSERT = `
  INSERT INTO yardstick (position, stream, stream_version, id, type, schema_version, recorded_at, data, metadata)
  VALUES (nextval('yardstick_position'), $1, 1, $2, $3, $4, now(), $5, $6)`;

/** One event each, acknowledged durable, by so many callers; the yardstick always from 32 connections. */
const run = async ({ url, progress }: BenchContext, callers: number) => {
  const pool = openPool(url, 32);
  await createTables(pool);
  const store = createPostgresEventStore({ connectionString: url });
  const append = (): Promise<unknown> => store.append(`member-${randomUUID()}`, 0, [admission()]);
  const insert = (): Promise<unknown> => {
    const { id, type, schemaVersion, data, metadata } = admission();
    const values = [`member-${randomUUID()}`, id, type, schemaVersion, JSON.stringify(data), JSON.stringify(metadata)];
    return pool.query({ name: 'insert', text: INSERT, values });
  };
  await byCallers(32, EVENTS / 4, insert);
  await byCallers(callers, EVENTS / 4, append);
  const ours: number[] = [];
  const yardstick: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    progress(round);
    yardstick.push(await rateOf(EVENTS, () => byCallers(32, EVENTS, insert)));
    ours.push(await rateOf(EVENTS * 2, () => byCallers(callers, EVENTS * 2, append)));
  }
  await store.close();
  await pool.end();
  return { ours, yardstick };
};

const against = 'plain INSERT per transaction into the same table, 32 connections';

export const append32: Bench = {
  name: 'append, 32 callers, 1 event each',
  unit: 'events/s',
  reach: 2,
  against,
  run: (context) => run(context, 32),
};

export const append256: Bench = {
  name: 'append, 256 callers, 1 event each',
  unit: 'events/s',
  reach: 2.5,
  against,
  run: (context) => run(context, 256),
};
