import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Pool } from 'pg';
import { createPostgresEventStore } from './index.js';

afterEach(() => void jest.restoreAllMocks());

/** Milliseconds that a follower waits between its first tries to reach a server that is away. */
const pausesOf = async (chance: number, tries: number): Promise<number[]> => {
  const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const pool = new Pool();
  Object.defineProperty(pool, 'connect', { value: (done: (error: Error) => void) => done(away) });
  const store = createPostgresEventStore({ pool });
  const stopping = new AbortController();
  const pauses: number[] = [];
  jest.spyOn(Math, 'random').mockReturnValue(chance);
  jest.spyOn(globalThis, 'setTimeout').mockImplementation(((done: () => void, ms: number) => {
    pauses.push(ms);
    if (pauses.length === tries) stopping.abort();
    else queueMicrotask(done);
  }) as never);
  for await (const batch of store.subscribe('', stopping.signal)) expect(batch).toEqual([]);
  await store.close();
  return pauses;
};

describe('a follower that lost its server', () => {
  it('comes back after longer and longer, up to five seconds', async () => {
    expect(await pausesOf(1, 8)).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000]);
  });

  it('does not come back when all others do', async () => {
    expect(await pausesOf(0, 3)).toEqual([50, 100, 200]);
    expect(await pausesOf(0.5, 3)).toEqual([75, 150, 300]);
  });
});
