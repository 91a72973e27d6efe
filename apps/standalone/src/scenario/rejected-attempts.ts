import type { Attempt } from './rejected/attempt.js';
import { accessAttempts } from './rejected/access.attempts.js';
import { membershipAttempts } from './rejected/membership.attempts.js';
import { organizationAttempts } from './rejected/organization.attempts.js';
import { awardAttempts, clusterAttempts, initiativeAttempts, unitReportAttempts } from './rejected/report.attempts.js';
import { periodAttempts, rubricAttempts } from './rejected/rubric.attempts.js';
import { scorecardAttempts } from './rejected/scorecard.attempts.js';
import { trainingAttempts } from './rejected/training.attempts.js';

/** What is refused after the scenario was loaded: each code of the contexts at least once. */
export const rejectedAttempts: readonly Attempt[] = [
  ...organizationAttempts,
  ...membershipAttempts,
  ...trainingAttempts,
  ...rubricAttempts,
  ...periodAttempts,
  ...initiativeAttempts,
  ...unitReportAttempts,
  ...scorecardAttempts,
  ...clusterAttempts,
  ...awardAttempts,
  ...accessAttempts,
];

export { scoringAttempts } from './rejected/scorecard.attempts.js';
