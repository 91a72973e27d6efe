import { record, reject, sameData } from '@sohoi/decider';
import type { Decider } from '@sohoi/decider';
import type { TrainingPlanCommand } from './training-plan.commands.js';
import { trainingPlanEvents } from './training-plan.events.js';
import type { TrainingPlanEvent } from './training-plan.events.js';

export type TrainingPlanRejection =
  | { readonly code: 'PlanAlreadyApproved'; readonly name: string; readonly at: string }
  | { readonly code: 'PlanYearsReversed'; readonly fromYear: number; readonly toYear: number };

export type TrainingPlanState = { readonly approved: TrainingPlanEvent['data'] | null };

export const trainingPlan: Decider<TrainingPlanState, TrainingPlanCommand, TrainingPlanEvent, TrainingPlanRejection> = {
  initial: { approved: null },
  decide: ({ data }, { approved }) => {
    if (approved) {
      if (sameData(approved, data)) return record();
      return reject({ code: 'PlanAlreadyApproved', name: approved.name, at: approved.at });
    }
    if (data.toYear < data.fromYear) {
      return reject({ code: 'PlanYearsReversed', fromYear: data.fromYear, toYear: data.toYear });
    }
    return record({ type: 'TrainingPlanApproved', data });
  },
  evolve: (_state, event) => ({ approved: event.data }),
};

export const trainingPlanStream = {
  category: 'trainingPlan',
  catalog: trainingPlanEvents,
  decider: trainingPlan,
} as const;
