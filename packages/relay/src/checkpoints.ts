import { setTimeout as delay } from 'node:timers/promises';
import { lastCheckpoint } from '@sohoi/ledger-postgres';
import { connectionOf } from '@sohoi/projection';
import type { Pool, PoolClient } from 'pg';
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

/** Any fixed number: of many relays the one that holds it sends. */
const SENDER = 7305011;

/** A lock of a session: whose connection is lost has lost it, and notices at the next look. */
const lockOf = (pool: Pool) => {
  let held: PoolClient | undefined;
  const give = (): void => {
    held?.release(true);
    held = undefined;
  };
  /** @returns whether it is ours */
  const take = async (): Promise<boolean> => {
    if (held)
      return held.query('SELECT 1').then(
        () => true,
        () => (give(), false),
      );
    const client = await connectionOf(pool, () => client === held && give());
    try {
      const { rows } = await client.query<{ ours: boolean }>('SELECT pg_try_advisory_lock($1) AS ours', [SENDER]);
      if (rows[0]?.ours) held = client;
    } finally {
      if (held !== client) client.release(true);
    }
    return held !== undefined;
  };
  return { take, give };
};

/**
 * Sends the last checkpoint of the transparency log at each look, if it is a new one, and again once a witness has added a
 * line: the signed note as it is, under its origin. Of those between two looks only the last is sent, which covers them. Of
 * many relays one sends; one that takes over sends the last one again.
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
  const lock = lockOf(pool);
  const look = async (): Promise<void> => {
    if (!(await lock.take())) {
      term = undefined;
      sent = undefined;
      return;
    }
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
  lock.give();
};
