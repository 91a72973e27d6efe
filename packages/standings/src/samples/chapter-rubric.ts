import { FRAME, FRAME_LEVELS } from './frame.js';
import type { SampleRubric } from './frame.js';

/**
 * A sample, not an official table: none was found for 2022–27 (docs/explanation/what-the-rules-rest-on.md). Criteria from
 * the five term targets of Hải Phòng (report of 12 July 2023) and from the twelve criteria of Bút Sơn's model chapter;
 * levels and thresholds from the frame of 2025. What that frame asks beyond points is in `conditions` and `veto` as far
 * as a chapter has the data; what it has no data for is said in the clause of the criterion that comes nearest.
 */
export const sampleChapterRubric: SampleRubric = {
  name: 'Mẫu: đánh giá sức mạnh chi hội (không phải bảng điểm chính thức)',
  appliesTo: 'chapter',
  source: {
    title: 'Mẫu dựng từ 5 chỉ tiêu nhiệm kỳ 2022-2027 của Hội LHPN thành phố Hải Phòng và khung Quy định 366-QĐ/TW',
    date: '2023-07-12',
  },
  levels: [
    {
      code: 'excellent',
      name: FRAME_LEVELS.excellent,
      minPoints: FRAME.excellent,
      conditions: [
        { criterionId: 'regular', minShare: 1 },
        { criterionId: 'dues', minShare: 1 },
        { criterionId: 'joint-activity', minShare: 1 },
      ],
    },
    {
      code: 'good',
      name: FRAME_LEVELS.good,
      minPoints: FRAME.good,
      conditions: [{ criterionId: 'joint-activity', minShare: 1 }],
    },
    {
      code: 'completed',
      name: FRAME_LEVELS.completed,
      minPoints: FRAME.completed,
    },
    { code: 'not-completed', name: FRAME_LEVELS.notCompleted, minPoints: FRAME.notCompleted },
  ],
  criteria: [
    {
      criterionId: 'gathering',
      name: { vi: 'Tập hợp phụ nữ từ 18 tuổi vào Hội', en: 'Women aged 18 and over gathered' },
      kind: 'quantitative',
      maxPoints: 15,
      feed: { by: 'indicator', indicator: 'gathered-share' },
      target: 0.85,
      clause: 'Bút Sơn 2018: thu hút từ 85 % phụ nữ trở lên. Hội viên danh dự không tính vào tỷ lệ này.',
    },
    {
      criterionId: 'regular',
      name: { vi: 'Hội viên sinh hoạt thường xuyên', en: 'Members who take part regularly' },
      kind: 'quantitative',
      maxPoints: 15,
      feed: { by: 'indicator', indicator: 'regular-share' },
      target: 0.85,
      clause:
        'Bút Sơn 2018: từ 85 % hội viên sinh hoạt. Khung 2025 đòi 100 % nhiệm vụ đúng tiến độ, chất lượng; chi hội không có số liệu về tiến độ nên mẫu dùng điều kiện đạt đủ điểm ở đây.',
    },
    {
      criterionId: 'dues',
      name: { vi: 'Hội viên đóng hội phí', en: 'Members who paid their dues' },
      kind: 'quantitative',
      maxPoints: 15,
      feed: { by: 'indicator', indicator: 'dues-share' },
      target: 0.85,
      clause:
        'Bút Sơn 2018: từ 85 % hội viên đóng hội phí. Khung 2025 còn đòi từ 30 % nhiệm vụ vượt mức: chưa có số liệu.',
    },
    {
      criterionId: 'one-plus-one',
      name: { vi: 'Có mô hình “1+1”', en: 'Has the model “1+1”' },
      kind: 'allOrNothing',
      maxPoints: 5,
      feed: { by: 'indicator', indicator: 'model-one-plus-one' },
      clause: 'phấn đấu 100% cơ sở Hội có các Mô hình “1+1” và Mô hình “3 có, 3 biết”',
    },
    {
      criterionId: 'three-have-three-know',
      name: { vi: 'Có mô hình “3 có, 3 biết”', en: 'Has the model “3 have, 3 know”' },
      kind: 'allOrNothing',
      maxPoints: 5,
      feed: { by: 'indicator', indicator: 'model-three-have-three-know' },
      clause: 'phấn đấu 100% cơ sở Hội có các Mô hình “1+1” và Mô hình “3 có, 3 biết”',
    },
    {
      criterionId: 'special-members',
      name: { vi: 'Có mô hình thu hút hội viên đặc thù', en: 'Has a model for special members' },
      kind: 'allOrNothing',
      maxPoints: 5,
      feed: { by: 'indicator', indicator: 'model-special-members' },
      clause: 'xây dựng, củng cố ít nhất 01 mô hình thu hút hội viên đặc thù hoạt động sáng tạo, hiệu quả',
    },
    {
      criterionId: 'head-party-development',
      name: { vi: 'Phát triển Đảng đối với chi hội trưởng', en: 'The head groomed for the Party, or in it' },
      kind: 'allOrNothing',
      maxPoints: 10,
      feed: { by: 'indicator', indicator: 'head-party-development' },
      clause:
        'ít nhất 50% chi hội trưởng chưa là đảng viên được Hội LHPN cấp cơ sở bồi dưỡng, giới thiệu phát triển đảng',
    },
    {
      criterionId: 'joint-activity',
      name: { vi: 'Hoạt động phối hợp tại cơ sở', en: 'Joint activity' },
      kind: 'allOrNothing',
      maxPoints: 10,
      feed: { by: 'indicator', indicator: 'joint-activities' },
      target: 1,
      clause:
        'phối hợp với các ban, ngành, đoàn thể địa phương tổ chức ít nhất 01 hoạt động Hội tại cơ sở nhằm nâng cao kiến thức cho hội viên, phụ nữ',
    },
    {
      criterionId: 'proposes-tasks',
      name: { vi: 'Tham mưu, đề xuất nhiệm vụ', en: 'Proposes tasks to the authorities' },
      kind: 'quantitative',
      maxPoints: 5,
      maxBonus: 2,
      feed: { by: 'score' },
      clause:
        '100% cơ sở Hội chủ động tham mưu, đề xuất với cấp ủy, chính quyền giao nhiệm vụ để Hội được tham gia các chương trình Mục tiêu quốc gia',
    },
    {
      criterionId: 'head-allowance',
      name: { vi: 'Chế độ bồi dưỡng hằng tháng của chi hội trưởng', en: 'Monthly allowance of the head' },
      kind: 'allOrNothing',
      maxPoints: 10,
      feed: { by: 'indicator', indicator: 'head-allowance' },
      clause:
        'ít nhất 90% chi hội trưởng được hỗ trợ chế độ bồi dưỡng hàng tháng từ nguồn ngân sách của địa phương hoặc các nguồn thu hợp pháp khác',
    },
    {
      criterionId: 'no-discipline',
      name: { vi: 'Không có cán bộ chi hội bị kỷ luật', en: 'No officer of the chapter disciplined' },
      kind: 'allOrNothing',
      maxPoints: 5,
      feed: { by: 'score' },
      clause:
        'Quy định 366-QĐ/TW: không có thành viên lãnh đạo, đơn vị trực thuộc bị kỷ luật. Sổ không ghi kỷ luật, nên người chấm xác nhận.',
    },
    {
      criterionId: 'trained-head',
      name: { vi: 'Chi hội trưởng được bồi dưỡng nghiệp vụ', en: 'The head is trained' },
      kind: 'bonus',
      maxPoints: 2,
      feed: { by: 'indicator', indicator: 'trained-head' },
      clause: 'Chủ đề năm 2023: trọng tâm là nâng cao năng lực cán bộ Hội cơ sở',
    },
    {
      criterionId: 'praised',
      name: { vi: 'Được khen thưởng', en: 'Praised' },
      kind: 'bonus',
      maxPoints: 2,
      pointsPerCount: 1,
      feed: { by: 'indicator', indicator: 'awards' },
      clause: 'Bút Sơn 2018: từ 2 gương điển hình trở lên được khen trong năm',
    },
  ],
  veto: [{ criterionId: 'no-discipline', capLevel: 'good', below: 5 }],
};
