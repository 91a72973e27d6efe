import { code, id } from '@sohoi/fields';
import { momentQuery, oneOf, position } from '@sohoi/nest';
import { z } from 'zod';
import { periodOf, resultExample } from '../standing.schemas.js';

const asOf = momentQuery.shape.asOf.unwrap();

export const standingDifferenceQuery = z.strictObject({
  from: asOf.meta({ description: 'The earlier moment: a position, or an instant with its zone.' }),
  to: asOf.optional().meta({ description: 'The later moment; absent: now.' }),
  period: periodOf.optional().meta({ description: 'Absent: the last period with a result at the later moment.' }),
});

const bilingual = z.object({ vi: z.string(), en: z.string() });
const moment = z.object({ position, recordedAt: z.iso.datetime() });
const points = z.number().meta({ description: 'The score after less the score before; no score counts as zero.' });
const state = z.object({
  score: z.number().nullable(),
  level: code.nullable(),
  revision: z.int().meta({ description: '0 while provisional; from 1 on published.' }),
  status: z.enum(['provisional', 'published']),
});

const cause = z.object({
  kind: z.enum(['own', 'another', 'score', 'rule', 'closing', 'gathered', 'rest']).meta({
    description:
      'A record of its own, or of another unit that is the best of the cluster; a score by people; a rule; the closing. ' +
      '`gathered`: what tells of one person, in one sum; `rest`: the smallest shares, in one sum.',
  }),
  position: z.string().nullable().meta({ description: 'Of the event in the log; null for sums.' }),
  type: z.string().nullable(),
  at: z.iso.date().nullable(),
  points: z.number().meta({ description: 'The share of this event; the shares of all causes add up to `points`.' }),
  criteria: z.array(z.object({ criterionId: code, name: bilingual, points: z.number() })),
  sentence: bilingual,
});
export type ToldCause = z.infer<typeof cause>;

const between = { periodId: id, periodCode: z.string(), from: moment, to: moment };

const chapter = z.object({
  chapterId: id,
  name: z.string(),
  ...between,
  before: state.nullable().meta({ description: 'Null: not rated then.' }),
  after: state.nullable(),
  points,
  sentence: bilingual,
  causes: z.array(cause),
});

const ranked = z.object({ ...state.shape, rank: z.int().nullable() });
const cluster = z.object({
  clusterId: id,
  name: z.string(),
  ...between,
  units: z.array(
    z.object({
      unitId: id,
      name: z.string(),
      before: ranked.nullable().meta({ description: 'Null: not in the ranking then.' }),
      after: ranked.nullable(),
      points,
      sentence: bilingual,
      causes: z.array(cause),
    }),
  ),
});

export type ChapterChange = z.infer<typeof chapter>;
export type ClusterChange = z.infer<typeof cluster>;

const exampleBetween = {
  ...{ periodId: resultExample.periodId, periodCode: '2023-H1' },
  from: { position: '00000000000000000021', recordedAt: '2023-06-01T03:00:00.000Z' },
  to: { position: '00000000000000000042', recordedAt: '2023-07-01T03:00:00.000Z' },
} as const;
const exampleCause: ToldCause = {
  ...{ kind: 'another', position: '00000000000000000040', type: 'FigureReported', at: '2023-06-20', points: -2.5 },
  criteria: [
    { criterionId: 'officers-trained', name: { vi: 'Cán bộ được bồi dưỡng', en: 'Officers trained' }, points: -2.5 },
  ],
  sentence: {
    vi: 'Ghi nhận của đơn vị khác, đơn vị tốt nhất trong cụm: −2,5 điểm (Cán bộ được bồi dưỡng −2,5).',
    en: 'A record of another unit, the best of the cluster: −2.5 points (Officers trained −2.5).',
  },
};
const provisional = { revision: 0, status: 'provisional' } as const;
const exampleUnit: ClusterChange['units'][number] = {
  ...{ unitId: '5d0f3c3e-1f0a-5c61-9a53-6d2f6f0e3801', name: 'Thanh Hóa', points: -2.5 },
  before: { ...provisional, rank: 2, score: 34, level: 'good' },
  after: { ...provisional, rank: 4, score: 31.5, level: 'good' },
  sentence: {
    vi: 'Thanh Hóa: hạng 2 → 4; điểm 34 → 31,5 (−2,5).',
    en: 'Thanh Hóa: rank 2 → 4; score 34 → 31.5 (−2.5).',
  },
  causes: [exampleCause],
};
const { unitId: _unit, ...exampleChapter } = {
  ...exampleUnit,
  ...exampleBetween,
  before: { ...provisional, score: 34, level: 'good' },
  after: { ...provisional, score: 31.5, level: 'good' },
};

export const chapterDifferenceAnswer = oneOf(chapter).meta({
  example: {
    data: { ...exampleChapter, chapterId: 'd5e6f708-192a-5b3c-8d4e-5f6071829304', name: 'Chi hội Ví Dụ' },
    position: exampleBetween.to.position,
  },
});
export const clusterDifferenceAnswer = oneOf(cluster).meta({
  example: {
    data: {
      ...{ clusterId: '0000000a-0000-5000-8000-00000000000c', name: 'Cụm thi đua Trung bộ' },
      ...{ ...exampleBetween, units: [exampleUnit] },
    },
    position: exampleBetween.to.position,
  },
});
