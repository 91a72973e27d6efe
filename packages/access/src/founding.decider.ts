import { record } from '@sohoi/decider';
import type { Decider } from '@sohoi/decider';
import { foundingEvents } from './founding.events.js';
import type { FoundingEvent } from './founding.events.js';

/** Who is the founder; undefined before the founding. */
export type FoundingState = { readonly founder?: string };

export type FoundLedger = {
  readonly type: 'FoundLedger';
  readonly data: { readonly actorId: string; readonly at: string };
};

/** The first founder stays the only one, whoever asks later. */
export const founding: Decider<FoundingState, FoundLedger, FoundingEvent, never> = {
  initial: {},
  decide: ({ data }, { founder }) => (founder === undefined ? record({ type: 'LedgerFounded', data }) : record()),
  evolve: (state, { data }) => (state.founder === undefined ? { founder: data.actorId } : state),
};

/** Of a ledger there is one stream of this category, under one fixed id. */
export const foundingStream = { category: 'founding', catalog: foundingEvents, decider: founding } as const;
