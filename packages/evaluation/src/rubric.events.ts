/** Stored for ever: add a version, never edit. */
import type { EventCatalog, EventOf } from '@sohoi/decider';
import { code, id, name, plainDate, points, reason, source, text } from '@sohoi/fields';
import { z } from 'zod';

export const rubricVersion = z.int().min(1).max(10_000);

/** Which table of criteria is meant, exactly. */
export const rubricRef = z.strictObject({ rubricId: id, rubricVersion });
export type RubricRef = z.infer<typeof rubricRef>;

const bilingual = z.strictObject({ vi: name, en: name });

/** A share of a whole, 0 to 1. */
const share = z.number().min(0).max(1);

/** Reached from `minPoints` on (inclusive), if each condition holds: points of the criterion ÷ its maxPoints ≥ minShare. */
export const level = z.strictObject({
  code,
  name: bilingual,
  minPoints: points,
  conditions: z
    .array(z.strictObject({ criterionId: code, minShare: share }))
    .max(50)
    .optional(),
});

export const criterion = z.strictObject({
  criterionId: code,
  name: bilingual,
  /** Points of a penalty are written positive and subtracted; a bonus is added on top. */
  kind: z.enum(['quantitative', 'allOrNothing', 'perCount', 'bonus', 'penalty']),
  /** The most that this criterion gives (of a penalty: takes). */
  maxPoints: points,
  /** The most that may be added on top of maxPoints when people score it; absent: nothing. */
  maxBonus: points.optional(),
  /** Where its value comes from: computed from the events, or proposed and verified by people. */
  feed: z.discriminatedUnion('by', [
    z.strictObject({ by: z.literal('indicator'), indicator: code }),
    z.strictObject({ by: z.literal('score') }),
  ]),
  /** The value of the indicator that is due, in the indicator's own unit. */
  target: z.number().positive().max(1e12).optional(),
  pointsPerCount: points.optional(),
  /** Measured against the best unit of the cluster. */
  relativeToBest: z.boolean().optional(),
  /** The clause of the source, word for word. */
  clause: text(500).optional(),
});

/** A result with fewer points than `below` in this criterion reaches no level above `capLevel`. */
export const veto = z.strictObject({ criterionId: code, capLevel: code, below: points });

/** All that a rubric says, whoever published it. Levels stand best first, with falling thresholds; the last starts at 0. */
export const rubricContent = {
  name,
  appliesTo: z.enum(['chapter', 'unit']),
  source,
  levels: z.array(level).min(1).max(20),
  criteria: z.array(criterion).min(1).max(200),
  veto: z.array(veto).max(50).optional(),
  /** How places are counted after a tie; absent: 1-2-2-4. */
  ranking: z.strictObject({ method: z.enum(['1-2-2-4', '1-2-2-3']) }).optional(),
};

const ofRubric = { rubricId: id, rubricVersion, unitId: id };

export const rubricEvents = {
  RubricPublished: { schemaVersion: 1, schema: z.strictObject({ ...ofRubric, ...rubricContent, at: plainDate }) },
  /** The criterion stays on record and counts no more, neither in totals nor in maxima. */
  CriterionVoided: {
    schemaVersion: 1,
    schema: z.strictObject({ ...ofRubric, criterionId: code, reason, at: plainDate }),
  },
} as const satisfies EventCatalog;

export type RubricEvent = EventOf<typeof rubricEvents>;
export type Rubric = z.infer<(typeof rubricEvents)['RubricPublished']['schema']>;
export type Criterion = z.infer<typeof criterion>;
export type Level = z.infer<typeof level>;
export type Veto = z.infer<typeof veto>;
