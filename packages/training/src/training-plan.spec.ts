import { describe, expect, it } from '@jest/globals';
import { specOf } from '@sohoi/decider/testing';
import { trainingMessages } from './messages.js';
import { approveTrainingPlan } from './training-plan.commands.js';
import type { TrainingPlanCommand } from './training-plan.commands.js';
import { trainingPlan } from './training-plan.decider.js';
import type { TrainingPlanEvent } from './training-plan.events.js';

const { given } = specOf(trainingPlan);

const data: TrainingPlanCommand['data'] = {
  planId: 'c1a2b3d4-0e5f-5a6b-8c7d-8e9f0a1b2c3d',
  unitId: '5d0f3c3e-1f0a-5c61-9a53-6d2f6f0e3801',
  name: 'Bồi dưỡng cán bộ Hội giai đoạn 2022 - 2025',
  approvedBy: 'UBND tỉnh Thanh Hóa',
  fromYear: 2022,
  toYear: 2025,
  at: '2022-03-01',
};
const approve = (change: Partial<TrainingPlanCommand['data']> = {}): TrainingPlanCommand => ({
  type: 'ApproveTrainingPlan',
  data: { ...data, ...change },
});
const approved: TrainingPlanEvent = { type: 'TrainingPlanApproved', data };

describe('a training plan', () => {
  it('is approved once', () => {
    given().when(approve()).then(approved);
    given(approved).when(approve()).then();
  });

  it('may be for one year', () => {
    given()
      .when(approve({ toYear: 2022 }))
      .then({ ...approved, data: { ...data, toYear: 2022 } });
  });

  it('is not approved a second time with other content', () => {
    given(approved)
      .when(approve({ toYear: 2026 }))
      .thenRejected({ code: 'PlanAlreadyApproved', name: data.name, at: data.at });
  });

  it('does not end before it begins', () => {
    given()
      .when(approve({ toYear: 2021 }))
      .thenRejected({ code: 'PlanYearsReversed', fromYear: 2022, toYear: 2021 });
  });

  it('says in both languages what is wrong', () => {
    const { vi, en } = trainingMessages.PlanYearsReversed;
    const rejection = { code: 'PlanYearsReversed', fromYear: 2022, toYear: 2021 } as const;
    expect(vi(rejection)).toBe('toYear (2021) phải từ năm fromYear (2022) trở đi.');
    expect(en(rejection)).toBe('toYear (2021) must be fromYear (2022) or later.');
  });

  it('takes a body without a plan id and nothing unknown', () => {
    const { planId, ...body } = data;
    expect(approveTrainingPlan.parse(body)).toEqual(body);
    expect(approveTrainingPlan.safeParse({ ...body, planId }).success).toBe(false);
    expect(approveTrainingPlan.safeParse({ ...body, fromYear: 22 }).success).toBe(false);
  });
});
