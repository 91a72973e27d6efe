import { isSealed } from '@sohoi/fields';
import type { SearchKeys } from '@sohoi/membership';
import type { MemberEvent } from '@sohoi/membership/events';
import type { SealedAt, Sealer } from '@sohoi/sealing';

/** The purpose of the keyed hashes of identity numbers. */
export const IDENTITY_NUMBER = 'identity-number';

type Identified = { readonly event: MemberEvent; readonly eventId: string };
type Part = 'fullName' | 'identityNumber';
type Asked = { readonly eventId: string; readonly part: Part; readonly personId: string; readonly value: unknown };

/**
 * By event id, what members can be searched for by, of the events that say it. All names of a batch are opened
 * together; those of persons who were erased stay sealed, and nothing is searched for by them.
 */
export const searchKeysOf = async (
  { openFields, index }: Pick<Sealer, 'openFields' | 'index'>,
  events: readonly Identified[],
): Promise<ReadonlyMap<string, SearchKeys>> => {
  const asked = events.flatMap(partsOf);
  const sealed = asked.flatMap(({ eventId, part, personId, value }): readonly SealedAt[] =>
    isSealed(value) ? [{ eventId, path: `person.${part}`, personId, value }] : [],
  );
  const opened = (await openFields(sealed)).values();
  const keys = new Map<string, SearchKeys>();
  for (const { eventId, part, value } of asked) {
    const clear: unknown = isSealed(value) ? opened.next().value : value;
    const text = typeof clear === 'string' ? clear : null;
    const key: SearchKeys =
      part === 'fullName'
        ? { nameTokens: text === null ? [] : index.nameTokens(text) }
        : { identityHash: text === null ? null : index.hashOf(IDENTITY_NUMBER, text) };
    keys.set(eventId, { ...keys.get(eventId), ...key });
  }
  return keys;
};

/** What an event says, null included: a number that was wrong and is not known after all is not found any more. */
const partsOf = ({ event, eventId }: Identified): readonly Asked[] => {
  if (!('person' in event.data)) return [];
  const { memberId: personId, person } = event.data;
  return (['fullName', 'identityNumber'] as const).flatMap((part) =>
    person[part] === undefined ? [] : [{ eventId, part, personId, value: person[part] }],
  );
};
