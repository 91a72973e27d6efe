import { scenarioId } from '@sohoi/demo-identity';
import { unitId } from './map.steps.js';
import { centralOfficer, stepsBy } from './scenario-step.js';
import { clusterReport as source } from './sources.js';

const step = stepsBy(centralOfficer);
const central = unitId('00');

/** The day of the meeting; what the report does not date was true by then. */
const MEETING = '2023-06-14';

/** The programmes ran before the half-year; from here they count. */
const YEAR = '2023-01-01';

export const clusterId = scenarioId('cluster/trung-bo');
export const clusterMembers = ['38', '40', '42', '44', '45', '46'] as const;
type Member = (typeof clusterMembers)[number];

const unitBody = (code: string) => ({ body: { kind: 'unit', id: unitId(code) } as const, unitId: unitId(code) });

const launch = (
  key: string,
  unit: string,
  initiative: { name: string; model: string; pilot?: boolean; at?: string },
) => {
  const initiativeId = scenarioId(`initiative/${key}`);
  const { name, model, pilot = false, at = MEETING } = initiative;
  return step('initiative', initiativeId, {
    type: 'LaunchInitiative',
    data: { initiativeId, unitId: unitId(unit), name, model, pilot, source, at },
  });
};

const adopt = (key: string, unit: Member) => {
  const initiativeId = scenarioId(`initiative/${key}`);
  return step('initiative', initiativeId, {
    type: 'AdoptInitiative',
    data: { initiativeId, ...unitBody(unit), source, at: MEETING },
  });
};

const figure = (unit: Member, indicator: string, value: number, measuredIn: string, note: string) =>
  step('unitReport', unitId(unit), {
    type: 'ReportFigure',
    data: {
      figureId: scenarioId(`figure/${unit}/${indicator}`),
      ...unitBody(unit),
      indicator,
      value,
      unit: measuredIn,
      source,
      note,
      from: YEAR,
      to: '2023-06-30',
      at: MEETING,
    },
  });

const activity = (key: string, unit: Member | '00', activityKind: string, name: string) =>
  step('unitReport', unitId(unit), {
    type: 'HoldActivity',
    data: { activityId: scenarioId(`activity/${key}`), ...unitBody(unit), name, activityKind, source, at: MEETING },
  });

/** The six provinces that the report names. */
export const clusterSteps = [
  step('cluster', clusterId, {
    type: 'FormCluster',
    data: { clusterId, unitId: central, name: 'Cụm thi đua Trung bộ', at: YEAR },
  }),
  ...clusterMembers.map((code) =>
    step('cluster', clusterId, { type: 'JoinCluster', data: { clusterId, memberUnitId: unitId(code), at: YEAR } }),
  ),
];

/** The report of 15 June 2023: first the programmes of the centre, which it takes as given, then its sentences in order. */
export const clusterReportSteps = [
  launch('theme-2023', '00', {
    name: 'Tập trung xây dựng cơ sở Hội vững mạnh, trọng tâm là nâng cao năng lực cán bộ Hội cơ sở',
    model: 'strong-base',
    at: YEAR,
  }),
  launch('godmother', '00', { name: 'Mẹ đỡ đầu', model: 'godmother', at: YEAR }),
  launch('border-companion', '00', { name: 'Đồng hành cùng phụ nữ biên cương', model: 'border-companion', at: YEAR }),
  activity(
    'review-2023-h1',
    '00',
    'review-meeting',
    'Hội nghị sơ kết hoạt động Cụm thi đua Trung bộ 6 tháng đầu năm 2023, tại Hải Phòng',
  ),
  ...clusterMembers.map((code) => adopt('theme-2023', code)),

  activity('38-review', '38', 'organisation-review', 'Rà soát, đánh giá, phân loại tổ chức Hội'),
  activity('38-staff', '38', 'staff-review', 'Đánh giá thực trạng hội viên, đội ngũ cán bộ Hội cơ sở'),
  step('trainingPlan', scenarioId('plan/38'), {
    type: 'ApproveTrainingPlan',
    data: {
      planId: scenarioId('plan/38'),
      unitId: unitId('38'),
      name: 'Bồi dưỡng cán bộ, công chức Hội LHPN các cấp và chi hội trưởng giai đoạn 2022 - 2025',
      approvedBy: 'UBND tỉnh Thanh Hóa',
      fromYear: 2022,
      toYear: 2025,
      source,
      at: MEETING,
    },
  }),
  figure(
    '38',
    'officers-trained',
    2343,
    'người',
    'Cán bộ Hội các cấp, chi hội trưởng, chi hội phó được bồi dưỡng nghiệp vụ',
  ),

  launch('42-one-plus-one', '42', { name: '1 + 1', model: 'one-plus-one', pilot: true }),
  launch('42-three-have-three-know', '42', { name: '3 có, 3 biết', model: 'three-have-three-know', pilot: true }),
  launch('42-exemplary-chapter', '42', { name: 'Chi/tổ phụ nữ kiểu mẫu', model: 'exemplary-chapter', pilot: true }),

  figure(
    '44',
    'officers-trained-it',
    570,
    'người',
    'Cán bộ Hội cơ sở và các chi, tổ phụ nữ được tập huấn kỹ năng ứng dụng công nghệ thông tin trong hoạt động Hội',
  ),

  launch('40-religious-area', '40', {
    name: 'Xây dựng cơ sở Hội vững mạnh, đồng hành cùng chi hội, tổ phụ nữ vùng giáo',
    model: 'strong-base',
  }),
  launch('40-strong-chapter', '40', { name: 'Chi hội phụ nữ vững mạnh', model: 'strong-chapter' }),
  figure('40', 'initiatives-launched', 9, 'mô hình', 'Báo ghi 9 mô hình và nêu tên hai; hai mô hình đó nằm trong 9'),
  activity(
    '40-thematic',
    '40',
    'thematic',
    'Tập trung xây dựng cơ sở Hội vững mạnh, trọng tâm là nâng cao năng lực cán bộ cấp cơ sở',
  ),

  ...(['46', '45', '44'] as const).flatMap((code) => [adopt('godmother', code), adopt('border-companion', code)]),
].map((one) => ({ ...one, heard: source.date }));
