import { CORE } from '@sohoi/membership/events';
import type { MemberEvent } from '@sohoi/membership/events';
import { Change, flat, HIDDEN, unlessShut, without } from './facts.js';
import type { Facts, FactsOf, Patch } from './facts.js';

const category = (code: string | null, is: true | null): Patch => {
  if (code === null) return { categories: HIDDEN };
  return code === CORE ? { core: is } : { [`categories.${code}`]: is };
};

/** What does not go on after an end: she starts again without it. */
const ended = (facts: Facts): Patch => ({ ...without(facts, 'categories'), regular: null, core: null });

export const memberFacts: FactsOf<MemberEvent> = {
  MemberAdmitted: ({ chapterId, unitId, person, at }) => ({
    ...{ status: 'active', kind: 'ordinary', chapterId, unitId, admittedAt: at },
    ...flat('person', person),
  }),
  HonoraryMemberRecognised: ({ chapterId, unitId, person, decision, at }) => ({
    ...{ status: 'active', kind: 'honorary', chapterId, unitId, admittedAt: at },
    ...flat('person', person),
    ...flat('decision', decision),
  }),
  HonoraryRecognitionAnnulled: ({ at }) => ({ status: 'annulled', endedAt: at }),
  PersonCorrected: ({ person }) => flat('person', person),
  MemberTransferred: ({ from, to }) => ({
    chapterId: new Change(from.chapterId, to.chapterId),
    unitId: new Change(from.unitId, to.unitId),
  }),
  CategoryAdded: (data) => category(data.category, true),
  CategoryRemoved: (data) => category(data.category, null),
  RegularParticipationRecorded: ({ regular }) => ({ regular }),
  DuesRecorded: ({ halfYear, amount }) => ({ [`dues.${halfYear}`]: amount }),
  IntroducedToParty: ({ at }) => ({ 'party.introducedAt': unlessShut(at) }),
  JoinedParty: ({ at }) => ({ 'party.joinedAt': unlessShut(at) }),
  MembershipEnded: ({ reason, at }, facts) => ({
    ...ended(facts),
    ...{ status: 'ended', endReason: reason, endedAt: at },
  }),
  MemberReinstated: ({ chapterId, unitId, kind, at }) => ({
    ...{ status: 'active', kind, chapterId, unitId, reinstatedAt: at, endReason: null, endedAt: null },
  }),
};
