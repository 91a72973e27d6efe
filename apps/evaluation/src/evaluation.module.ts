import { Module } from '@nestjs/common';
import { AwardController } from './award.controller.js';
import { ClusterController } from './cluster.controller.js';
import { ClusterQueries } from './cluster.queries.js';
import { Desk } from './desk.js';
import { EventsBehind } from './explain/events-behind.js';
import { ExplainController } from './explain/explain.controller.js';
import { ExplainQueries } from './explain/explain.queries.js';
import { Explanations } from './explanations.js';
import { handlers } from './handlers.js';
import { InitiativeController } from './initiative.controller.js';
import { DifferenceController } from './past/difference.controller.js';
import { Differences } from './past/differences.js';
import { PartsAsOf } from './past/parts-as-of.js';
import { RankingsThen } from './past/rankings-then.js';
import { StandingsThen } from './past/standings-then.js';
import { PeriodController } from './period.controller.js';
import { RankingQueries } from './ranking.queries.js';
import { ReportBasis } from './reports/report-basis.js';
import { ReportController } from './reports/report.controller.js';
import { ReportQueries } from './reports/report.queries.js';
import { RubricController } from './rubric.controller.js';
import { CardsThen } from './cards-then.js';
import { ScorecardController } from './scorecard.controller.js';
import { ScorecardDesk } from './scorecard-desk.js';
import { ScorecardQueries } from './scorecard.queries.js';
import { StandingController } from './standing.controller.js';
import { StandingQueries } from './standing.queries.js';
import { DATABASE } from '@sohoi/nest';
import { whatIfJobs } from '@sohoi/what-if-jobs';
import type { Pool } from 'pg';
import { JOBS } from './what-if/asked.js';
import { WhatIfController } from './what-if/what-if.controller.js';
import { WhatIfDesk } from './what-if/what-if.desk.js';
import { WhatIfRunner } from './what-if/what-if.runner.js';
import { ChapterReportController, UnitReportController } from './unit-report.controller.js';

/** Rubrics, periods, scores, reports, clusters, awards and the standings that come of them, over HTTP. */
@Module({
  controllers: [
    RubricController,
    PeriodController,
    InitiativeController,
    UnitReportController,
    ChapterReportController,
    ScorecardController,
    ClusterController,
    AwardController,
    StandingController,
    DifferenceController,
    ExplainController,
    ReportController,
    WhatIfController,
  ],
  providers: [
    ...handlers,
    Desk,
    ScorecardDesk,
    ScorecardQueries,
    CardsThen,
    ClusterQueries,
    EventsBehind,
    ExplainQueries,
    Explanations,
    RankingQueries,
    StandingQueries,
    PartsAsOf,
    StandingsThen,
    RankingsThen,
    Differences,
    ReportBasis,
    ReportQueries,
    { provide: JOBS, inject: [DATABASE], useFactory: (pool: Pool) => whatIfJobs(pool) },
    WhatIfDesk,
    WhatIfRunner,
  ],
})
export class EvaluationModule {}
