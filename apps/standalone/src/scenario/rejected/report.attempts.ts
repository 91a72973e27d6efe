import { scenarioId } from '@sohoi/demo-identity';
import type { AwardCommand, ClusterCommand, InitiativeCommand, UnitReportCommand } from '@sohoi/evaluation';
import { clusterId } from '../cluster-report.steps.js';
import { revokedAward, standingAward } from '../examples/award.steps.js';
import { endedPilot, exampleCluster } from '../examples/cluster.steps.js';
import { chapterBody } from '../examples/places.js';
import { unitId } from '../map.steps.js';
import { clusterReport } from '../sources.js';
import { centralOfficer, stepsBy } from '../scenario-step.js';
import { attemptsBy } from './attempt.js';

const attempt = attemptsBy();
const NEW = scenarioId('rejected/new');
const at = '2023-07-21';

const initiative = (code: string, initiativeId: string, command: InitiativeCommand) =>
  attempt(code, 'initiative', initiativeId, command);

const adopt = (initiativeId: string, day = at): InitiativeCommand => ({
  type: 'AdoptInitiative',
  data: { initiativeId, ...chapterBody('1.2'), at: day },
});

const launch = (initiativeId: string): InitiativeCommand => ({
  type: 'LaunchInitiative',
  data: { initiativeId, unitId: unitId('42'), name: 'Ví dụ', model: 'example', pilot: true, at },
});

/** The n-th of many communes that are not there. */
const adoptBy = (initiativeId: string, n: number): InitiativeCommand => {
  const id = `0000000b-0000-4000-8000-${String(n).padStart(12, '0')}`;
  return { type: 'AdoptInitiative', data: { initiativeId, body: { kind: 'unit', id }, unitId: id, at } };
};

const running = scenarioId('initiative/42-one-plus-one');

export const initiativeAttempts = [
  initiative('InitiativeNotLaunched', NEW, adopt(NEW)),
  initiative('InitiativeAlreadyLaunched', running, launch(running)),
  initiative('InitiativeHasEnded', endedPilot, adopt(endedPilot)),
  attempt(
    'TooManyAdoptions',
    'initiative',
    running,
    adopt(running),
    Array.from({ length: 10_000 }, (_, n) => stepsBy(centralOfficer)('initiative', running, adoptBy(running, n))),
  ),
  initiative('BeforeLaunch', running, adopt(running, '2023-06-13')),
];

const ofThanhHoa = { body: { kind: 'unit', id: unitId('38') } as const, unitId: unitId('38') };
const source = clusterReport;

const report = (code: string, unit: string, command: UnitReportCommand) =>
  attempt(code, 'unitReport', unitId(unit), command);

const target = (targetId: string, to: string): UnitReportCommand => ({
  type: 'SetTarget',
  data: {
    targetId,
    ...ofThanhHoa,
    indicator: 'example',
    value: 1,
    unit: '%',
    from: '2023-01-01',
    to,
    source,
    at,
  },
});

export const unitReportAttempts = [
  report('ActivityIdTaken', '38', {
    type: 'HoldActivity',
    data: { activityId: scenarioId('activity/38-review'), ...ofThanhHoa, name: 'Ví dụ', activityKind: 'example', at },
  }),
  report('TargetIdTaken', '31', target(scenarioId('target/31/heads-with-allowance-share'), '2027-12-31')),
  report('FigureIdTaken', '38', {
    type: 'ReportFigure',
    data: {
      figureId: scenarioId('figure/38/officers-trained'),
      ...ofThanhHoa,
      indicator: 'officers-trained',
      value: 2342,
      unit: 'người',
      source,
      at,
    },
  }),
  report('FigureNotReported', '38', {
    type: 'CorrectFigure',
    data: { figureId: NEW, ...ofThanhHoa, value: 1, reason: 'Ví dụ', source, at },
  }),
  report('TimeReversed', '38', target(NEW, '2022-12-31')),
];

const cluster = (code: string, id: string, command: ClusterCommand) => attempt(code, 'cluster', id, command);

const join = (id: string, unit: string, day = at): ClusterCommand => ({
  type: 'JoinCluster',
  data: { clusterId: id, memberUnitId: unitId(unit), at: day },
});
const leave = (unit: string, day = at): ClusterCommand => ({
  type: 'LeaveCluster',
  data: { clusterId, memberUnitId: unitId(unit), at: day },
});

export const clusterAttempts = [
  cluster('ClusterNotFormed', NEW, join(NEW, '38')),
  cluster('ClusterAlreadyFormed', clusterId, {
    type: 'FormCluster',
    data: { clusterId, unitId: unitId('00'), name: 'Cụm ví dụ', at },
  }),
  cluster('JoinedBeforeForming', clusterId, join(clusterId, '31', '2022-12-31')),
  cluster('UnitAlreadyInCluster', clusterId, join(clusterId, '38')),
  cluster('JoinedBeforeLeaving', exampleCluster, join(exampleCluster, 'vi-du-2', '2023-06-30')),
  cluster('UnitNotInCluster', clusterId, leave('31')),
  cluster('LeftBeforeJoining', clusterId, leave('38', '2022-12-31')),
];

const award = (code: string, awardId: string, command: AwardCommand) => attempt(code, 'award', awardId, command);

const grant = (awardId: string): AwardCommand => ({
  type: 'GrantAward',
  data: { awardId, ...chapterBody('1.2'), title: 'Giấy khen khác', periodId: null, at },
});
const revoke = (awardId: string, day = at): AwardCommand => ({
  type: 'RevokeAward',
  data: { awardId, reason: 'Ví dụ', at: day },
});

export const awardAttempts = [
  award('AwardNotGranted', NEW, revoke(NEW)),
  award('AwardAlreadyGranted', standingAward, grant(standingAward)),
  award('AwardAlreadyRevoked', revokedAward, revoke(revokedAward)),
  award('RevokedBeforeGranted', standingAward, revoke(standingAward, '2023-07-19')),
];
