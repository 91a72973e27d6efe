import { record, reject } from '@sohoi/decider';
import type { Decision } from '@sohoi/decider';
import type { Personal } from '@sohoi/fields';
import type { Body, Post } from './body.js';
import type { ErasedHolders, PostCommand, PostCommandOf } from './post.commands.js';
import type { PostEvent } from './post.events.js';
import { MAX_POST_HOLDERS, postsOf, singlePosts } from './post.rules.js';
import type { PostRejection } from './post.rules.js';

/** One person's time in one post: from `since` to `until`, which is null while she holds it. */
export type Holding = {
  readonly way: 'elected' | 'appointed';
  readonly personId: string;
  /** Sealed for ever once the person's key is destroyed. */
  readonly fullName: Personal<string>;
  readonly post: Post;
  readonly partyMember: boolean;
  readonly since: string;
  readonly until: string | null;
  readonly allowance:
    | { readonly status: 'none' }
    | { readonly status: 'stopped'; readonly at: string }
    | { readonly status: 'granted'; readonly amount: number; readonly source: string; readonly at: string };
};

export type Holdings = { readonly [holdingId: string]: Holding };

/** The unit or chapter whose posts they are. */
export type BodyOfPosts = { readonly body: Body; readonly unitId: string; readonly holdings: Holdings };

type Decided = Decision<PostEvent, PostRejection>;

export const decidePost = (command: PostCommand, body: BodyOfPosts): Decided => {
  if (command.type === 'ElectPostHolder' || command.type === 'AppointPostHolder') return take(command, body);
  const { holdingId, at } = command.data;
  const holding = body.holdings[holdingId];
  if (!holding) return reject({ code: 'PostHolderNotFound', holdingId });
  if (command.type === 'CorrectPostHolderName') return correctName(command, body, holding);
  if (holding.until !== null) {
    const again = command.type === 'RelievePostHolder';
    return again ? record() : reject({ code: 'PostHolderIsRelieved', relievedAt: holding.until });
  }
  if (at < holding.since) return reject({ code: 'BeforeTakingOffice', since: holding.since });
  return decideHolding(command, body, holding);
};

/** A name can be put right after the holding too (Law 91/2025/QH15, Art. 4). */
const correctName = (
  { data }: PostCommandOf<'CorrectPostHolderName'>,
  body: BodyOfPosts,
  holding: Holding,
): Decided => {
  const { holdingId, fullName, reason, at } = data;
  if (fullName === holding.fullName) return record();
  if (at < holding.since) return reject({ code: 'BeforeTakingOffice', since: holding.since });
  const keys = keysOf(holdingId, holding, body);
  return record({ type: 'PostHolderNameCorrected', data: { ...keys, fullName, reason, at } });
};

type Taking = PostCommandOf<'ElectPostHolder'> | PostCommandOf<'AppointPostHolder'>;

const wayOf = ({ type }: Taking): Holding['way'] => (type === 'ElectPostHolder' ? 'elected' : 'appointed');

const take = (command: Taking, { body, unitId, holdings }: BodyOfPosts): Decided => {
  const { holdingId, personId, fullName, post, partyMember, gender, at } = command.data;
  const known = holdings[holdingId];
  if (known) {
    const again =
      known.way === wayOf(command) && known.personId === personId && known.post === post && known.since === at;
    return again ? record() : reject({ code: 'HoldingIdTaken', holdingId });
  }
  if (!postsOf[body.kind].includes(post)) return reject({ code: 'PostNotInBody', post, bodyKind: body.kind });
  const obstacle = obstacleTo(command, holdings);
  if (obstacle) return reject(obstacle);
  return record({
    type: command.type === 'ElectPostHolder' ? 'PostHolderElected' : 'PostHolderAppointed',
    data: { holdingId, body, unitId, personId, fullName, post, partyMember, gender, at },
  });
};

/** What stands in the way of one more holder, if anything. */
const obstacleTo = ({ data }: Taking, holdings: Holdings): PostRejection | undefined => {
  const { post, personId, at } = data;
  const all = Object.entries(holdings);
  const inPost = all.filter(([, holding]) => holding.post === post);
  for (const [holdingId, { personId: holder, since, until }] of inPost) {
    if (until === null && holder === personId) return { code: 'AlreadyInPost', post, holdingId };
    if (!singlePosts.includes(post)) continue;
    if (until === null) return { code: 'PostTaken', post, holdingId, since };
    if (at < until) return { code: 'BeforeVacancy', post, vacantSince: until };
  }
  const sitting = all.filter(([, { until }]) => until === null).length;
  return sitting < MAX_POST_HOLDERS ? undefined : { code: 'TooManyPostHolders', limit: MAX_POST_HOLDERS };
};

type OfHolder = Exclude<PostCommand, Taking | PostCommandOf<'CorrectPostHolderName'>>;

const decideHolding = (command: OfHolder, body: BodyOfPosts, holding: Holding): Decided => {
  const { holdingId, at } = command.data;
  const { partyMember, allowance } = holding;
  const keys = keysOf(holdingId, holding, body);
  switch (command.type) {
    case 'RelievePostHolder':
      if (grantedAfter(at, holding)) return reject({ code: 'BeforeAllowance', grantedAt: holding.allowance.at });
      return record(relieved(holdingId, holding, body, command.data));
    case 'GrantAllowance': {
      const { amount, source } = command.data;
      if (allowance.status === 'granted') {
        if (allowance.amount === amount && allowance.source === source) return record();
        if (at < allowance.at) return reject({ code: 'BeforeAllowance', grantedAt: allowance.at });
      }
      if (allowance.status === 'stopped' && at < allowance.at) {
        return reject({ code: 'BeforeAllowanceStop', stoppedAt: allowance.at });
      }
      return record({ type: 'AllowanceGranted', data: { ...keys, amount, source, at } });
    }
    case 'StopAllowance':
      if (allowance.status === 'stopped') return record();
      if (allowance.status === 'none') return reject({ code: 'NoAllowance' });
      if (at < allowance.at) return reject({ code: 'BeforeAllowance', grantedAt: allowance.at });
      return record({ type: 'AllowanceStopped', data: { ...keys, ...remarkOn(holding, command.data), at } });
    case 'RecordPartyAdmission':
      return partyMember ? record() : record({ type: 'PostHolderJoinedParty', data: { ...keys, at } });
  }
};

type Granted = Holding & { readonly allowance: { readonly status: 'granted' } };

/** An allowance that starts after the end of the holding would outlive it. */
const grantedAfter = (at: string, holding: Holding): holding is Granted =>
  holding.allowance.status === 'granted' && at < holding.allowance.at;

const keysOf = (holdingId: string, { personId, post }: Holding, { body, unitId }: BodyOfPosts) => ({
  holdingId,
  body,
  unitId,
  personId,
  post,
});

/** Her name could still be sealed, or never have been: the host says who is erased. */
const remarkOn = (
  { personId }: Holding,
  { reason, erased }: { reason: string } & ErasedHolders,
): { readonly reason?: string } => (erased?.includes(personId) ? {} : { reason });

const relieved = (
  holdingId: string,
  holding: Holding,
  body: BodyOfPosts,
  end: { reason: string; at: string } & ErasedHolders,
): PostEvent => ({
  type: 'PostHolderRelieved',
  data: {
    ...keysOf(holdingId, holding, body),
    partyMember: holding.partyMember,
    hadAllowance: holding.allowance.status === 'granted',
    ...remarkOn(holding, end),
    at: end.at,
  },
});

/**
 * The end of the body itself: whoever still holds a post is relieved on that day.
 * @returns a rejection if somebody took office, or was granted an allowance, only later
 */
export const relieveAll = (body: BodyOfPosts, end: { reason: string; at: string } & ErasedHolders): Decided => {
  const sitting = Object.entries(body.holdings).filter(([, { until }]) => until === null);
  const later = sitting.find(([, { since }]) => end.at < since);
  if (later) return reject({ code: 'BeforeTakingOffice', since: later[1].since });
  for (const [, holding] of sitting) {
    if (grantedAfter(end.at, holding)) return reject({ code: 'BeforeAllowance', grantedAt: holding.allowance.at });
  }
  return record(...sitting.map(([holdingId, holding]) => relieved(holdingId, holding, body, end)));
};

/** The holdings after one more event; one of an unknown holding changes nothing. */
export const evolveHoldings = (holdings: Holdings, event: PostEvent): Holdings => {
  const { holdingId, personId, post, at } = event.data;
  if (event.type === 'PostHolderElected' || event.type === 'PostHolderAppointed') {
    const way = event.type === 'PostHolderElected' ? 'elected' : 'appointed';
    const { fullName, partyMember } = event.data;
    const held = { since: at, until: null, allowance: { status: 'none' } } as const;
    return { ...holdings, [holdingId]: { way, personId, fullName, post, partyMember, ...held } };
  }
  const holding = holdings[holdingId];
  return holding ? { ...holdings, [holdingId]: evolveHolding(holding, event) } : holdings;
};

type Taken = Extract<PostEvent, { type: 'PostHolderElected' | 'PostHolderAppointed' }>;

const evolveHolding = (holding: Holding, event: Exclude<PostEvent, Taken>): Holding => {
  switch (event.type) {
    case 'PostHolderNameCorrected':
      return { ...holding, fullName: event.data.fullName };
    case 'PostHolderRelieved':
      return { ...holding, until: event.data.at };
    case 'AllowanceGranted': {
      const { amount, source, at } = event.data;
      return { ...holding, allowance: { status: 'granted', amount, source, at } };
    }
    case 'AllowanceStopped':
      return { ...holding, allowance: { status: 'stopped', at: event.data.at } };
    case 'PostHolderJoinedParty':
      return { ...holding, partyMember: true };
  }
};
