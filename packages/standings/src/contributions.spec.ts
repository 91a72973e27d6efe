import { describe, expect, it } from '@jest/globals';
import { contributions } from './contributions.js';
import type { StandingsEvent } from './events.js';
import { standingsEvents } from './events.js';
import { membershipContributions } from './contributions/membership.js';
import { organizationContributions } from './contributions/organization.js';
import { trainingContributions } from './contributions/training.js';
import { evaluationContributions } from './contributions/evaluation.js';

const at = '2023-03-05';
const a = { chapterId: 'a', unitId: 'u' };
const b = { chapterId: 'b', unitId: 'v' };
const core = { kind: 'ordinary' as const, regular: true, core: true, categories: ['religion'], duesPaid: ['2023-H1'] };

/** `chapter/a members +1 2023-03-05` */
const shown = (event: StandingsEvent): readonly string[] =>
  contributions(event).map(
    ({ subject, measure, amount, at: on, mode }) =>
      `${subject.kind}/${subject.id} ${measure} ${mode === 'add' && amount > 0 ? '+' : ''}${amount} ${on}`,
  );

describe('contributions', () => {
  it('are decided for every type of event', () => {
    const decided = [
      membershipContributions,
      organizationContributions,
      trainingContributions,
      evaluationContributions,
    ];
    expect(decided.flatMap((one) => Object.keys(one)).sort()).toEqual(Object.keys(standingsEvents).sort());
  });

  it('move all that a member counts for from one chapter to the other', () => {
    const data = { memberId: 'm', from: a, to: b, standing: core, at };
    expect(shown({ type: 'MemberTransferred', data })).toEqual([
      'chapter/a members -1 2023-03-05',
      'chapter/a regular -1 2023-03-05',
      'chapter/a core -1 2023-03-05',
      'chapter/a category:religion -1 2023-03-05',
      'chapter/a duesPaid -1 2023-01-01',
      'chapter/b members +1 2023-03-05',
      'chapter/b regular +1 2023-03-05',
      'chapter/b core +1 2023-03-05',
      'chapter/b category:religion +1 2023-03-05',
      'chapter/b duesPaid +1 2023-01-01',
    ]);
    const back = { memberId: 'm', ...b, kind: 'ordinary' as const, duesPaid: ['2023-H1'], at };
    expect(shown({ type: 'MemberReinstated', data: back })).toEqual([
      'chapter/b members +1 2023-03-05',
      'chapter/b duesPaid +1 2023-01-01',
    ]);
  });

  it('count honorary members apart, whoever leaves', () => {
    const standing = { kind: 'honorary' as const, regular: false, core: false, categories: [], duesPaid: [] };
    expect(shown({ type: 'MembershipEnded', data: { memberId: 'm', ...a, standing, reason: 'left', at } })).toEqual([
      'chapter/a honorary -1 2023-03-05',
    ]);
    expect(
      shown({ type: 'MemberReinstated', data: { memberId: 'm', ...a, kind: 'honorary', duesPaid: [], at } }),
    ).toEqual(['chapter/a honorary +1 2023-03-05']);
  });

  it('count dues for the half-year they pay for, not for the day of payment', () => {
    const data = { memberId: 'm', ...a, halfYear: '2022-H2', amount: 12000, at };
    expect(shown({ type: 'DuesRecorded', data })).toEqual(['chapter/a duesPaid +1 2022-07-01']);
  });

  it('count a plan from its approval to the end of its last year', () => {
    const data = {
      planId: 'p',
      unitId: 'u',
      name: 'Kế hoạch',
      approvedBy: 'UBND tỉnh',
      fromYear: 2022,
      toYear: 2025,
      at,
    };
    expect(shown({ type: 'TrainingPlanApproved', data })).toEqual([
      'unit/u planApproved +1 2023-03-05',
      'unit/u planApproved -1 2026-01-01',
    ]);
    expect(shown({ type: 'TrainingPlanApproved', data: { ...data, at: '2026-02-01' } })).toEqual([]);
  });

  it('count a figure for the time it tells of, if that was over when it was reported', () => {
    const figure = {
      figureId: 'f',
      body: { kind: 'unit' as const, id: 'u' },
      unitId: 'u',
      indicator: 'pilots',
      value: 3,
    };
    const report = { ...figure, unit: 'mô hình', source: { title: 'Báo cáo' }, from: '2023-01-01' };
    const on = (to: string, told: string): readonly string[] =>
      shown({ type: 'FigureReported', data: { ...report, to, at: told } });
    expect(on('2023-06-30', '2023-07-10')).toEqual(['unit/u figure:pilots 3 2023-06-30']);
    expect(on('2025-12-31', '2023-06-15')).toEqual(['unit/u figure:pilots 3 2023-06-15']);
  });

  it('read a target in per cent as a share where the indicator is one', () => {
    const target = {
      targetId: 't',
      body: { kind: 'unit' as const, id: 'u' },
      unitId: 'u',
      value: 90,
      source: { title: 'Nghị quyết' },
    };
    const term = { ...target, from: '2022-01-01', to: '2027-12-31', at };
    const shares = shown({ type: 'TargetSet', data: { ...term, indicator: 'dues-share', unit: '%' } });
    expect(shares).toEqual(['unit/u target:dues-share 0.9 2022-01-01']);
    const others = shown({ type: 'TargetSet', data: { ...term, indicator: 'officers-trained', unit: 'người' } });
    expect(others).toEqual(['unit/u target:officers-trained 90 2022-01-01']);
  });

  it('count a class once: as last reported, else by name', () => {
    const ofClass = { classId: 'c', unitId: 'u' };
    const counts = { attendances: 60, persons: 30, certificates: 0 };
    const close = (reportedPersons: number | null) =>
      shown({ type: 'ClassClosed', data: { ...ofClass, ...counts, reportedPersons, at } });
    expect(close(null)).toEqual(['unit/u trained +30 2023-03-05']);
    expect(close(500)).toEqual([]);
    const report = { ...ofClass, persons: 487, source: { title: 'Báo cáo' }, at: '2023-07-20' };
    expect(shown({ type: 'AttendanceReported', data: { ...report, replaces: null } })).toEqual([
      'unit/u trained +487 2023-07-20',
    ]);
    expect(shown({ type: 'AttendanceReported', data: { ...report, replaces: { persons: 30, at } } })).toEqual([
      'unit/u trained -30 2023-03-05',
      'unit/u trained +487 2023-07-20',
    ]);
    const withdrawal = { ...ofClass, session: 1, traineeIds: ['t'], persons: 29, reason: 'Nhầm', at: '2023-07-20' };
    expect(shown({ type: 'AttendanceWithdrawn', data: { ...withdrawal, replaces: { persons: 30, at } } })).toEqual([
      'unit/u trained -1 2023-03-05',
    ]);
    expect(shown({ type: 'AttendanceWithdrawn', data: { ...withdrawal, replaces: null } })).toEqual([]);
  });

  it('take back an award and a certificate on the day on which they had counted', () => {
    const body = { kind: 'chapter' as const, id: 'a' };
    const award = { awardId: 'w', body, unitId: 'u', grantedAt: at, reason: 'Sai', at: '2024-06-01' };
    expect(shown({ type: 'AwardRevoked', data: award })).toEqual(['chapter/a awards -1 2023-03-05']);
    const certificate = { classId: 'c', unitId: 'u', certificateNo: '1', traineeId: 't', personId: 'p' };
    const holder = { chapterId: 'a', traineeUnitId: 'u', post: 'chapterHead' as const };
    const data = { ...certificate, ...holder, issuedAt: at, reason: 'Nhầm', at: '2024-06-01' };
    expect(shown({ type: 'CertificateRevoked', data })).toEqual([
      'unit/u certificates -1 2023-03-05',
      'chapter/a trainedHead -1 2023-03-05',
    ]);
  });

  it('end a model at once for a body whose adoption is reported after the end', () => {
    const body = { kind: 'chapter' as const, id: 'a' };
    const data = { initiativeId: 'i', model: 'one-plus-one', body, unitId: 'u', endedAt: '2023-12-31', at };
    expect(shown({ type: 'InitiativeAdopted', data })).toEqual([
      'chapter/a model:one-plus-one +1 2023-03-05',
      'chapter/a model:one-plus-one -1 2023-12-31',
    ]);
  });

  it('end a model for all that had adopted it', () => {
    const adoptedBy = [{ kind: 'chapter' as const, id: 'a' }];
    const data = { initiativeId: 'i', model: 'one-plus-one', unitId: 'u', adoptedBy, reason: 'Kết thúc', at };
    expect(shown({ type: 'InitiativeEnded', data })).toEqual([
      'unit/u model:one-plus-one -1 2023-03-05',
      'chapter/a model:one-plus-one -1 2023-03-05',
    ]);
  });

  it('count posts other than those of chapter heads and deputies for nothing', () => {
    const holding = {
      holdingId: 'h',
      body: { kind: 'unit' as const, id: 'u' },
      unitId: 'u',
      personId: 'p',
      post: 'chair' as const,
    };
    const data = { ...holding, fullName: 'Chủ tịch giả định', partyMember: true, gender: 'female' as const, at };
    expect(shown({ type: 'PostHolderElected', data })).toEqual([]);
    expect(
      shown({
        type: 'PostHolderRelieved',
        data: { ...holding, partyMember: true, hadAllowance: true, reason: 'x', at },
      }),
    ).toEqual([]);
  });
});
