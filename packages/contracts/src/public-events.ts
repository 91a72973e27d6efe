import { accessEvents } from '@sohoi/access/events';
import type { EventCatalog } from '@sohoi/decider';
import { evaluationEvents } from '@sohoi/evaluation/events';
import { membershipEvents } from '@sohoi/membership/events';
import { organizationEvents } from '@sohoi/organization/events';
import { personsEvents } from '@sohoi/persons/events';
import { trainingEvents } from '@sohoi/training/events';
import { evaluation } from './evaluation.js';
import { membership } from './membership.js';
import { organization } from './organization.js';
import type { PublicEvent } from './public-event.js';
import { training } from './training.js';

/** Every event that is ever stored. */
export const storedEvents = {
  ...organizationEvents,
  ...membershipEvents,
  ...trainingEvents,
  ...evaluationEvents,
  ...personsEvents,
  ...accessEvents,
} satisfies EventCatalog;

/** The public event of each stored type that has one. */
export const publicEvents: ReadonlyMap<string, PublicEvent> = new Map(
  Object.entries({ ...organization, ...membership, ...training, ...evaluation }),
);
