import { scenarioId } from '@sohoi/demo-identity';
import { classId } from './class-report.steps.js';
import type { Fact, Told } from './facts.js';
import { unitId } from './map.steps.js';

const inClass = (type: string, data: NonNullable<Told['data']>): Told => ({
  stream: `trainingClass-${classId}`,
  type,
  data,
});
const ofHaiPhong = (type: string, data: NonNullable<Told['data']>): Told => ({
  stream: `unitReport-${unitId('31')}`,
  type,
  data,
});
const target = (indicator: string, value: number): Told =>
  ofHaiPhong('TargetSet', { indicator, value, from: '2022-01-01', to: '2027-12-31' });

/** The report of 12 July 2023, from its first sentence to its last. */
export const classReportFacts: readonly Fact[] = [
  {
    words:
      'Sáng 12/7, tại Trung tâm Bồi dưỡng chính trị quận Lê Chân, Hội Liên hiệp Phụ nữ (LHPN) thành phố khai mạc lớp bồi dưỡng nghiệp vụ công tác Hội',
    events: [
      inClass('ClassOpened', {
        unitId: unitId('31'),
        place: 'Trung tâm Bồi dưỡng chính trị quận Lê Chân',
        from: '2023-07-12',
      }),
    ],
    note: 'After 30 June: it counts for 2023-H2, not for 2023-H1.',
  },
  {
    words: 'Trong 3 ngày, từ ngày 12-14/7',
    events: [inClass('ClassOpened', { from: '2023-07-12', to: '2023-07-14', sessions: 3 })],
    note: 'Three days are taken as three sessions.',
  },
  {
    words: 'gần 500 học viên',
    events: [
      inClass('AttendanceReported', { persons: 500 }),
      ofHaiPhong('FigureReported', { indicator: 'officers-trained', value: 500 }),
    ],
    note: '“Near 500” is not 500: the exact number is unknown, and the notes of both events say so. The figure stands for all, so the class is not counted a second time.',
  },
  {
    words: 'Chủ tịch, Phó chủ tịch, cán bộ chuyên trách Hội LHPN cấp huyện và cấp xã',
    events: [inClass('TraineesEnrolled', {}), inClass('SessionAttended', { session: 1 })],
    note: 'The posts are real, the twelve trainees by name are made up: chair, vice-chair and specialised officer of Lê Chân and of three example communes.',
  },
  {
    words: 'Kế hoạch thực hiện khâu đột phá “Tập trung xây dựng cơ sở Hội vững mạnh” nhiệm kỳ 2022-2027',
    events: [
      {
        stream: `initiative-${scenarioId('initiative/31-strong-base')}`,
        type: 'InitiativeLaunched',
        data: { unitId: unitId('31'), model: 'strong-base' },
      },
    ],
    note: 'Counts from the day of the report, on which it was presented.',
  },
  {
    words: '5 chỉ tiêu nhiệm kỳ, 5 nhóm nhiệm vụ, giải pháp trọng tâm',
    events: [],
    note: 'The five targets follow below, one by one; the five groups of tasks the report counts and does not name.',
  },
  {
    words: 'một số vấn đề về hội viên danh dự',
    events: [],
    note: 'What was taught, not what was done; honorary members occur among the made-up members.',
  },
  {
    words: 'phấn đấu 100% cơ sở Hội có các Mô hình “1+1” và Mô hình “3 có, 3 biết”',
    events: [target('bases-with-one-plus-one-share', 100), target('bases-with-three-have-three-know-share', 100)],
    note: 'First target. The term is told in years, so it runs from the first day of 2022 to the last of 2027.',
  },
  {
    words: 'xây dựng, củng cố ít nhất 01 mô hình thu hút hội viên đặc thù hoạt động sáng tạo, hiệu quả',
    events: [target('special-member-models-per-base', 1)],
    note: 'First target, its last part.',
  },
  {
    words:
      'Phấn đấu ít nhất 50% chi hội trưởng chưa là đảng viên được Hội LHPN cấp cơ sở bồi dưỡng, giới thiệu phát triển đảng',
    events: [target('non-party-heads-groomed-share', 50)],
    note: 'Second target.',
  },
  {
    words:
      'hàng năm, 100% Hội LHPN xã, phường, thị trấn phối hợp với các ban, ngành, đoàn thể địa phương tổ chức ít nhất 01 hoạt động Hội tại cơ sở',
    events: [target('communes-with-joint-activity-share', 100)],
    note: 'Third target, each year anew.',
  },
  {
    words: '100% cơ sở Hội chủ động tham mưu, đề xuất với cấp ủy, chính quyền giao nhiệm vụ',
    events: [target('bases-proposing-tasks-share', 100)],
    note: 'Fourth target.',
  },
  {
    words: 'phấn đấu ít nhất 90% chi hội trưởng được hỗ trợ chế độ bồi dưỡng hàng tháng',
    events: [target('heads-with-allowance-share', 90)],
    note: 'Fifth target.',
  },
  {
    words: 'lớp bồi dưỡng góp phần trang bị những kiến thức cơ bản',
    events: [],
    note: 'An expectation, not a fact.',
  },
];
