import type { OrganizationEvent } from '@sohoi/organization/events';
import { Change, flat, unlessShut } from './facts.js';
import type { FactsOf, Patch } from './facts.js';

type Holding = { readonly holdingId: string };

const holding = ({ holdingId }: Holding, fields: Readonly<Record<string, unknown>>): Patch =>
  flat(`posts.${holdingId}`, fields);

type Taken = Extract<OrganizationEvent, { type: 'PostHolderElected' }>['data'];

const taken = (by: 'elected' | 'appointed') => (data: Taken) => {
  const { post, personId, fullName, gender, partyMember, at } = data;
  return holding(data, { post, by, personId, fullName, gender, partyMember: unlessShut(partyMember), from: at });
};

export const organizationFacts: FactsOf<OrganizationEvent> = {
  UnitEstablished: ({ parentId, level, kind, name, code, legalAct, at }) => ({
    ...{ status: 'active', parentId, level, kind, name, code, from: at },
    ...flat('legalAct', legalAct),
  }),
  UnitRenamed: ({ name, legalAct }) => ({ name, ...flat('legalAct', legalAct) }),
  UnitMoved: ({ from, to, legalAct }) => ({ parentId: new Change(from, to), ...flat('legalAct', legalAct) }),
  UnitDissolved: ({ legalAct, at }) => ({ status: 'closed', to: at, ...flat('legalAct', legalAct) }),
  UnitSucceeded: ({ successorIds, legalAct }) => ({ successorIds, ...flat('legalAct', legalAct) }),
  WomenCounted: ({ count, source }) => ({ women: count, ...flat('source', source) }),

  ChapterEstablished: ({ unitId, name, basis, decision, at }) => ({
    ...{ status: 'active', unitId, name, basis, from: at },
    ...flat('decision', decision),
  }),
  ChapterClosed: ({ at }) => ({ status: 'closed', to: at }),
  ChapterWomenCounted: ({ count, source }) => ({ women: count, ...flat('source', source) }),

  PostHolderElected: taken('elected'),
  PostHolderAppointed: taken('appointed'),
  PostHolderNameCorrected: (data) => holding(data, { fullName: data.fullName }),
  PostHolderRelieved: (data) =>
    holding(data, { to: data.at, ...(data.hadAllowance && { allowance: null, allowanceSource: null }) }),
  AllowanceGranted: (data) => holding(data, { allowance: data.amount, allowanceSource: data.source }),
  AllowanceStopped: (data) => holding(data, { allowance: null, allowanceSource: null }),
  PostHolderJoinedParty: (data) => holding(data, { partyMember: true }),

  GroupEstablished: ({ chapterId, unitId, name, at }) => ({ status: 'active', chapterId, unitId, name, from: at }),
  GroupClosed: ({ at }) => ({ status: 'closed', to: at }),
};
