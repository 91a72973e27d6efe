import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { MasterKeys } from '../master-keys.js';
import { rotateMasterKey, RotationUnderWay } from './rotate-master-key.js';

/** Persons whose old wrapped keys could still be unwrapped from an old copy of their rows. */
const UNFINISHED = `
  SELECT count(*)::integer AS unfinished, min(k.erased_at) AS since
    FROM vault.person_key k JOIN vault.master_key m ON m.id = k.master_key_id
   WHERE k.wrapped IS NULL AND m.state <> 'destroyed'`;

/** How many erasures no rotation has made final, and since when the oldest waits. */
export type UnfinishedErasures = { readonly unfinished: number; readonly since: string | null };

export const unfinishedErasures = async (pool: Pick<Pool, 'query'>): Promise<UnfinishedErasures> => {
  const { rows } = await pool.query<{ unfinished: number; since: Date | null }>(UNFINISHED);
  const [{ unfinished, since } = { unfinished: 0, since: null }] = rows;
  return { unfinished, since: since?.toISOString() ?? null };
};

export type AfterErasures = {
  readonly pool: Pool;
  readonly masterKeys: MasterKeys;
  readonly signal: AbortSignal;
  /** Milliseconds between looks, and so at least between rotations: erasures that come together share one. */
  readonly every: number;
  readonly onRotated?: () => void;
  readonly onError?: (error: unknown) => void;
};

/** Makes erasures final: rotates the master key some time after keys were destroyed, until the signal is aborted. */
export const rotateAfterErasures = async ({
  pool,
  masterKeys,
  signal,
  every,
  onRotated,
  onError,
}: AfterErasures): Promise<void> => {
  while (!signal.aborted) {
    try {
      if ((await unfinishedErasures(pool)).unfinished > 0) {
        await rotateMasterKey({ pool, masterKeys, signal });
        onRotated?.();
      }
    } catch (error) {
      if (!signal.aborted && !(error instanceof RotationUnderWay)) onError?.(error);
    }
    await delay(every, undefined, { signal }).catch(() => undefined);
  }
};
