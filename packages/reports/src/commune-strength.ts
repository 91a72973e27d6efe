import { basisBlocks, periodText, proofBlocks } from './basis.js';
import type { Basis } from './basis.js';
import { criteriaBlock, meanOf } from './criteria.js';
import type { ScoredCriterion } from './criteria.js';
import type { Block, ReportDocument } from './document.js';
import { countScaleOf } from './scale.js';
import { NOT_SCORED, numberText, pointsText, shareText } from './vietnamese.js';

export type RatedChapter = {
  readonly name: string;
  readonly score: number | null;
  readonly proposedScore: number | null;
  readonly levelCode: string | null;
  readonly criteria: readonly ScoredCriterion[];
};

export type CommuneStrength = {
  readonly unit: string;
  readonly basis: Basis;
  readonly maxScore: number;
  /** Of the rubric, the highest first. */
  readonly levels: readonly { readonly code: string; readonly name: string }[];
  /** Best first; those without a score last. */
  readonly chapters: readonly RatedChapter[];
};

/** How strong the chapters of a unit are in a period, as it is printed and signed. */
export const communeStrength = (report: CommuneStrength): ReportDocument => {
  const { unit, basis, chapters } = report;
  return {
    language: 'vi-VN',
    title: 'BÁO CÁO SỨC MẠNH CHI HỘI',
    subtitle: `${unit} · ${periodText(basis)}`,
    letterhead: { issuer: [unit], placeAndDay: '……………, ngày …… tháng …… năm ……' },
    foot: `${unit} · ${basis.period.code} · vị trí ${basis.asOf.position}`,
    toldAt: basis.asOf.instant,
    blocks: [
      ...basisBlocks(basis),
      { kind: 'paragraph', text: summaryOf(report) },
      { kind: 'heading', text: '1. Chi hội theo mức' },
      levelsOf(report),
      { kind: 'heading', text: '2. Biểu đồ chi hội theo mức' },
      chartOf(report),
      { kind: 'heading', text: '3. Kết quả từng chi hội' },
      chaptersOf(report),
      {
        kind: 'paragraph',
        tone: 'note',
        text: 'Chi hội chưa chấm đứng cuối; chưa chấm không phải là 0 điểm. Mức có thể thấp hơn mức của điểm khi một điều kiện của bảng điểm không đạt.',
      },
      { kind: 'heading', text: '4. Điểm theo tiêu chí' },
      criteriaBlock(
        chapters.map(({ criteria }) => criteria),
        'Chi hội',
      ),
      ...proofBlocks(basis),
      {
        kind: 'signatures',
        places: [
          { title: 'NGƯỜI LẬP BÁO CÁO', hint: '(Ký, ghi rõ họ tên)' },
          { title: 'TM. BAN THƯỜNG VỤ', hint: '(Ký, ghi rõ họ tên, đóng dấu)' },
        ],
      },
    ],
  };
};

const pointsOf = (chapters: readonly RatedChapter[]): readonly number[] =>
  chapters.flatMap(({ score }) => (score === null ? [] : [score]));

const summaryOf = ({ chapters, maxScore }: CommuneStrength): string => {
  const scores = pointsOf(chapters);
  const mean = meanOf(scores);
  const of = `Có ${numberText(chapters.length)} chi hội trong kỳ, ${numberText(scores.length)} chi hội đã có điểm`;
  return mean === null
    ? `${of}.`
    : `${of}; bình quân ${numberText(mean)} trên ${numberText(maxScore)} điểm (chưa kể điểm thưởng).`;
};

type Counted = { readonly name: string; readonly chapters: readonly RatedChapter[] };

/** By level, the highest first; last those without one. */
const byLevel = ({ levels, chapters }: CommuneStrength): readonly Counted[] => [
  ...levels.map(({ code, name }) => ({ name, chapters: chapters.filter(({ levelCode }) => levelCode === code) })),
  { name: 'Chưa chấm', chapters: chapters.filter(({ levelCode }) => levelCode === null) },
];

const levelsOf = (report: CommuneStrength): Block => ({
  kind: 'table',
  namedBy: 0,
  columns: [
    { title: 'Mức', share: 40, align: 'left' },
    { title: 'Số chi hội', share: 15, align: 'right' },
    { title: 'Tỷ lệ', share: 15, align: 'right' },
    { title: 'Điểm bình quân', share: 15, align: 'right' },
    { title: 'Thấp nhất – cao nhất', share: 20, align: 'right' },
  ],
  rows: byLevel(report).map(({ name, chapters }) => {
    const scores = pointsOf(chapters);
    const mean = meanOf(scores);
    return [
      name,
      numberText(chapters.length),
      report.chapters.length === 0 ? '–' : shareText(chapters.length / report.chapters.length),
      mean === null ? '–' : numberText(mean),
      mean === null ? '–' : `${numberText(Math.min(...scores))} – ${numberText(Math.max(...scores))}`,
    ];
  }),
});

const chartOf = (report: CommuneStrength): Block => {
  const bars = byLevel(report).map(({ name, chapters }) => ({
    label: name,
    value: chapters.length,
    text: numberText(chapters.length),
  }));
  const { max, at } = countScaleOf(Math.max(...bars.map(({ value }) => value)));
  return {
    kind: 'barChart',
    title: 'Số chi hội ở từng mức',
    alt: `Biểu đồ cột ngang, số chi hội theo mức: ${bars.map(({ label, text }) => `${label} ${text}`).join('; ')}.`,
    max,
    ticks: at.map((tick) => ({ at: tick, text: numberText(tick) })),
    bars,
  };
};

const chaptersOf = ({ chapters, levels }: CommuneStrength): Block => ({
  kind: 'table',
  namedBy: 1,
  columns: [
    { title: 'STT', share: 7, align: 'center' },
    { title: 'Chi hội', share: 33, align: 'left' },
    { title: 'Điểm chính thức', share: 14, align: 'right' },
    { title: 'Điểm đề nghị', share: 14, align: 'right' },
    { title: 'Mức', share: 32, align: 'left' },
  ],
  rows: chapters.map(({ name, score, proposedScore, levelCode }, i) => [
    String(i + 1),
    name,
    pointsText(score),
    pointsText(proposedScore),
    levelCode === null ? NOT_SCORED : (levels.find(({ code }) => code === levelCode)?.name ?? levelCode),
  ]),
});
