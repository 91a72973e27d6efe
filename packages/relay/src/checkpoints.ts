import { setTimeout as delay } from 'node:timers/promises';
import { lastCheckpoint } from '@sohoi/ledger-postgres';
import type { Pool } from 'pg';
import type { Publisher, Term } from './publisher.js';
import { CHECKPOINT_TOPIC, checkpointTopicSetting } from './topics.js';

export type CheckpointsOptions = {
  readonly pool: Pool;
  readonly publisher: Publisher;
  /** Milliseconds between looks. */
  readonly every: number;
  readonly signal: AbortSignal;
  /** Told when it fails for a new reason, and with null once it does not any more. */
  readonly onTrouble: (reason: string | null) => void;
};

/**
 * Sends each new checkpoint of the transparency log, and again once a witness has added a line: the signed note as it is,
 * under its origin. A relay that starts sends the last one again.
 */
export const relayCheckpoints = async ({
  pool,
  publisher,
  every,
  signal,
  onTrouble,
}: CheckpointsOptions): Promise<void> => {
  let sent: string | undefined;
  let term: Term | undefined;
  let trouble: string | null = null;
  const tell = (reason: string | null): void => {
    if (reason !== trouble) onTrouble(reason);
    trouble = reason;
  };
  const look = async (): Promise<void> => {
    const checkpoint = await lastCheckpoint(pool);
    if (!checkpoint || checkpoint.signed === sent) return;
    term ??= await publisher.begin('checkpoints', [checkpointTopicSetting]);
    const [origin = ''] = checkpoint.signed.split('\n', 1);
    const headers = { 'content-type': 'text/plain; charset=utf-8' };
    await term.publish([{ topic: CHECKPOINT_TOPIC, key: origin, headers, value: checkpoint.signed }], () =>
      Promise.resolve(),
    );
    sent = checkpoint.signed;
  };
  while (!signal.aborted) {
    try {
      await look();
      tell(null);
    } catch (error) {
      term = undefined;
      tell(error instanceof Error ? error.message : String(error));
    }
    await delay(every, undefined, { signal }).catch(() => undefined);
  }
};
