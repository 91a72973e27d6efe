import type { EventOf } from '@sohoi/decider';
import { trainingClassEvents } from './training-class.events.js';
import { trainingPlanEvents } from './training-plan.events.js';

export { trainingClassEvents, trainingPlanEvents };
export { traineePost } from './training-class.events.js';
export type { TrainingClassEvent } from './training-class.events.js';
export type { TrainingPlanEvent } from './training-plan.events.js';

/** Every event of this context. */
export const trainingEvents = { ...trainingPlanEvents, ...trainingClassEvents } as const;
export type TrainingEvent = EventOf<typeof trainingEvents>;
