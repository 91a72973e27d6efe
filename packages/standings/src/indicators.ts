import { flow, inPeriod, lastKnown, since, stock } from './indicator.js';
import type { Indicator, MeasureValue } from './indicator.js';
import { halfYearsIn } from './month.js';

/** A part of a whole, at most 1; null without a whole. Nobody recorded in the part is a part of zero. */
const share = (part: MeasureValue | undefined, whole: MeasureValue | undefined): number | null =>
  whole === null || whole === undefined || whole <= 0 ? null : Math.min(1, Math.max(0, part ?? 0) / whole);

const yesNo = (holds: boolean): 1 | 0 => (holds ? 1 : 0);
const some = (value: MeasureValue | undefined): boolean => (value ?? 0) > 0;

const sumOfKnown = (values: readonly MeasureValue[]): number | null => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
};

const counted = (vi: string, en: string, measure: string): Indicator => ({
  name: { vi, en },
  unit: 'count',
  reads: [flow(measure)],
  formula: ([value = null]) => value,
});

/** The body's own reported figure stands for all of it; without one, what its events sum to. Never both. */
const reportedOr = (vi: string, en: string, indicator: string, measures: readonly string[]): Indicator => ({
  name: { vi, en },
  unit: 'count',
  reads: [inPeriod(`figure:${indicator}`), ...measures.map(flow)],
  formula: ([reported = null, ...recorded]) => reported ?? sumOfKnown(recorded),
  levers: ([reported = null]) => (reported === null ? measures.map((_measure, n) => n + 1) : [0]),
});

/** Of heads only: without a head in post there is nobody of whom to know it. */
const ofHead = (
  vi: string,
  en: string,
  reads: Indicator['reads'],
  holds: (value: MeasureValue, more: MeasureValue) => boolean,
): Indicator => ({
  name: { vi, en },
  unit: 'yes/no',
  reads: [stock('headInPost'), ...reads],
  formula: ([head = null, value = null, more = null]) => (some(head) ? yesNo(holds(value, more)) : null),
  levers: () => [reads.length],
});

const adopted = (model: string): Indicator => ({
  name: { vi: `Có mô hình "${model}"`, en: `Has the model "${model}"` },
  unit: 'yes/no',
  reads: [stock(`model:${model}`)],
  formula: ([standing = null]) => (standing === null ? null : yesNo(some(standing))),
});

const category = (code: string): Indicator => ({
  name: { vi: `Tỷ lệ hội viên thuộc nhóm "${code}"`, en: `Share of members in the group "${code}"` },
  unit: 'share',
  reads: [stock(`category:${code}`), stock('members')],
  formula: ([part, whole]) => share(part, whole),
});

const reported = (indicator: string): Indicator => ({
  name: { vi: `Số liệu báo cáo "${indicator}"`, en: `Reported figure "${indicator}"` },
  unit: 'as reported',
  reads: [inPeriod(`figure:${indicator}`)],
  formula: ([value = null]) => value,
});

/** All indicators with a formula, by the code that a rubric names. */
export const indicators: { readonly [code: string]: Indicator } = {
  'gathered-share': {
    name: { vi: 'Tỷ lệ tập hợp phụ nữ từ 18 tuổi vào Hội', en: 'Share of women aged 18 and over who are members' },
    unit: 'share',
    reads: [stock('members'), lastKnown('women18'), lastKnown('figure:members')],
    formula: ([recorded = null, women, figure = null]) => {
      const members = recorded ?? figure;
      return members === null ? null : share(members, women);
    },
    levers: ([recorded = null, , figure = null]) => (recorded === null && figure !== null ? [2] : [0]),
  },
  'regular-share': {
    name: { vi: 'Tỷ lệ hội viên sinh hoạt thường xuyên', en: 'Share of members who take part regularly' },
    unit: 'share',
    reads: [stock('regular'), stock('members')],
    formula: ([regular, members]) => share(regular, members),
  },
  'core-share': {
    name: { vi: 'Tỷ lệ hội viên nòng cốt', en: 'Share of core members' },
    unit: 'share',
    reads: [stock('core'), stock('members')],
    formula: ([core, members]) => share(core, members),
  },
  'dues-share': {
    name: { vi: 'Tỷ lệ hội viên đóng hội phí', en: 'Share of members who paid their dues' },
    unit: 'share',
    reads: [flow('duesPaid'), stock('members')],
    formula: ([paid, members = null], { from, to }) => {
      const halves = halfYearsIn(from, to);
      return halves === 0 || members === null ? null : share(paid, members * halves);
    },
  },
  'head-in-post': {
    name: { vi: 'Có chi hội trưởng', en: 'A chapter head is in post' },
    unit: 'yes/no',
    reads: [stock('headInPost')],
    formula: ([head = null]) => (head === null ? null : yesNo(some(head))),
  },
  'deputy-in-post': {
    name: { vi: 'Có chi hội phó', en: 'A deputy head is in post' },
    unit: 'yes/no',
    reads: [stock('deputyInPost')],
    formula: ([deputy = null]) => (deputy === null ? null : yesNo(some(deputy))),
  },
  'head-allowance': ofHead(
    'Chi hội trưởng được hỗ trợ chế độ bồi dưỡng hằng tháng',
    'The chapter head gets a monthly allowance',
    [lastKnown('headAllowance')],
    some,
  ),
  'head-party-development': ofHead(
    'Chi hội trưởng là đảng viên, hoặc đã được bồi dưỡng, giới thiệu phát triển Đảng',
    'The chapter head is a Party member, or was groomed and introduced to the Party since taking office',
    [stock('headNonParty'), since('headSince', 'headGroomed')],
    (nonParty, groomed) => !some(nonParty) || some(groomed),
  ),
  'trained-head': ofHead(
    'Chi hội trưởng có chứng chỉ bồi dưỡng từ khi giữ chức',
    'The chapter head got a training certificate since taking office',
    [since('headSince', 'trainedHead')],
    some,
  ),
  groups: {
    name: { vi: 'Số tổ phụ nữ', en: 'Women’s groups' },
    unit: 'count',
    reads: [stock('groups')],
    formula: ([groups = null]) => groups,
  },
  'honorary-members': {
    name: { vi: 'Số hội viên danh dự', en: 'Honorary members' },
    unit: 'count',
    reads: [stock('honorary')],
    formula: ([honorary = null]) => honorary,
  },
  activities: counted('Số hoạt động', 'Activities held', 'activities'),
  'joint-activities': counted('Số hoạt động phối hợp', 'Activities held jointly with others', 'activity:joint'),
  'thematic-activities': counted('Số buổi sinh hoạt chuyên đề', 'Thematic activities held', 'activity:thematic'),
  'member-meetings': counted('Số kỳ sinh hoạt hội viên', 'Member meetings held', 'activity:member-meeting'),
  awards: counted('Số khen thưởng', 'Awards', 'awards'),
  certificates: counted('Số chứng chỉ bồi dưỡng đã cấp', 'Training certificates issued', 'certificates'),
  'officers-trained': reportedOr('Số cán bộ Hội được bồi dưỡng', 'Officers trained', 'officers-trained', ['trained']),
  'initiatives-launched': reportedOr('Số mô hình ra mắt', 'Initiatives launched', 'initiatives-launched', [
    'initiativesLaunched',
  ]),
  pilots: reportedOr('Số mô hình thí điểm', 'Initiatives piloted', 'pilots', ['pilots']),
  'training-plan-approved': {
    name: { vi: 'Có kế hoạch bồi dưỡng cán bộ được phê duyệt', en: 'An approved training plan is in force' },
    unit: 'yes/no',
    reads: [stock('planApproved')],
    formula: ([plans = null]) => (plans === null ? null : yesNo(some(plans))),
  },
  'programmes-responded': {
    name: {
      vi: 'Số chương trình hưởng ứng ("Mẹ đỡ đầu", "Đồng hành cùng phụ nữ biên cương")',
      en: 'Programmes responded to (“Godmother”, “Companion of women in border areas”)',
    },
    unit: 'count',
    reads: [stock('model:godmother'), stock('model:border-companion')],
    formula: (values) => (values.every((value) => value === null) ? null : values.filter(some).length),
    levers: () => [0, 1],
  },
};

/**
 * The indicator that a code of a rubric means: one of the catalog; `model-<code>`, whether the model stands;
 * `category-<code>`, the share of members in a group; any other code is a figure that bodies report under this name.
 */
export const indicatorOf = (code: string): Indicator => {
  if (Object.hasOwn(indicators, code)) return indicators[code] ?? reported(code);
  if (code.startsWith('model-')) return adopted(code.slice('model-'.length));
  if (code.startsWith('category-')) return category(code.slice('category-'.length));
  return reported(code);
};
