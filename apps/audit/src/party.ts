import type { RecordedEvent } from '@sohoi/event-store';
import type { Sealed } from '@sohoi/fields';

/** What tells by being there that a person belongs to the Party, or may soon. */
export const PARTY_EVENTS: readonly string[] = ['IntroducedToParty', 'JoinedParty', 'PostHolderJoinedParty'];

/** The field in events of posts that tells of it. */
export const PARTY_MEMBER = 'partyMember';

type Told = Pick<RecordedEvent, 'type' | 'data'>;

/** Null in the place of the field that tells of the Party. */
export const withoutParty = <E extends Told>(event: E): E =>
  hasField(event.data) ? { ...event, data: { ...event.data, [PARTY_MEMBER]: null } } : event;

/** The data with what tells of the Party as a sealed field: to read it is to read a sensitive field. */
export const withPartySealed = ({ type, data }: Told): unknown => {
  const sealed: Sealed = { sealed: 'party' };
  if (PARTY_EVENTS.includes(type) && isObject(data)) return { ...data, party: sealed };
  return hasField(data) ? { ...data, [PARTY_MEMBER]: sealed } : data;
};

/** The one person whom such an event is about. */
export const personOfParty = ({ type, data }: Told): string | undefined => {
  if (!isObject(data) || !(PARTY_EVENTS.includes(type) || hasField(data))) return undefined;
  const id = data['memberId'] ?? data['personId'];
  return typeof id === 'string' ? id : undefined;
};

const isObject = (data: unknown): data is Readonly<Record<string, unknown>> =>
  typeof data === 'object' && data !== null && !Array.isArray(data);

const hasField = (data: unknown): data is Readonly<Record<string, unknown>> => isObject(data) && PARTY_MEMBER in data;
