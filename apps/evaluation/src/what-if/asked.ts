import type { Rubric } from '@sohoi/evaluation/events';
import type { Body } from '@sohoi/replay';
import type { WhatIfJob, WhatIfJobs } from '@sohoi/what-if-jobs';
import type { WhatIfResult, WhatIfSummary } from './what-if.schemas.js';

/** What a job tries out, as it is kept: all that was left open is decided. */
export type Asked = {
  readonly body: Body;
  readonly rubric: Rubric | null;
  readonly asOf: { readonly position: string; readonly recordedAt: string };
  readonly validAt: string | null;
  readonly period: string | null;
  readonly unitId: string | null;
};

export type Job = WhatIfJob<Asked, WhatIfSummary>;
export type Jobs = WhatIfJobs<Asked, WhatIfSummary, WhatIfResult>;

export const JOBS = Symbol('WhatIfJobs');
