import type { Indicator } from '../indicator.js';
import { indicatorOf } from '../indicators.js';

export type Bilingual = { readonly vi: string; readonly en: string };

/** A number as people write it: a share as a percentage, yes and no as words, else with its decimals. */
export const valueIn = (value: number, unit: Indicator['unit']): Bilingual => {
  if (unit === 'yes/no') return value > 0 ? { vi: 'có', en: 'yes' } : { vi: 'không', en: 'no' };
  return unit === 'share' ? ending(numberIn(value * 100), ' %') : numberIn(value);
};

export const numberIn = (value: number): Bilingual => {
  const en = String(Math.round(value * 100) / 100);
  return { vi: en.replace('.', ','), en };
};

const ending = ({ vi, en }: Bilingual, more: string): Bilingual => ({ vi: vi + more, en: en + more });

const NAMES: { readonly [measure: string]: Bilingual } = {
  members: { vi: 'hội viên', en: 'members' },
  regular: { vi: 'hội viên sinh hoạt thường xuyên', en: 'members who take part regularly' },
  core: { vi: 'hội viên nòng cốt', en: 'core members' },
  honorary: { vi: 'hội viên danh dự', en: 'honorary members' },
  women18: { vi: 'phụ nữ từ 18 tuổi', en: 'women aged 18 and over' },
  duesPaid: { vi: 'lượt đóng hội phí nửa năm', en: 'half-years of dues paid' },
  groups: { vi: 'tổ phụ nữ', en: 'women’s groups' },
  headInPost: { vi: 'chi hội trưởng đang giữ chức', en: 'head in post' },
  deputyInPost: { vi: 'chi hội phó đang giữ chức', en: 'deputy head in post' },
  headAllowance: { vi: 'chi hội trưởng được hỗ trợ hằng tháng', en: 'monthly allowance of the head' },
  headSince: { vi: 'ngày chi hội trưởng giữ chức', en: 'day on which the head took office' },
  headNonParty: { vi: 'chi hội trưởng chưa là đảng viên', en: 'head who is no Party member' },
  headGroomed: { vi: 'chi hội trưởng được giới thiệu với Đảng', en: 'introduction of the head to the Party' },
  trainedHead: { vi: 'chứng chỉ của chi hội trưởng', en: 'certificates of the head' },
  activities: { vi: 'hoạt động', en: 'activities' },
  'activity:joint': { vi: 'hoạt động phối hợp', en: 'joint activities' },
  'activity:thematic': { vi: 'buổi sinh hoạt chuyên đề', en: 'thematic activities' },
  'activity:member-meeting': { vi: 'kỳ sinh hoạt hội viên', en: 'member meetings' },
  awards: { vi: 'khen thưởng', en: 'awards' },
  certificates: { vi: 'chứng chỉ bồi dưỡng đã cấp', en: 'training certificates issued' },
  trained: { vi: 'người được bồi dưỡng', en: 'persons trained' },
  initiativesLaunched: { vi: 'mô hình ra mắt', en: 'initiatives launched' },
  pilots: { vi: 'mô hình thí điểm', en: 'initiatives piloted' },
  planApproved: { vi: 'kế hoạch bồi dưỡng được phê duyệt', en: 'approved training plans' },
};

/** What a measure counts, in words. */
export const nameOfMeasure = (measure: string): Bilingual => {
  const known = NAMES[measure];
  if (known) return known;
  const [kind = '', ...rest] = measure.split(':');
  const code = rest.join(':');
  switch (kind) {
    case 'target': {
      const { vi, en } = indicatorOf(code).name;
      return { vi: `chỉ tiêu riêng: ${vi}`, en: `its own target: ${en}` };
    }
    case 'figure':
      return { vi: `số liệu báo cáo “${code}”`, en: `reported figure “${code}”` };
    case 'model':
      return { vi: `mô hình “${code}”`, en: `model “${code}”` };
    case 'category':
      return { vi: `hội viên thuộc nhóm “${code}”`, en: `members in the group “${code}”` };
    case 'activity':
      return { vi: `hoạt động loại “${code}”`, en: `activities of the kind “${code}”` };
    default:
      return { vi: measure, en: measure };
  }
};
