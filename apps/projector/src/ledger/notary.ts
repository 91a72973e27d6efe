import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Signer } from '@sohoi/ledger';
import { AnotherKey, lastCheckpoint, signTree, tilesIn, WouldFork } from '@sohoi/ledger-postgres';
import type { ReadinessCheck } from '@sohoi/nest';
import type { Pool } from 'pg';
import { publishToFolder } from './publish-to-folder.js';
import type { Witness } from './witness-setting.js';
import { createWitnesses } from './witnesses.js';
import type { WitnessState } from './witnesses.js';

export type NotaryOptions = {
  readonly pool: Pool;
  readonly signer: Signer;
  /** Milliseconds between looks whether the tree has grown. */
  readonly every: number;
  /** Where the tree is written as static files; nowhere without it. */
  readonly folder?: string | undefined;
  /** Who is asked to cosign; nothing waits for them, and none of them can stop the signing. */
  readonly witnesses?: readonly Witness[] | undefined;
};

/**
 * What the notary does:
 *
 *   signing              looks now and then, signs what has grown, and publishes it
 *   signing → retrying   database or folder out of reach; tried again at the next look
 *   signing → refused    the tree was altered, or is signed with another key: nothing is signed until a person has acted
 */
export type NotaryState =
  { readonly state: 'signing' } | { readonly state: 'retrying' | 'refused'; readonly reason: string };

/** Signs the tree over the log as it grows, and has it witnessed. Several may run; each tree is signed once. */
export type Notary = {
  start(): void;
  /** Lets it finish what it signs, and leave the rest of what it publishes to the next. */
  stop(): Promise<void>;
  readonly state: () => NotaryState;
  /** How it stands with each witness that was asked. */
  readonly witnesses: () => readonly WitnessState[];
  /** Ready unless it refuses to sign. */
  readonly readiness: ReadinessCheck;
};

export const createNotary = (options: NotaryOptions): Notary => {
  const logger = new Logger('notary');
  const stopping = new AbortController();
  const { pool, every } = options;
  const witnesses = createWitnesses({ pool, every, witnesses: options.witnesses ?? [] });
  let state: NotaryState = { state: 'signing' };
  let running: Promise<void> | undefined;

  const told = (error: unknown): NotaryState => {
    const reason = error instanceof Error ? error.message : String(error);
    if (state.state === 'signing' || state.reason !== reason) logger.error(reason);
    return { state: error instanceof WouldFork || error instanceof AnotherKey ? 'refused' : 'retrying', reason };
  };
  const run = async (): Promise<void> => {
    const { signal } = stopping;
    while (!signal.aborted) {
      try {
        await signAndPublish(options, signal);
        state = { state: 'signing' };
      } catch (error) {
        if (!signal.aborted) state = told(error);
      }
      await delay(every, undefined, { signal }).catch(() => undefined);
    }
  };
  return {
    start: () => {
      running ??= run();
      witnesses.start();
    },
    stop: async () => {
      stopping.abort();
      await Promise.all([running, witnesses.stop()]);
    },
    state: () => state,
    witnesses: witnesses.states,
    readiness: {
      name: 'ledger',
      check: () => {
        const seen = witnesses.states();
        const detail = { ...state, ...(seen.length > 0 && { witnesses: seen }) };
        return Promise.resolve({ ready: state.state !== 'refused', detail });
      },
    },
  };
};

const signAndPublish = async ({ pool, signer, folder }: NotaryOptions, signal: AbortSignal): Promise<void> => {
  const checkpoint = (await signTree(pool, signer)) ?? (await lastCheckpoint(pool));
  if (!checkpoint || folder === undefined) return;
  await publishToFolder(folder, checkpoint, tilesIn(pool), signer.verifier, signal);
};
