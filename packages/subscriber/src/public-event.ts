import type { CloudEvent } from './cloud-event.js';
import type { EvaluationEvents } from './public-events/evaluation.js';
import type { MembershipEvents } from './public-events/membership.js';
import type { OrganizationEvents } from './public-events/organization.js';
import type { TrainingEvents } from './public-events/training.js';

/** Data of every public event that this version knows, by its type; others may come, and are passed over. */
export type PublicEvents = OrganizationEvents & MembershipEvents & TrainingEvents & EvaluationEvents;

export type PublicType = keyof PublicEvents;
export type PublicEvent<Type extends PublicType = PublicType> = { [T in Type]: CloudEvent<T, PublicEvents[T]> }[Type];

/** Whether an event is of this type; then its data are typed as the contract has them. */
export const is = <Type extends PublicType>(event: CloudEvent, type: Type): event is PublicEvent<Type> =>
  event.type === type;
