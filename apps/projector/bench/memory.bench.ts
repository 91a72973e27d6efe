import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createPostgresEventStore } from '@sohoi/event-store-postgres';
import type { Bench } from '../../../infra/bench/bench.js';
import { loadHistory, openPool } from './history.js';

const ROUNDS = 3;

/** The same 40 chapters, and ten times the members. */
const FEW = { members: 5_000, seed: 7, chapters: 40 };
const MANY = { members: 50_000, seed: 7, chapters: 40 };

const hooks = new URL('../../../infra/node/typescript-hooks.mjs', import.meta.url).href;
const child = new URL('./replay-memory.ts', import.meta.url).href;

/** In a process of its own, so that nothing else is counted. */
const memoryOf = async (url: string): Promise<number> => {
  const script = `const { registerTypeScript } = await import('${hooks}'); registerTypeScript(); await import('${child}');`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', '--input-type=module', '-e', script], {
    env: { ...process.env, DATABASE_URL: url },
  });
  return Number(stdout);
};

const load = async (url: string, simulation: typeof FEW): Promise<number> => {
  const pool = openPool(url);
  const store = createPostgresEventStore({ connectionString: url });
  const events = await loadHistory(pool, store, simulation);
  await store.close();
  await pool.end();
  return events;
};

export const replayMemory: Bench = {
  name: 'heap held by a replay of both standings, at 10 times the events',
  unit: 'MiB',
  reach: 1.2,
  atMost: true,
  against: 'the same chapters and years, a tenth of the events',
  run: async ({ url, progress }) => {
    const few = new URL(url);
    few.pathname += '_few';
    const admin = openPool(url);
    await admin.query(`CREATE DATABASE "${few.pathname.slice(1)}"`);
    const fewEvents = await load(few.href, FEW);
    const manyEvents = await load(url, MANY);
    if (manyEvents < 9 * fewEvents) throw new Error(`${manyEvents} events are not ten times ${fewEvents}`);
    const ours: number[] = [];
    const yardstick: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      progress(round);
      yardstick.push(await memoryOf(few.href));
      ours.push(await memoryOf(url));
    }
    await admin.query(`DROP DATABASE "${few.pathname.slice(1)}" WITH (FORCE)`);
    await admin.end();
    return { ours, yardstick };
  },
};
