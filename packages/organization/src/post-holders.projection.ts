import type { Personal } from '@sohoi/fields';
import type { Body, Post } from './body.js';
import type { PostEvent } from './post.events.js';

/** A name as an event holds it, and the event, without which it cannot be opened. Its path there is `fullName`. */
export type KeptName = { readonly eventId: string; readonly value: Personal<string> };

export type IdentifiedPostEvent = PostEvent & { readonly eventId: string };

/** One row per holding of a post. Dates are `yyyy-mm-dd`; `to` is null while the post is held. */
export type PostHolderRow = {
  readonly holdingId: string;
  readonly bodyId: string;
  readonly bodyKind: Body['kind'];
  readonly post: Post;
  readonly personId: string;
  /** Null once the person is erased. */
  readonly fullName: KeptName | null;
  readonly from: string;
  readonly to: string | null;
  /** `amount` is đồng a month. */
  readonly allowance: { readonly amount: number; readonly source: 'localBudget' | 'otherLawfulRevenue' } | null;
};

/** The row that an event belongs to. */
export const postHolderKeyOf = ({ data }: PostEvent): string => data.holdingId;

/** The row after one more event; one of an unknown holding makes no row. */
export const evolvePostHolderRow = (
  row: PostHolderRow | undefined,
  event: IdentifiedPostEvent,
): PostHolderRow | undefined => {
  if (event.type === 'PostHolderElected' || event.type === 'PostHolderAppointed') {
    const { holdingId, body, post, personId, at } = event.data;
    const fullName = { eventId: event.eventId, value: event.data.fullName };
    const holding = { holdingId, bodyId: body.id, bodyKind: body.kind, post, personId, fullName };
    return { ...holding, from: at, to: null, allowance: null };
  }
  if (!row) return undefined;
  switch (event.type) {
    case 'PostHolderNameCorrected':
      return row.fullName ? { ...row, fullName: { eventId: event.eventId, value: event.data.fullName } } : row;
    case 'PostHolderRelieved':
      return { ...row, to: event.data.at, allowance: null };
    case 'AllowanceGranted':
      return { ...row, allowance: { amount: event.data.amount, source: event.data.source } };
    case 'AllowanceStopped':
      return { ...row, allowance: null };
    case 'PostHolderJoinedParty':
      return row;
  }
};
