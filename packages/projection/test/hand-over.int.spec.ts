import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createPostgresEventStore, migrateLog } from '@sohoi/event-store-postgres';
import type { PostgresEventStore } from '@sohoi/event-store-postgres';
import { openDatabase, until } from './tally.js';
import type { TestPool } from './tally.js';

const PROJECTOR = fileURLToPath(new URL('./projector-process.mjs', import.meta.url));
const STREAM = 'tally-1';

type Projector = { readonly child: ChildProcess; readonly pid: number; readonly states: string[] };
type Seen = { position: string; writer: number };

describe('two projectors', () => {
  let database: TestPool;
  let store: PostgresEventStore;
  let started: Projector[];
  let version: number;
  beforeEach(async () => {
    database = await openDatabase();
    await migrateLog(database.pool);
    store = createPostgresEventStore({ pool: database.pool });
    started = [];
    version = 0;
  });
  afterEach(async () => {
    for (const { child } of started) child.kill('SIGKILL');
    await Promise.all(started.map(({ child }) => ended(child)));
    await store.close();
    await database.close();
  });

  const start = async (becomes?: string): Promise<Projector> => {
    const child = spawn(process.execPath, [PROJECTOR], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, DATABASE_URL: database.url },
    });
    const projector = { child, pid: child.pid ?? 0, states: [] as string[] };
    started.push(projector);
    child.stdout.on('data', (chunk: Buffer) => projector.states.push(...chunk.toString().trim().split('\n')));
    await until(
      () => child.exitCode !== null || (becomes ? projector.states.includes(becomes) : projector.states.length > 0),
    );
    expect(child.exitCode).toBeNull();
    return projector;
  };
  const append = async (): Promise<string> => {
    version += 1;
    const metadata = { actor: 'nobody', role: 'test', correlationId: 'c', causationId: null, commandHash: 'h' };
    const id = `00000000-0000-4000-8000-${String(version).padStart(12, '0')}`;
    const event = { id, type: 'Added', schemaVersion: 1, data: {}, metadata };
    return (await store.append(STREAM, version - 1, [event])).position;
  };
  const seen = async (): Promise<readonly Seen[]> =>
    (await database.pool.query<Seen>('SELECT position, writer FROM read.seen ORDER BY n')).rows;
  const seenBy = (pid: number, position: string) =>
    until(async () => (await seen()).some((one) => one.position === position && one.writer === pid));

  it('hand over within five seconds of a kill -9, and every event is counted once', async () => {
    const first = await start('running');
    const second = await start('waiting');
    await seenBy(first.pid, await append());
    const times: number[] = [];
    let [owner, other] = [first, second];
    for (let round = 0; round < 3; round += 1) {
      const killed = performance.now();
      owner.child.kill('SIGKILL');
      await seenBy(other.pid, await append());
      times.push(performance.now() - killed);
      [owner, other] = [other, await start('waiting')];
    }
    process.stderr.write(`hand-over after kill -9: ${times.map((ms) => `${Math.round(ms)} ms`).join(', ')}\n`);
    expect(Math.max(...times)).toBeLessThan(5000);
    const positions = (await seen()).map(({ position }) => position);
    expect(new Set(positions).size).toBe(positions.length);
    expect(positions).toHaveLength(version);
  }, 60_000);

  it('hand over at once when the owner is stopped', async () => {
    const first = await start('running');
    const second = await start('waiting');
    const began = performance.now();
    first.child.kill('SIGTERM');
    await seenBy(second.pid, await append());
    expect(performance.now() - began).toBeLessThan(2500);
  }, 30_000);

  it('do not let the one that was paused past its lease write when it wakes', async () => {
    const first = await start('running');
    await seenBy(first.pid, await append());
    const second = await start('waiting');
    first.child.kill('SIGSTOP');
    // Announced to both, read by the first as soon as it wakes.
    const taken = await append();
    await seenBy(second.pid, taken);
    first.child.kill('SIGCONT');
    await until(() => first.states.includes('waiting'));
    let last = '';
    for (let n = 0; n < 20; n += 1) last = await append();
    await seenBy(second.pid, last);
    const rows = await seen();
    expect(rows).toHaveLength(version);
    expect(rows.filter(({ writer }) => writer === first.pid)).toHaveLength(1);
  }, 30_000);

  it('started at the same moment are one that writes', async () => {
    const both = await Promise.all([start(), start()]);
    await until(() => both.some(({ states }) => states.includes('running')));
    let last = '';
    for (let n = 0; n < 50; n += 1) last = await append();
    await until(async () => (await seen()).some(({ position }) => position === last));
    const rows = await seen();
    expect(rows).toHaveLength(version);
    expect(new Set(rows.map(({ writer }) => writer)).size).toBe(1);
    expect(both.map(({ pid }) => pid)).toContain(rows[0]?.writer);
  }, 30_000);
});

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('close', () => resolve());
  });
