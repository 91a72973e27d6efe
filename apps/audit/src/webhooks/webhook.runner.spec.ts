import { expect, it } from '@jest/globals';
import type { Checkpoints } from '@sohoi/projection';
import { POLICY } from '@sohoi/webhooks';
import type { Turn, Webhook, Webhooks } from '@sohoi/webhooks';
import type { FeedQueries } from '../feed/feed.queries.js';
import type { Messages } from './messages.js';
import type { Owners } from './owners.js';
import { WebhookRunner } from './webhook.runner.js';

const webhook = { id: 'w', owner: 'o', topic: 'membership', types: null, unitId: null, position: '', size: 100 };
const trouble = { attempts: 2, refusals: 0, failingSince: null };

/** Runs until the turn was ended. @returns what was written of it, and how often it was taken up */
const run = async (behind: () => Promise<never>) => {
  const written: unknown[] = [];
  let takenUp = 0;
  let ended: () => void = () => undefined;
  const over = new Promise<void>((resolve) => (ended = resolve));
  const write =
    (what: string) =>
    (...said: readonly unknown[]): Promise<boolean> => {
      written.push([what, ...said]);
      ended();
      return Promise.resolve(true);
    };
  const turn = {
    webhook: { ...webhook, ...trouble } as unknown as Webhook,
    ...{ again: write('again'), pause: write('pause'), release: write('release') },
  } as unknown as Turn;
  const runner = new WebhookRunner(
    { takeUp: () => Promise.resolve((takenUp += 1) === 1 ? turn : undefined) } as unknown as Webhooks,
    POLICY,
    { behind } as unknown as FeedQueries,
    {
      positionOf: () => Promise.resolve('1'),
      waitUntil: (_names: unknown, _at: unknown, _ms: unknown, signal: AbortSignal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve({ reached: false, position: '1' }));
        }),
    } as unknown as Checkpoints,
    { of: () => Promise.resolve({ id: 'o', role: 'subscriber', rights: [] }) } as unknown as Owners,
    {} as Messages,
  );
  runner.onApplicationBootstrap();
  await over;
  await runner.onApplicationShutdown();
  return { written, takenUp };
};

it('what the ledger itself cannot read is looked at again after a while, and counts against nobody', async () => {
  const { written, takenUp } = await run(() => Promise.reject(new Error('away')));
  expect(written).toEqual([
    ['again', 30_000, expect.objectContaining(trouble), expect.stringContaining('could not read')],
  ]);
  expect(takenUp).toBe(2);
});
