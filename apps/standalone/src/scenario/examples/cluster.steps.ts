import { scenarioId } from '@sohoi/demo-identity';
import { unitId } from '../map.steps.js';
import { provinceVerifier, stepsBy } from '../scenario-step.js';
import type { ScenarioStep } from '../scenario-step.js';
import { madeUp as source } from '../sources.js';
import { chapterBody } from './places.js';

const step = stepsBy(provinceVerifier);

export const exampleCluster = scenarioId('cluster/vi-du');
export const exampleFigure = scenarioId('figure/vi-du-2/officers-trained');
export const endedPilot = scenarioId('initiative/an-bien/example-pilot');

const FORMED = '2023-01-05';

const join = (commune: string): ScenarioStep =>
  step('cluster', exampleCluster, {
    type: 'JoinCluster',
    data: { clusterId: exampleCluster, memberUnitId: unitId(commune), at: FORMED },
  });

const bodyOf = (commune: string) => ({
  body: { kind: 'unit', id: unitId(commune) } as const,
  unitId: unitId(commune),
});

/** A made-up cluster of communes: one of them has no score, one leaves it, one has a figure corrected. */
export const exampleClusterSteps: readonly ScenarioStep[] = [
  step('cluster', exampleCluster, {
    type: 'FormCluster',
    data: { clusterId: exampleCluster, unitId: unitId('31'), name: 'Cụm thi đua Ví Dụ', at: FORMED },
  }),
  ...['an-bien', 'vi-du-2', 'vi-du-3', 'vi-du-5'].map(join),
  step('cluster', exampleCluster, {
    type: 'LeaveCluster',
    data: { clusterId: exampleCluster, memberUnitId: unitId('vi-du-2'), at: '2023-07-01' },
  }),

  step('unitReport', unitId('vi-du-2'), {
    type: 'ReportFigure',
    data: {
      figureId: exampleFigure,
      ...bodyOf('vi-du-2'),
      indicator: 'officers-trained',
      value: 40,
      unit: 'người',
      source,
      from: '2023-01-01',
      to: '2023-06-30',
      at: '2023-06-20',
    },
  }),
  step('unitReport', unitId('vi-du-2'), {
    type: 'CorrectFigure',
    data: {
      figureId: exampleFigure,
      ...bodyOf('vi-du-2'),
      value: 38,
      reason: 'Hai người được tính hai lần (ví dụ)',
      source,
      at: '2023-06-25',
    },
  }),
  step('unitReport', unitId('an-bien'), {
    type: 'HoldActivity',
    data: {
      activityId: scenarioId('activity/an-bien/thematic'),
      ...bodyOf('an-bien'),
      name: 'Sinh hoạt chuyên đề ví dụ',
      activityKind: 'thematic',
      participants: 60,
      source,
      at: '2023-05-25',
    },
  }),

  step('initiative', endedPilot, {
    type: 'LaunchInitiative',
    data: {
      initiativeId: endedPilot,
      unitId: unitId('an-bien'),
      name: 'Thí điểm ví dụ',
      model: 'example-pilot',
      pilot: true,
      source,
      at: '2023-01-10',
    },
  }),
  step('initiative', endedPilot, {
    type: 'AdoptInitiative',
    data: { initiativeId: endedPilot, ...chapterBody('1.3'), source, at: '2023-02-10' },
  }),
  step('initiative', endedPilot, {
    type: 'EndInitiative',
    data: { initiativeId: endedPilot, reason: 'Hết thời gian thí điểm (ví dụ)', at: '2023-06-01' },
  }),
];
