import type { Rubric } from '@sohoi/evaluation/events';
import type { Cause } from '@sohoi/standings';
import type { ToldCause } from './difference.schemas.js';

type Bilingual = { readonly vi: string; readonly en: string };

/** Causes told one by one; of more, the smallest are told in one sum. */
const MOST = 500;

const RULES: Readonly<Record<string, Bilingual>> = {
  RubricPublished: { vi: 'Bảng điểm được ban hành', en: 'The rubric was published' },
  CriterionVoided: { vi: 'Một tiêu chí bị bãi bỏ', en: 'A criterion was voided' },
  PeriodOpened: { vi: 'Kỳ đánh giá được mở', en: 'The period was opened' },
  UnitJoinedCluster: { vi: 'Một đơn vị vào cụm', en: 'A unit joined the cluster' },
  UnitLeftCluster: { vi: 'Một đơn vị ra khỏi cụm', en: 'A unit left the cluster' },
  ClusterFormed: { vi: 'Cụm được lập', en: 'The cluster was formed' },
};
const PLACES: Bilingual = { vi: 'Cây đơn vị thay đổi', en: 'The tree of units changed' };

const KINDS: Readonly<Record<Exclude<ToldCause['kind'], 'rule'>, Bilingual>> = {
  own: { vi: 'Ghi nhận về chính nơi này', en: 'A record of its own' },
  another: {
    vi: 'Ghi nhận của đơn vị khác làm thay đổi mức tốt nhất trong cụm',
    en: 'A record of another unit changed the best of the cluster',
  },
  score: { vi: 'Điểm do người chấm', en: 'A score given by people' },
  closing: { vi: 'Kỳ đánh giá được chốt', en: 'The period was closed' },
  gathered: {
    vi: 'Các tiêu chí mà từng ghi nhận nói về một người, gộp lại',
    en: 'Criteria of which each record tells of one person, in one sum',
  },
  rest: { vi: 'Các phần nhỏ hơn, gộp lại', en: 'All smaller shares, in one sum' },
};

const wordsOf = (kind: ToldCause['kind'], type: string | null): Bilingual =>
  kind === 'rule' ? (RULES[type ?? ''] ?? PLACES) : KINDS[kind];

/** A number as people write it in each language. */
export const figure = (value: number): Bilingual => {
  const en = String(Math.abs(value));
  const sign = value < 0 ? '−' : '';
  return { vi: sign + en.replace('.', ','), en: sign + en };
};

export const signed = (value: number): Bilingual => {
  const { vi, en } = figure(value);
  return value > 0 ? { vi: `+${vi}`, en: `+${en}` } : { vi, en };
};

/** The causes in words, those with the smallest shares in one sum. */
export const toldCauses = (causes: readonly Cause[], rubric: Rubric | undefined): ToldCause[] => {
  const names = new Map(rubric?.criteria.map(({ criterionId, name }) => [criterionId, name]));
  const tell = ({ kind, criteria, ...cause }: Omit<Cause, 'kind'> & Pick<ToldCause, 'kind'>): ToldCause => {
    const named = criteria.map(({ criterionId, points }) => ({
      criterionId,
      name: names.get(criterionId) ?? { vi: criterionId, en: criterionId },
      points,
    }));
    const words = wordsOf(kind, cause.type);
    const [points, list] = [
      signed(cause.points),
      (language: keyof Bilingual) =>
        named.map((one) => `${one.name[language]} ${signed(one.points)[language]}`).join('; '),
    ];
    const sentence = {
      vi: `${words.vi}: ${points.vi} điểm (${list('vi')}).`,
      en: `${words.en}: ${points.en} points (${list('en')}).`,
    };
    return { ...cause, kind, criteria: named, sentence };
  };
  if (causes.length <= MOST) return causes.map(tell);
  const most = new Set([...causes].sort((a, b) => Math.abs(b.points) - Math.abs(a.points)).slice(0, MOST));
  const rest = sumOf(causes.filter((cause) => !most.has(cause)));
  return [...causes.filter((cause) => most.has(cause)), rest].map(tell);
};

const sumOf = (causes: readonly Cause[]): Omit<Cause, 'kind'> & { kind: 'rest' } => {
  const sums = new Map<string, number>();
  for (const { criterionId, points } of causes.flatMap(({ criteria }) => criteria)) {
    sums.set(criterionId, (sums.get(criterionId) ?? 0) + Math.round(points * 100));
  }
  const criteria = [...sums].map(([criterionId, hundredths]) => ({ criterionId, points: hundredths / 100 }));
  const points = [...sums.values()].reduce((sum, hundredths) => sum + hundredths, 0) / 100;
  return { kind: 'rest', position: null, type: null, at: null, points, criteria };
};
