import { scenarioId } from '@sohoi/demo-identity';
import { clusterId, clusterMembers } from './cluster-report.steps.js';
import { each } from './facts.js';
import type { Fact, Told } from './facts.js';
import { unitId } from './map.steps.js';

const report = (unit: string, type: Told['type'], data: NonNullable<Told['data']>): Told => ({
  stream: `unitReport-${unitId(unit)}`,
  type,
  data,
});
const launched = (key: string): Told => ({
  stream: `initiative-${scenarioId(`initiative/${key}`)}`,
  type: 'InitiativeLaunched',
});
const adopted = (key: string, unit: string): Told => ({
  stream: `initiative-${scenarioId(`initiative/${key}`)}`,
  type: 'InitiativeAdopted',
  data: { unitId: unitId(unit) },
});

const UNDATED = 'The report gives no day; the event has the day of the meeting.';

/** The report of 15 June 2023, from its first sentence to its last. */
export const clusterReportFacts: readonly Fact[] = [
  {
    words: 'Hội nghị sơ kết hoạt động Cụm thi đua Trung bộ 6 tháng đầu năm 2023, tại Hải Phòng',
    events: [
      report('00', 'ActivityHeld', { activityKind: 'review-meeting', at: '2023-06-14' }),
      { stream: `cluster-${clusterId}`, type: 'ClusterFormed' },
      ...each(clusterMembers, (code) => ({
        stream: `cluster-${clusterId}`,
        type: 'UnitJoinedCluster',
        data: { memberUnitId: unitId(code) },
      })),
    ],
    note: 'In the cluster are the six provinces that the report names, from 1 January 2023: when it was formed and who else is in it, the report does not say. The meeting stands with the central unit, which led it.',
  },
  {
    words: 'tập trung thực hiện Chủ đề năm 2023 "Tập trung xây dựng cơ sở Hội vững mạnh',
    events: [launched('theme-2023'), ...each(clusterMembers, (code) => adopted('theme-2023', code))],
    note: 'The theme of the year counts from 1 January.',
  },
  {
    words: 'Hội LHPN tỉnh Thanh Hóa rà soát, đánh giá, phân loại tổ chức Hội',
    events: [report('38', 'ActivityHeld', { activityKind: 'organisation-review' })],
    note: `${UNDATED} Which levels came of it, the report does not say.`,
  },
  {
    words: 'đánh giá thực trạng hội viên, đội ngũ cán bộ Hội cơ sở',
    events: [report('38', 'ActivityHeld', { activityKind: 'staff-review' })],
    note: UNDATED,
  },
  {
    words:
      'được UBND tỉnh phê duyệt kế hoạch "Bồi dưỡng cán bộ, công chức Hội LHPN các cấp và chi hội trưởng giai đoạn 2022 - 2025"',
    events: [
      {
        stream: `trainingPlan-${scenarioId('plan/38')}`,
        type: 'TrainingPlanApproved',
        data: { approvedBy: 'UBND tỉnh Thanh Hóa', fromYear: 2022, toYear: 2025 },
      },
    ],
    note: UNDATED,
  },
  {
    words: 'có 2.343 cán bộ Hội các cấp, Chi hội trưởng, chi hội phó, được bồi dưỡng nghiệp vụ',
    events: [report('38', 'FigureReported', { indicator: 'officers-trained', value: 2343 })],
    note: 'A figure, not a class: the report names no class, place or day.',
  },
  {
    words:
      'Hội LHPN tỉnh Hà Tĩnh đã tích cực thí điểm xây dựng các mô hình "1 + 1", mô hình "3 có, 3 biết"; "Chi/tổ phụ nữ kiểu mẫu"',
    events: each(['42-one-plus-one', '42-three-have-three-know', '42-exemplary-chapter'], (key) => ({
      ...launched(key),
      data: { pilot: true, unitId: unitId('42') },
    })),
    note: UNDATED,
  },
  {
    words:
      'Quảng Bình mở lớp tập huấn kỹ năng ứng dụng công nghệ thông tin trong hoạt động Hội cho 570 cán hộ Hội cơ sở',
    events: [report('44', 'FigureReported', { indicator: 'officers-trained-it', value: 570 })],
    note: 'A figure, not a class: a class has a first and a last day, which the report does not give. “cán hộ” is the print’s slip for “cán bộ”. It counts as training in information technology only, so that nobody is counted twice.',
  },
  {
    words: 'Hội LHPN tỉnh Nghệ An chỉ đạo ra mắt 9 mô hình',
    events: [report('40', 'FigureReported', { indicator: 'initiatives-launched', value: 9 })],
    note: 'The two models that it names are among the nine. Where a unit has reported a figure, the figure stands for all of it and the single launches are not added: the ranking counts 9, not 11.',
  },
  {
    words: '"Xây dựng cơ sở Hội vững mạnh, đồng hành cùng chi hội, tổ phụ nữ vùng giáo", “Chi hội phụ nữ vững mạnh”',
    events: [launched('40-religious-area'), launched('40-strong-chapter')],
    note: UNDATED,
  },
  {
    words: 'tổ chức sinh hoạt chuyên đề “Tập trung xây dựng cơ sở Hội vững mạnh',
    events: [report('40', 'ActivityHeld', { activityKind: 'thematic' })],
    note: UNDATED,
  },
  {
    words:
      'Thừa Thiên Huế, Quảng Trị, Quảng Bình… hưởng ứng mạnh mẽ Chương trình "Mẹ đỡ đầu", Chương trình Đồng hành cùng phụ nữ biên cương',
    events: [
      launched('godmother'),
      launched('border-companion'),
      ...each(['46', '45', '44'], (code) => adopted('godmother', code)),
      ...each(['46', '45', '44'], (code) => adopted('border-companion', code)),
    ],
    note: 'Both programmes are older than the half-year and count from its first day. Whom the three dots stand for is not told, so nobody else is said to have responded.',
  },
  {
    words: 'đẩy mạnh thực hiện các cuộc vận động, phong trào phụ nữ cơ địa phương',
    events: [],
    note: 'No unit, no number, no day: nothing that could be recorded.',
  },
  {
    words: 'Phó Chủ tịch Tôn Ngọc Hạnh nhấn mạnh một số định hướng lớn',
    events: [],
    note: 'Directions for the second half-year (poverty, computers, inspection, Dự án 8), without values or dates: no targets are made of them.',
  },
];
