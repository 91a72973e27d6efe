import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { cosignedSize, keepCosignature, lastCheckpoint, tilesIn } from '@sohoi/ledger-postgres';
import type { Pool } from 'pg';
import { askWitness, SeenOtherwise } from './ask-witness.js';
import type { Witness } from './witness-setting.js';

export type WitnessesOptions = {
  readonly pool: Pool;
  readonly witnesses: readonly Witness[];
  /** Milliseconds between looks whether there is a checkpoint that a witness has not cosigned. */
  readonly every: number;
};

/**
 * How it stands with one witness:
 *
 *   asking              has cosigned what there was, or is about to
 *   asking → failing    gave no cosignature; asked again after a pause that doubles up to five minutes
 *   asking → differs    says that it has seen another history; asked again all the same
 *   failing → differs   the same; but not back: that it is silent now takes back nothing
 */
export type WitnessState = {
  readonly witness: string;
  /** Leaves of the largest tree that it has cosigned. */
  readonly size: number;
} & ({ readonly state: 'asking' } | { readonly state: 'failing' | 'differs'; readonly reason: string });

/** Asks witnesses to cosign each checkpoint, and keeps their lines. Nothing waits for them. */
export type Witnesses = {
  start(): void;
  /** Cuts off who has not answered yet. */
  stop(): Promise<void>;
  readonly states: () => readonly WitnessState[];
};

const LONGEST = 300_000;

export const createWitnesses = ({ pool, witnesses, every }: WitnessesOptions): Witnesses => {
  const logger = new Logger('witnesses');
  const stopping = new AbortController();
  const { signal } = stopping;
  const states = new Map<string, WitnessState>();
  let running: Promise<unknown> | undefined;

  const become = (state: WitnessState): void => {
    const before = states.get(state.witness);
    if (before?.state === 'differs' && state.state === 'failing') return;
    states.set(state.witness, state);
    if (state.state === 'asking') {
      if (before && before.state !== 'asking') logger.log(`${state.witness} cosigns again`);
    } else if (before?.state !== state.state) logger.error(state.reason);
  };
  const follow = async (witness: Witness): Promise<void> => {
    const { name } = witness.verifier;
    let size = 0;
    for (let failures = 0; !signal.aborted;) {
      try {
        size = await cosignedSize(pool, witness.verifier);
        size = await haveCosigned(pool, witness, size, signal);
        failures = 0;
        become({ witness: name, size, state: 'asking' });
      } catch (error) {
        if (signal.aborted) return;
        failures += 1;
        const state = error instanceof SeenOtherwise ? 'differs' : 'failing';
        become({ witness: name, size, state, reason: reasonOf(error, name) });
      }
      const pause = Math.min(every * 2 ** Math.min(failures, 20), Math.max(LONGEST, every));
      await delay(pause, undefined, { signal }).catch(() => undefined);
    }
  };
  return {
    start: () => {
      running ??= Promise.all(witnesses.map(follow));
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
    states: () => [...states.values()],
  };
};

/**
 * @param from leaves of the largest tree that the witness had cosigned before
 * @returns the same by now
 */
const haveCosigned = async (pool: Pool, witness: Witness, from: number, signal: AbortSignal): Promise<number> => {
  const checkpoint = await lastCheckpoint(pool);
  if (!checkpoint || checkpoint.size <= from) return from;
  const cosignature = await askWitness(witness, { checkpoint, read: tilesIn(pool), signal }, from);
  await keepCosignature(pool, checkpoint.size, witness.verifier, cosignature);
  return checkpoint.size;
};

/** `fetch` says no more than that it failed; why is its cause. */
const reasonOf = (error: unknown, name: string): string => {
  if (!Error.isError(error)) return `${name}: ${String(error)}`;
  const cause = Error.isError(error.cause) ? `: ${error.cause.message}` : '';
  return error.message.startsWith(name) ? error.message : `${name}: ${error.message}${cause}`;
};
