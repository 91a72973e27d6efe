import { BEGINNING } from '@sohoi/event-store';
import type { Position } from '@sohoi/event-store';
import type { Pool } from 'pg';
import { sleepUntilWoken, wakeUps } from './wake-up.js';

export type Waited =
  | { readonly reached: true; readonly position: Position }
  /** `position` is where they stood when time ran out or the caller gave up. */
  | { readonly reached: false; readonly position: Position };

export type Checkpoints = {
  /**
   * The position that all the named read models reflect, i.e. that of the one furthest behind; `BEGINNING` if one
   * of them is not there.
   */
  positionOf(names: readonly string[]): Promise<Position>;

  /** Waits until all the named read models reflect `position`, at most `timeoutMs` milliseconds. */
  waitUntil(names: readonly string[], position: Position, timeoutMs: number, signal?: AbortSignal): Promise<Waited>;
};

/** Of the live versions, which are those that queries see; of all shards. */
const POSITION_OF = `
  SELECT min(position) AS position, count(DISTINCT split_part(name, '/', 1))::integer AS found
    FROM read.checkpoint WHERE live AND split_part(name, '/', 1) = ANY($1)`;

/** Milliseconds between looks while no batch is committed in this process; each look waits longer than the last. */
const FIRST_LOOK = 10;
const LAST_LOOK = 250;

export const checkpoints = (pool: Pool): Checkpoints => {
  const positionOf = async (names: readonly string[]): Promise<Position> => {
    const distinct = [...new Set(names)];
    const { rows } = await pool.query<{ position: Position | null; found: number }>(POSITION_OF, [distinct]);
    return rows[0]?.found === distinct.length ? (rows[0].position ?? BEGINNING) : BEGINNING;
  };

  const waitUntil: Checkpoints['waitUntil'] = async (names, position, timeoutMs, signal) => {
    const deadline = performance.now() + timeoutMs;
    for (let pause = FIRST_LOOK; ; pause = Math.min(pause * 2, LAST_LOOK)) {
      const seen = wakeUps();
      const now = await positionOf(names);
      if (now >= position) return { reached: true, position: now };
      const left = deadline - performance.now();
      if (left <= 0 || signal?.aborted) return { reached: false, position: now };
      await sleepUntilWoken(Math.min(pause, left), seen, signal);
    }
  };

  return { positionOf, waitUntil };
};
