/** Stored for ever: add a version, never edit. */
import type { EventCatalog, EventOf } from '@sohoi/decider';
import { code, id, plainDate, points, reason, text } from '@sohoi/fields';
import { z } from 'zod';
import { actor, bodyInUnit } from './body.events.js';
import { rubricRef } from './rubric.events.js';

/** 1 when first published, one more with each correction. */
export const revision = z.int().min(1).max(100_000);

/** Points of one criterion, and what was added on top. */
export const score = z.strictObject({ criterionId: code, points, bonus: points });
export type Score = z.infer<typeof score>;

/** Where scores stand before a return and where they go: always one step back. `returned` is with the proposer again. */
export const returnedFrom = z.enum(['proposed', 'verified', 'approved']);
export const returnedTo = z.enum(['returned', 'proposed', 'verified']);

const ofCard = { scorecardId: id, periodId: id, ...bodyInUnit };
const scored = { criterionId: code, points, bonus: points };

export const scorecardEvents = {
  /** Takes the place of what was proposed before for this criterion. */
  ScoreProposed: {
    schemaVersion: 1,
    schema: z.strictObject({
      ...ofCard,
      ...rubricRef.shape,
      ...scored,
      /** The criterion's limits on that day, kept whatever becomes of the rubric; no maxBonus: no bonus. */
      maxPoints: points,
      maxBonus: points.optional(),
      by: actor,
      /** Where the proof lies: a document's number, a link, a sentence. */
      evidence: text(2000).optional(),
      at: plainDate,
    }),
  },
  /** The reason is there whenever the verifier changed what was proposed. */
  ScoreVerified: {
    schemaVersion: 1,
    schema: z.strictObject({ ...ofCard, ...scored, by: actor, reason: reason.optional(), at: plainDate }),
  },
  ScoresReturned: {
    schemaVersion: 1,
    schema: z.strictObject({ ...ofCard, from: returnedFrom, to: returnedTo, reason, by: actor, at: plainDate }),
  },
  ScoresApproved: { schemaVersion: 1, schema: z.strictObject({ ...ofCard, by: actor, at: plainDate }) },
  /** From here on frozen: only ScoreCorrected changes a published score. */
  ScoresPublished: {
    schemaVersion: 1,
    schema: z.strictObject({
      ...ofCard,
      revision: z.literal(1),
      scores: z.array(score).min(1).max(200),
      by: actor,
      at: plainDate,
    }),
  },
  /** `oldPoints` and `oldBonus` are what was official until now. */
  ScoreCorrected: {
    schemaVersion: 1,
    schema: z.strictObject({
      ...ofCard,
      revision,
      oldPoints: points,
      oldBonus: points,
      ...scored,
      reason,
      by: actor,
      at: plainDate,
    }),
  },
} as const satisfies EventCatalog;

export type ScorecardEvent = EventOf<typeof scorecardEvents>;
