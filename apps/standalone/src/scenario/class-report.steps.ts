import { scenarioId } from '@sohoi/demo-identity';
import { unitId } from './map.steps.js';
import { provinceVerifier, stepsBy } from './scenario-step.js';
import { classReport as source } from './sources.js';

const step = stepsBy(provinceVerifier);
const haiPhong = unitId('31');
const ofHaiPhong = { body: { kind: 'unit', id: haiPhong } as const, unitId: haiPhong };

/** The day of the report; the term's targets are made known on it. */
const at = source.date;

const NEAR_500 = 'Báo ghi "gần 500 học viên"; không có con số chính xác';

export const classId = scenarioId('class/le-chan-2023-07');

/** A target of the term 2022–2027, of which the report gives the years only. */
const target = (indicator: string, value: number, unit: string) =>
  step('unitReport', haiPhong, {
    type: 'SetTarget',
    data: {
      targetId: scenarioId(`target/31/${indicator}`),
      ...ofHaiPhong,
      indicator,
      value,
      unit,
      from: '2022-01-01',
      to: '2027-12-31',
      source,
      at,
    },
  });

/** The report of 12 July 2023, in the order of its sentences. */
export const classReportSteps = [
  step('trainingClass', classId, {
    type: 'OpenClass',
    data: {
      classId,
      unitId: haiPhong,
      planId: null,
      name: 'Lớp bồi dưỡng nghiệp vụ công tác Hội đối với đội ngũ cán bộ Hội các cấp năm 2023',
      place: 'Trung tâm Bồi dưỡng chính trị quận Lê Chân',
      from: '2023-07-12',
      to: '2023-07-14',
      sessions: 3,
      at,
    },
  }),
  step('trainingClass', classId, {
    type: 'ReportAttendance',
    data: { classId, persons: 500, source, note: NEAR_500, at },
  }),
  step('unitReport', haiPhong, {
    type: 'ReportFigure',
    data: {
      figureId: scenarioId('figure/31/officers-trained'),
      ...ofHaiPhong,
      indicator: 'officers-trained',
      value: 500,
      unit: 'người',
      source,
      note: NEAR_500,
      from: '2023-07-12',
      to: '2023-07-14',
      at,
    },
  }),
  step('initiative', scenarioId('initiative/31-strong-base'), {
    type: 'LaunchInitiative',
    data: {
      initiativeId: scenarioId('initiative/31-strong-base'),
      unitId: haiPhong,
      name: 'Khâu đột phá "Tập trung xây dựng cơ sở Hội vững mạnh" nhiệm kỳ 2022-2027',
      model: 'strong-base',
      pilot: false,
      source,
      at,
    },
  }),
  target('bases-with-one-plus-one-share', 100, '%'),
  target('bases-with-three-have-three-know-share', 100, '%'),
  target('special-member-models-per-base', 1, 'mô hình'),
  target('non-party-heads-groomed-share', 50, '%'),
  target('communes-with-joint-activity-share', 100, '%'),
  target('bases-proposing-tasks-share', 100, '%'),
  target('heads-with-allowance-share', 90, '%'),
];
