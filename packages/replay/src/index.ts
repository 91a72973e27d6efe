export { NoSuchPeriod, periodFor } from './period.js';
export { replayLog, ReplayStopped, START } from './replay-log.js';
export type { Place, Replaying } from './replay-log.js';
export { maskedRubric, triedRubric } from './tried-rubric.js';
export type { TriedRubric } from './tried-rubric.js';
export { bodies, twoFolds } from './two-folds.js';
export type { Body, TwoFolds } from './two-folds.js';
