export { migrateWhatIf } from './migrate-what-if.js';
export { whatIfJobs } from './what-if-jobs.js';
export type { JobState, Run, WhatIfJob, WhatIfJobs } from './what-if-jobs.js';
