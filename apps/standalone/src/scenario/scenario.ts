import { classReportSteps } from './class-report.steps.js';
import { clusterReportSteps, clusterSteps } from './cluster-report.steps.js';
import { awardSteps } from './examples/award.steps.js';
import { chapterSteps } from './examples/chapter.steps.js';
import { classSteps } from './examples/class.steps.js';
import { exampleClusterSteps } from './examples/cluster.steps.js';
import { lateChapterSteps } from './examples/late-chapter.steps.js';
import { memberStories } from './examples/member-stories.steps.js';
import { memberSteps } from './examples/member.steps.js';
import { lateReport, postStories } from './examples/post-stories.steps.js';
import { scoreSteps } from './examples/score.steps.js';
import { foundingSteps } from './founding.steps.js';
import { mapSteps } from './map.steps.js';
import { periodSteps } from './periods.steps.js';
import { dayOf } from './scenario-step.js';
import type { ScenarioStep } from './scenario-step.js';

const chapters: readonly ScenarioStep[] = [
  ...mapSteps,
  ...foundingSteps,
  ...periodSteps,
  ...clusterSteps,
  ...chapterSteps,
  ...memberSteps,
  ...memberStories,
  ...postStories,
  ...lateChapterSteps,
  ...exampleClusterSteps,
  ...clusterReportSteps,
  ...scoreSteps,
  ...classReportSteps,
  ...classSteps,
  lateReport,
  ...awardSteps,
];

/** `trung-bo-2023-h1`: all commands in the order in which the union heard of what they tell; within a day as told. */
export const scenario: readonly ScenarioStep[] = chapters.toSorted((a, b) =>
  dayOf(a) < dayOf(b) ? -1 : dayOf(a) > dayOf(b) ? 1 : 0,
);
