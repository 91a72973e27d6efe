import { code, id, plainDate, points, reason, text } from '@sohoi/fields';
import { z } from 'zod';
import { body } from './body.events.js';
import { returnedFrom } from './scorecard.events.js';

const scored = { criterionId: code, points, bonus: points.default(0) };

export const proposeScore = z
  .strictObject({ periodId: id, body, ...scored, evidence: text(2000).optional(), at: plainDate })
  .meta({
    id: 'ProposeScore',
    description:
      'Proposes the points of one criterion for a unit or chapter in a period; a later proposal replaces it.',
    example: {
      periodId: 'f0e1d2c3-b4a5-5968-8776-655443322110',
      body: { kind: 'chapter', id: 'd5e6f708-192a-5b3c-8d4e-5f6071829304' },
      criterionId: 'movements',
      points: 27.5,
      bonus: 2,
      evidence: 'Báo cáo số 12/BC-CHPN ngày 10/6/2023',
      at: '2023-06-12',
    },
  });

export const verifyScore = z.strictObject({ ...scored, reason: reason.optional(), at: plainDate }).meta({
  id: 'VerifyScore',
  description: 'Confirms the points of one criterion, or changes them with a reason.',
  example: {
    criterionId: 'movements',
    points: 25,
    bonus: 2,
    reason: 'Thiếu minh chứng một hoạt động',
    at: '2023-06-20',
  },
});

export const returnScores = z.strictObject({ from: returnedFrom, reason, at: plainDate }).meta({
  id: 'ReturnScores',
  description: 'Sends the scorecard one step back from where it stands (`from`), with a reason.',
  example: { from: 'verified', reason: 'Cần bổ sung minh chứng', at: '2023-06-22' },
});

export const approveScores = z.strictObject({ at: plainDate }).meta({
  id: 'ApproveScores',
  description: 'Approves a scorecard of which every criterion is scored and verified.',
  example: { at: '2023-06-25' },
});

export const publishScores = z.strictObject({ at: plainDate }).meta({
  id: 'PublishScores',
  description: 'Publishes and freezes the approved scores.',
  example: { at: '2023-06-28' },
});

export const correctScore = z.strictObject({ ...scored, reason, at: plainDate }).meta({
  id: 'CorrectScore',
  description: 'Corrects one published score, as a new revision of the scorecard.',
  example: { criterionId: 'movements', points: 26, bonus: 2, reason: 'Cộng nhầm một hoạt động', at: '2023-07-15' },
});

/** The limits of a criterion in the rubric by which the body is evaluated; no maxBonus: no bonus. */
export type ScoringTerms = {
  readonly rubricId: string;
  readonly rubricVersion: number;
  readonly maxPoints: number;
  readonly maxBonus?: number | undefined;
};

/** `by` is the person who acts. */
type OfCard<T extends z.ZodType> = z.infer<T> & { readonly scorecardId: string; readonly by: string };

export type ScorecardCommand =
  | {
      readonly type: 'ProposeScore';
      /** `unitId`: the unit itself, or the unit of the chapter. */
      readonly data: OfCard<typeof proposeScore> & { readonly unitId: string } & ScoringTerms;
    }
  | { readonly type: 'VerifyScore'; readonly data: OfCard<typeof verifyScore> }
  | { readonly type: 'ReturnScores'; readonly data: OfCard<typeof returnScores> }
  | {
      readonly type: 'ApproveScores';
      /** `criteria`: all that people must score by the rubric, as it is in force. */
      readonly data: OfCard<typeof approveScores> & { readonly criteria: readonly string[] };
    }
  | { readonly type: 'PublishScores'; readonly data: OfCard<typeof publishScores> }
  | { readonly type: 'CorrectScore'; readonly data: OfCard<typeof correctScore> };
