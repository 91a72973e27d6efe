export { compareLogs, LogsDiffer } from './compare-logs.js';
export type { Compared, CompareOptions } from './compare-logs.js';
export { AnotherLog, copyLog } from './copy-log.js';
export type { CopyOptions, Target } from './copy-log.js';
export { loadInRuns } from './load-in-runs.js';
export { rollingHash } from './rolling-hash.js';
export type { RollingHash } from './rolling-hash.js';
