import { basisBlocks, periodText, proofBlocks } from './basis.js';
import type { Basis } from './basis.js';
import { criteriaBlock, meanOf } from './criteria.js';
import type { ScoredCriterion } from './criteria.js';
import type { Block, ReportDocument } from './document.js';
import { scaleOf } from './scale.js';
import { NOT_SCORED, numberText, pointsText } from './vietnamese.js';

/** A unit in its place; those without a score come last, without a rank. */
export type ReviewedUnit = {
  readonly name: string;
  readonly rank: number | null;
  readonly interval: readonly [best: number, worst: number] | null;
  readonly score: number | null;
  readonly proposedScore: number | null;
  readonly levelName: string | null;
  readonly criteria: readonly ScoredCriterion[];
};

export type ClusterReview = {
  readonly cluster: string;
  readonly basis: Basis;
  readonly maxScore: number;
  /** In the order of the ranking. */
  readonly units: readonly ReviewedUnit[];
};

/** The review of a cluster in a period, as it is printed and signed. */
export const clusterReview = (review: ClusterReview): ReportDocument => {
  const { cluster, basis } = review;
  return {
    language: 'vi-VN',
    title: 'BÁO CÁO SƠ KẾT CỤM THI ĐUA',
    subtitle: `${cluster} · ${periodText(basis)}`,
    letterhead: { issuer: [cluster], placeAndDay: '……………, ngày …… tháng …… năm ……' },
    foot: `${cluster} · ${basis.period.code} · vị trí ${basis.asOf.position}`,
    toldAt: basis.asOf.instant,
    blocks: [
      ...basisBlocks(basis),
      { kind: 'paragraph', text: summaryOf(review) },
      { kind: 'heading', text: '1. Kết quả xếp hạng' },
      rankingOf(review),
      {
        kind: 'paragraph',
        tone: 'note',
        text: 'Khoảng hạng: hạng cao nhất và thấp nhất khi trọng số của từng tiêu chí thay đổi 10%. Đơn vị chưa chấm không có hạng và đứng cuối; chưa chấm không phải là 0 điểm.',
      },
      { kind: 'heading', text: '2. Biểu đồ điểm' },
      chartOf(review),
      { kind: 'heading', text: '3. Điểm theo tiêu chí' },
      criteriaBlock(
        review.units.map(({ criteria }) => criteria),
        'Đơn vị',
      ),
      ...proofBlocks(basis),
      {
        kind: 'signatures',
        places: [
          { title: 'NGƯỜI LẬP BÁO CÁO', hint: '(Ký, ghi rõ họ tên)' },
          { title: 'CỤM TRƯỞNG', hint: '(Ký, ghi rõ họ tên, đóng dấu)' },
        ],
      },
    ],
  };
};

const scoresOf = ({ units }: ClusterReview): readonly number[] =>
  units.flatMap(({ score }) => (score === null ? [] : [score]));

const summaryOf = (review: ClusterReview): string => {
  const scores = scoresOf(review);
  const mean = meanOf(scores);
  const of = `Cụm có ${numberText(review.units.length)} đơn vị, ${numberText(scores.length)} đơn vị đã có điểm`;
  return mean === null
    ? `${of}.`
    : `${of}; bình quân ${numberText(mean)} điểm, cao nhất ${numberText(Math.max(...scores))}, thấp nhất ${numberText(Math.min(...scores))} (điểm tối đa ${numberText(review.maxScore)}, chưa kể điểm thưởng).`;
};

const rankingOf = ({ units }: ClusterReview): Block => ({
  kind: 'table',
  namedBy: 1,
  columns: [
    { title: 'Hạng', share: 8, align: 'center' },
    { title: 'Đơn vị', share: 32, align: 'left' },
    { title: 'Điểm chính thức', share: 14, align: 'right' },
    { title: 'Điểm đề nghị', share: 14, align: 'right' },
    { title: 'Mức', share: 20, align: 'left' },
    { title: 'Khoảng hạng', share: 12, align: 'center' },
  ],
  rows: units.map(({ name, rank, interval, score, proposedScore, levelName }) => [
    rank === null ? '–' : String(rank),
    name,
    pointsText(score),
    pointsText(proposedScore),
    levelName ?? NOT_SCORED,
    interval === null ? '–' : intervalText(interval),
  ]),
});

const intervalText = ([best, worst]: readonly [number, number]): string =>
  best === worst ? String(best) : `${best}–${worst}`;

const chartOf = (review: ClusterReview): Block => {
  const { max, at } = scaleOf(Math.max(review.maxScore, ...scoresOf(review)));
  const bars = review.units.map(({ name, score }) => ({ label: name, value: score, text: pointsText(score) }));
  return {
    kind: 'barChart',
    title: 'Điểm chính thức của từng đơn vị',
    alt: `Biểu đồ cột ngang, điểm chính thức: ${bars.map(({ label, text }) => `${label} ${text}`).join('; ')}.`,
    max,
    ticks: at.map((tick) => ({ at: tick, text: numberText(tick) })),
    bars,
  };
};
