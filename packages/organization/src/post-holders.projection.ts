import { opened } from '@sohoi/fields';
import type { Body, Post } from './body.js';
import type { PostEvent } from './post.events.js';

/** One row per holding of a post. Dates are `yyyy-mm-dd`; `to` is null while the post is held. */
export type PostHolderRow = {
  readonly holdingId: string;
  readonly bodyId: string;
  readonly bodyKind: Body['kind'];
  readonly post: Post;
  readonly personId: string;
  readonly fullName: string;
  readonly partyMember: boolean;
  readonly from: string;
  readonly to: string | null;
  /** `amount` is đồng a month. */
  readonly allowance: { readonly amount: number; readonly source: 'localBudget' | 'otherLawfulRevenue' } | null;
};

/** The row that an event belongs to. */
export const postHolderKeyOf = ({ data }: PostEvent): string => data.holdingId;

/** The row after one more event; one of an unknown holding makes no row. */
export const evolvePostHolderRow = (row: PostHolderRow | undefined, event: PostEvent): PostHolderRow | undefined => {
  if (event.type === 'PostHolderElected' || event.type === 'PostHolderAppointed') {
    const { holdingId, body, post, personId, partyMember, at } = event.data;
    const fullName = opened(event.data.fullName) ?? '';
    const holding = { holdingId, bodyId: body.id, bodyKind: body.kind, post, personId, fullName, partyMember };
    return { ...holding, from: at, to: null, allowance: null };
  }
  if (!row) return undefined;
  switch (event.type) {
    case 'PostHolderNameCorrected':
      return { ...row, fullName: opened(event.data.fullName) ?? '' };
    case 'PostHolderRelieved':
      return { ...row, to: event.data.at, allowance: null };
    case 'AllowanceGranted':
      return { ...row, allowance: { amount: event.data.amount, source: event.data.source } };
    case 'AllowanceStopped':
      return { ...row, allowance: null };
    case 'PostHolderJoinedParty':
      return { ...row, partyMember: true };
  }
};
