import { scenarioId } from '@sohoi/demo-identity';
import { firstHalf } from '../periods.steps.js';
import { provinceVerifier, stepsBy } from '../scenario-step.js';
import type { ScenarioStep } from '../scenario-step.js';
import { chapterBody } from './places.js';

const step = stepsBy(provinceVerifier);

export const revokedAward = scenarioId('award/2.1');
export const standingAward = scenarioId('award/1.1');

const grant = (awardId: string, key: string, periodId: string | null, at: string): ScenarioStep =>
  step('award', awardId, {
    type: 'GrantAward',
    data: { awardId, ...chapterBody(key), title: 'Giấy khen Ví Dụ', periodId, at },
  });

export const awardSteps: readonly ScenarioStep[] = [
  grant(revokedAward, '2.1', null, '2023-03-08'),
  step('award', revokedAward, {
    type: 'RevokeAward',
    data: { awardId: revokedAward, reason: 'Kê khai thành tích không đúng (ví dụ)', at: '2023-06-05' },
  }),
  grant(standingAward, '1.1', firstHalf, '2023-07-20'),
];
