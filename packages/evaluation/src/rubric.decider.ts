import { record, reject, sameData } from '@sohoi/decider';
import type { Decider, Decision } from '@sohoi/decider';
import type { RubricCommand } from './rubric.commands.js';
import { rubricEvents } from './rubric.events.js';
import type { Criterion, Rubric, RubricEvent } from './rubric.events.js';
import { flawOf, reportedMaximum } from './rubric.rules.js';
import type { RubricRejection } from './rubric.rules.js';

type Voided = Extract<RubricEvent, { type: 'CriterionVoided' }>['data'];

/** The published versions, the first at place 0, and the criteria that count no more. */
export type RubricState = { readonly versions: readonly Rubric[]; readonly voided: readonly Voided[] };

/** The criteria of a version that count. */
export const criteriaInForce = ({ versions, voided }: RubricState, rubricVersion: number): readonly Criterion[] => {
  const gone = new Set(voided.filter((one) => one.rubricVersion === rubricVersion).map((one) => one.criterionId));
  return versions[rubricVersion - 1]?.criteria.filter(({ criterionId }) => !gone.has(criterionId)) ?? [];
};

type Outcome = Decision<RubricEvent, RubricRejection>;
type DataOf<T extends RubricCommand['type']> = Extract<RubricCommand, { type: T }>['data'];

const publish = (data: DataOf<'PublishRubric'>, { versions }: RubricState): Outcome => {
  const { rubricVersion } = data;
  const published = versions[rubricVersion - 1];
  if (published) {
    return sameData(published, data)
      ? record()
      : reject({ code: 'RubricVersionTaken', rubricVersion, name: published.name });
  }
  const next = versions.length + 1;
  if (rubricVersion !== next) return reject({ code: 'RubricVersionNotNext', rubricVersion, next });
  const flaw = flawOf(data);
  return flaw ? reject(flaw) : record({ type: 'RubricPublished', data });
};

const voidOne = (
  { rubricId, rubricVersion, criterionId, reason, at }: DataOf<'VoidCriterion'>,
  state: RubricState,
): Outcome => {
  const rubric = state.versions[rubricVersion - 1];
  if (!rubric) return reject({ code: 'RubricNotPublished', rubricVersion });
  if (!rubric.criteria.some((one) => one.criterionId === criterionId)) {
    return reject({ code: 'UnknownCriterion', criterionId, where: 'criterionId' });
  }
  const left = criteriaInForce(state, rubricVersion);
  const remaining = left.filter((one) => one.criterionId !== criterionId);
  if (remaining.length === left.length) return record();
  if (reportedMaximum(remaining) <= 0) return reject({ code: 'NoPointsToReach' });
  const { unitId } = rubric;
  return record({ type: 'CriterionVoided', data: { rubricId, rubricVersion, unitId, criterionId, reason, at } });
};

export const rubric: Decider<RubricState, RubricCommand, RubricEvent, RubricRejection> = {
  initial: { versions: [], voided: [] },
  decide: (command, state) =>
    command.type === 'PublishRubric' ? publish(command.data, state) : voidOne(command.data, state),
  evolve: (state, event) =>
    event.type === 'RubricPublished'
      ? { ...state, versions: [...state.versions, event.data] }
      : { ...state, voided: [...state.voided, event.data] },
};

export const rubricStream = { category: 'rubric', catalog: rubricEvents, decider: rubric } as const;
