import { describe, expect, it } from '@jest/globals';
import { logReadiness } from './log.readiness.js';

type Followed = Parameters<typeof logReadiness>[0];

const reader = { delivered: '7', why: null, trouble: null, attempts: 0 } as const;
const away = {
  state: 'connecting',
  delivered: '7',
  why: 'EventStoreDB cannot be reached (ECONNREFUSED)',
  trouble: 'unreachable',
  attempts: 3,
} as const;

const told = (head: () => Promise<string>, ...subscriptions: ReturnType<Followed['subscriptions']>[number][]) =>
  logReadiness({ engine: 'EventStoreDB', store: { head }, subscriptions: () => subscriptions }, 20).check();

describe('the readiness of the log', () => {
  it.each(['behind', 'live'] as const)('is given while its readers are %s', async (state) => {
    const one = { ...reader, state };
    expect(await told(async () => '9', one)).toEqual({
      ready: true,
      detail: { engine: 'EventStoreDB', head: '9', subscriptions: [one] },
    });
  });

  it('is not given while the log is away, and its readers say why all the same', async () => {
    expect(await told(() => Promise.reject(new Error('away')), away)).toEqual({
      ready: false,
      detail: { engine: 'EventStoreDB', head: null, subscriptions: [away] },
    });
  });

  it('does not wait for a log that says nothing', async () => {
    expect(await told(() => new Promise(() => undefined), away)).toMatchObject({
      ready: false,
      detail: { head: null },
    });
  });

  it('is not given once a reader has failed, and it says why', async () => {
    const failed = { ...reader, state: 'failed', why: 'EventStoreDB refuses this user', trouble: 'login' } as const;
    expect(await told(async () => '9', { ...reader, state: 'live' }, failed)).toMatchObject({
      ready: false,
      detail: { subscriptions: [{ state: 'live' }, failed] },
    });
  });
});
