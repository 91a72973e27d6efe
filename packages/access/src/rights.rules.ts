import { validRights } from './right.js';
import type { Right } from './right.js';
import { topics } from './role.js';
import type { Role, Topic } from './role.js';
import type { Granter, UnitsAbove } from './rights.commands.js';
import type { RightsState } from './rights.state.js';

/** Why a command about rights is refused; the fields are what the message needs. Dates are `yyyy-mm-dd`. */
export type RightsRejection =
  /** Nobody grants herself anything, whatever she may grant to others. */
  | { readonly code: 'RightForOneself' }
  | { readonly code: 'RoleOnlyViews'; readonly role: Role }
  | { readonly code: 'TopicsMissing' }
  | { readonly code: 'TopicsForSubscribersOnly'; readonly role: Role }
  | { readonly code: 'EndsBeforeItBegins'; readonly from: string }
  | { readonly code: 'RightAlreadyOver'; readonly today: string }
  /** The granter has no right with `mayGrant` of that role; from here on, none that also covers what is named. */
  | { readonly code: 'RoleNotYoursToGrant'; readonly role: Role }
  | { readonly code: 'UnitNotYoursToGrant'; readonly unitId: string | null }
  | { readonly code: 'DatesNotYoursToGrant'; readonly heldFrom: string; readonly heldTo: string | null }
  | { readonly code: 'CaptureNotYoursToGrant' }
  | { readonly code: 'SensitiveNotYoursToGrant' }
  | { readonly code: 'TopicsNotYoursToGrant'; readonly heldTopics: readonly Topic[] }
  | { readonly code: 'RightIdTaken' }
  | { readonly code: 'SameRightHeld'; readonly heldRight: string }
  | { readonly code: 'TooManyRights'; readonly limit: number }
  | { readonly code: 'TooManyRightsOfYours'; readonly limit: number }
  /** There is no such right, or it is none that the one who asks could have granted. */
  | { readonly code: 'RightNotFound' }
  | { readonly code: 'RightWithdrawnBefore'; readonly withdrawnAt: string }
  /** Who could withdraw the last right to grant on the whole organisation would lock everybody out for ever. */
  | { readonly code: 'OwnRightToGrantAll' }
  | { readonly code: 'ActorNotFound' };

/** Rights of one actor that are neither withdrawn nor over, at most; each request folds them. */
export const MAX_RIGHTS = 100;

/** How many of these one granter may have granted, with those of today that are withdrawn: no one fills a stream alone. */
export const MAX_RIGHTS_OF_ONE_GRANTER = 10;

/** Why an actor can be granted no further right by this granter today, if so. */
export const tooMany = (
  { rights, grants }: RightsState,
  granterId: string,
  today: string,
): RightsRejection | undefined => {
  const lasting = rights.filter(({ to }) => to === null || to >= today);
  if (lasting.length >= MAX_RIGHTS) return { code: 'TooManyRights', limit: MAX_RIGHTS };
  const ids = new Set(lasting.map(({ rightId }) => rightId));
  const hers = grants.filter(({ rightId, by, at }) => by === granterId && (at === today || ids.has(rightId)));
  if (hers.length < MAX_RIGHTS_OF_ONE_GRANTER) return undefined;
  return { code: 'TooManyRightsOfYours', limit: MAX_RIGHTS_OF_ONE_GRANTER };
};

/** Roles that look and never touch: an auditor or analyst who could change the log would audit herself. */
const viewingRoles: ReadonlySet<Role> = new Set(['auditor', 'analyst', 'subscriber']);

export const mayCapture = (role: Role): boolean => !viewingRoles.has(role);

/** What is wrong with a right whoever grants it; `today` is `yyyy-mm-dd`. */
export const contradictionIn = (right: Right, today: string): RightsRejection | undefined => {
  const { role, capture, from, to } = right;
  if (capture && !mayCapture(role)) return { code: 'RoleOnlyViews', role };
  if (role === 'subscriber' && right.topics.length === 0) return { code: 'TopicsMissing' };
  if (role !== 'subscriber' && right.topics.length > 0) return { code: 'TopicsForSubscribersOnly', role };
  if (to !== null && to < from) return { code: 'EndsBeforeItBegins', from };
  if (to !== null && to < today) return { code: 'RightAlreadyOver', today };
  return undefined;
};

/** Whether a right on the first unit reaches the second; null is the whole organisation. */
const reaches = (held: string | null, unitId: string | null, above: UnitsAbove): boolean =>
  held === null || (unitId !== null && (above[unitId] ?? [unitId]).includes(held));

/** Whether a right lasts as long as the other one. */
const lasts = (held: Right, { from, to }: Right): boolean =>
  held.from <= from && (held.to === null || (to !== null && to <= held.to));

/**
 * Why the granter may not grant the right today, if so. One right of hers with `mayGrant` must be as much in every
 * respect: two that are enough only together are not enough.
 */
export const beyond = (
  { rights }: Granter,
  right: Right,
  above: UnitsAbove,
  today: string,
): RightsRejection | undefined => {
  const { role, unitId } = right;
  const ofRole = validRights(rights, today).filter((held) => held.mayGrant && held.role === role);
  if (ofRole.length === 0) return { code: 'RoleNotYoursToGrant', role };
  const there = ofRole.filter((held) => reaches(held.unitId, unitId, above));
  if (there.length === 0) return { code: 'UnitNotYoursToGrant', unitId };
  const asLong = there.filter((held) => lasts(held, right));
  const [longest] = there;
  if (asLong.length === 0 && longest) {
    return { code: 'DatesNotYoursToGrant', heldFrom: longest.from, heldTo: longest.to };
  }
  const changing = asLong.filter((held) => held.capture || !right.capture);
  if (changing.length === 0) return { code: 'CaptureNotYoursToGrant' };
  const sensitive = changing.filter((held) => held.sensitive || !right.sensitive);
  if (sensitive.length === 0) return { code: 'SensitiveNotYoursToGrant' };
  const withTopics = sensitive.filter((held) => right.topics.every((topic) => held.topics.includes(topic)));
  const [heldTopics = []] = sensitive.map((held) => held.topics);
  return withTopics.length === 0 ? { code: 'TopicsNotYoursToGrant', heldTopics } : undefined;
};

/**
 * Whether the granter could have granted the right, and so may withdraw it. The days do not matter: who may grant until
 * June may also end what was granted until December.
 */
export const couldHaveGranted = (granter: Granter, right: Right, above: UnitsAbove, today: string): boolean => {
  const dayByDay = { ...right, from: today, to: today };
  return beyond(granter, dayByDay, above, today) === undefined;
};

/** All that a founder starts with: each role, on the whole organisation, to have and to grant. */
export const foundingRight = (role: Role, rightId: string, from: string): Right => ({
  rightId,
  role,
  unitId: null,
  capture: mayCapture(role),
  sensitive: true,
  mayGrant: true,
  topics: role === 'subscriber' ? [...topics].sort() : [],
  from,
  to: null,
});
