import { NONE } from './contribution.js';
import type { Contribution, Contributors } from './contribution.js';
import { evaluationContributions } from './contributions/evaluation.js';
import { membershipContributions } from './contributions/membership.js';
import { organizationContributions } from './contributions/organization.js';
import { trainingContributions } from './contributions/training.js';
import type { StandingsEvent } from './events.js';

const contributors: Contributors<StandingsEvent> = {
  ...organizationContributions,
  ...membershipContributions,
  ...trainingContributions,
  ...evaluationContributions,
};

const byType = new Map(Object.entries(contributors)) as ReadonlyMap<
  string,
  (data: StandingsEvent['data']) => readonly Contribution[]
>;

/**
 * What an event counts for, as measures of chapters and units: the one place that says so. Needs no state, since
 * every event names the chapters and units that it concerns. An event counts for the body it names, not for the
 * units above it: what a province did is what the province recorded or reported.
 */
export const contributions = (event: StandingsEvent): readonly Contribution[] =>
  byType.get(event.type)?.(event.data) ?? NONE;
