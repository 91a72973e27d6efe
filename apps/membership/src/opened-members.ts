import { isSealed } from '@sohoi/fields';
import type { KeptPerson, ReadField } from '@sohoi/membership';
import type { WithheldPersons } from '@sohoi/nest';
import type { SealedAt, Sealer } from '@sohoi/sealing';
import type { Member, ShownPerson } from './member.schemas.js';

/** A member as the read model holds her. */
export type KeptMember = Omit<Member, 'person'> & { readonly person: KeptPerson | null };

/**
 * The members of a page as they are shown, all opened together. Of a person who is erased nothing is shown, though the
 * read model may not have heard of it yet; nor of one whose processing is restricted, since to show it is to use it.
 */
export const openMembers = async (
  { openFields }: Pick<Sealer, 'openFields'>,
  withheld: Pick<WithheldPersons, 'statesOf'>,
  kept: readonly KeptMember[],
): Promise<readonly Member[]> => {
  const states = await withheld.statesOf(kept.filter(({ person }) => person).map(({ memberId }) => memberId));
  const members = kept.map((member): KeptMember => {
    const why = states.get(member.memberId);
    if (why === undefined && !member.restricted) return member;
    return { ...member, person: null, erased: member.erased || why === 'erased', restricted: why !== 'erased' };
  });
  const sealed = members.flatMap(({ memberId: personId, person }) =>
    fieldsOf(person).flatMap(([field, { eventId, value }]): readonly SealedAt[] =>
      isSealed(value) ? [{ eventId, path: `person.${field}`, personId, value }] : [],
    ),
  );
  const opened = (await openFields(sealed)).values();
  return members.map((member) => {
    const values = fieldsOf(member.person).map(([field, { value }]): readonly [ReadField, unknown] => [
      field,
      isSealed(value) ? opened.next().value : value,
    ]);
    const gone = values.length === 0 || values.some(([, value]) => isSealed(value));
    return gone
      ? { ...member, person: null, erased: member.erased || !member.restricted }
      : { ...member, person: Object.fromEntries(values) as ShownPerson };
  });
};

const fieldsOf = (person: KeptPerson | null) =>
  Object.entries(person ?? {}) as readonly (readonly [ReadField, NonNullable<KeptPerson[ReadField]>])[];

const vietnamese = new Intl.Collator('vi');

const givenName = (name: string): string => name.split(' ').at(-1) ?? name;

/** As lists of persons are ordered in Vietnam: by the given name, which stands last, then by the whole; the erased last. */
export const byName = ({ person: a }: Member, { person: b }: Member): number => {
  if (!a || !b) return Number(!a) - Number(!b);
  const byGivenName = vietnamese.compare(givenName(a.fullName), givenName(b.fullName));
  return byGivenName || vietnamese.compare(a.fullName, b.fullName);
};
