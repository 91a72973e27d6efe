export { migrateWhatIf } from './migrate-what-if.js';
export { MOST_ATTEMPTS, whatIfJobs } from './what-if-jobs.js';
export type { JobState, Run, WhatIfJob, WhatIfJobs } from './what-if-jobs.js';
