import type { SampleRubric } from './frame.js';

const counted = 'Báo Phụ nữ, 15/06/2023: ';

/**
 * A sample, not an official table: the union's own was not found (docs/explanation/what-the-rules-rest-on.md). It counts
 * what the report of 15 June 2023 counts, and weighs it by no more than plausibility. A half-year review ranks and does
 * not classify, so there is one level only: nobody's level is told from a news report.
 */
export const sampleClusterRubric: SampleRubric = {
  name: 'Mẫu: sơ kết 6 tháng của cụm thi đua (không phải bảng điểm chính thức)',
  appliesTo: 'unit',
  source: {
    title: 'Mẫu dựng từ bài “Cụm thi đua Trung bộ: Tập trung nâng cao năng lực cán bộ Hội cơ sở”',
    date: '2023-06-15',
  },
  levels: [{ code: 'reviewed', name: { vi: 'Đã sơ kết', en: 'Reviewed' }, minPoints: 0 }],
  criteria: [
    {
      criterionId: 'officers-trained',
      name: { vi: 'Cán bộ Hội được bồi dưỡng nghiệp vụ', en: 'Officers trained' },
      kind: 'quantitative',
      maxPoints: 30,
      feed: { by: 'indicator', indicator: 'officers-trained' },
      relativeToBest: true,
      clause: `${counted}“có 2.343 cán bộ Hội các cấp, Chi hội trưởng, chi hội phó, được bồi dưỡng nghiệp vụ”`,
    },
    {
      criterionId: 'plan-approved',
      name: {
        vi: 'Kế hoạch bồi dưỡng được UBND tỉnh phê duyệt',
        en: 'Training plan approved by the People’s Committee',
      },
      kind: 'allOrNothing',
      maxPoints: 15,
      feed: { by: 'indicator', indicator: 'training-plan-approved' },
      clause: `${counted}“xây dựng và được UBND tỉnh phê duyệt kế hoạch … giai đoạn 2022 - 2025”`,
    },
    {
      criterionId: 'it-training',
      name: { vi: 'Tập huấn ứng dụng công nghệ thông tin', en: 'Training in information technology' },
      kind: 'quantitative',
      maxPoints: 15,
      feed: { by: 'indicator', indicator: 'officers-trained-it' },
      relativeToBest: true,
      clause: `${counted}“mở lớp tập huấn kỹ năng ứng dụng công nghệ thông tin trong hoạt động Hội cho 570 cán hộ Hội cơ sở”`,
    },
    {
      criterionId: 'initiatives',
      name: { vi: 'Mô hình ra mắt', en: 'Initiatives launched' },
      kind: 'perCount',
      maxPoints: 15,
      pointsPerCount: 1.5,
      feed: { by: 'indicator', indicator: 'initiatives-launched' },
      clause: `${counted}“chỉ đạo ra mắt 9 mô hình”`,
    },
    {
      criterionId: 'pilots',
      name: { vi: 'Mô hình thí điểm', en: 'Initiatives piloted' },
      kind: 'perCount',
      maxPoints: 10,
      pointsPerCount: 5,
      feed: { by: 'indicator', indicator: 'pilots' },
      clause: `${counted}“tích cực thí điểm xây dựng các mô hình "1 + 1", mô hình "3 có, 3 biết"”`,
    },
    {
      criterionId: 'programmes',
      name: { vi: 'Hưởng ứng các chương trình', en: 'Programmes responded to' },
      kind: 'perCount',
      maxPoints: 10,
      pointsPerCount: 5,
      feed: { by: 'indicator', indicator: 'programmes-responded' },
      clause: `${counted}“hưởng ứng mạnh mẽ Chương trình "Mẹ đỡ đầu", Chương trình Đồng hành cùng phụ nữ biên cương”`,
    },
    {
      criterionId: 'thematic-activity',
      name: { vi: 'Sinh hoạt chuyên đề của năm', en: 'Activity on the year’s theme' },
      kind: 'allOrNothing',
      maxPoints: 5,
      feed: { by: 'indicator', indicator: 'thematic-activities' },
      clause: `${counted}“tổ chức sinh hoạt chuyên đề “Tập trung xây dựng cơ sở Hội vững mạnh…””`,
    },
  ],
  ranking: { method: '1-2-2-4' },
};
