import { placeOfFlaw, publishRubricVersion, rubric } from '@sohoi/evaluation';
import type { RubricRejection } from '@sohoi/evaluation';
import type { Rubric } from '@sohoi/evaluation/events';
import type { RecordedEvent } from '@sohoi/event-store';
import type { Lift } from '@sohoi/projection';
import type { z } from 'zod';

/** Ids that no ledger gives: what is tried out has none. */
const TRIED_OUT = '00000000-0000-5000-8000-00000000a17e';
const OF_NOBODY = '00000000-0000-5000-8000-000000000000';

export type TriedRubric =
  | { readonly ok: true; readonly rubric: Rubric }
  | { readonly ok: false; readonly issues: readonly z.core.$ZodIssue[] }
  | { readonly ok: false; readonly rejection: RubricRejection; readonly path: readonly PropertyKey[] };

/**
 * An alternative rubric as `POST /v1/rubrics` takes it; whose it is, which version, and since when does not matter. It must
 * be one that could be published.
 */
export const triedRubric = (given: object): TriedRubric => {
  const own = { unitId: OF_NOBODY, at: '2000-01-01', ...given, rubricVersion: 1 };
  const { id: _id, rubricId: _rubricId, ...content } = own as typeof own & { id?: unknown; rubricId?: unknown };
  const read = publishRubricVersion.safeParse(content);
  if (!read.success) return { ok: false, issues: read.error.issues };
  const data = { ...read.data, rubricId: TRIED_OUT };
  const decided = rubric.decide({ type: 'PublishRubric', data }, rubric.initial);
  if (!decided.ok) return { ok: false, rejection: decided.rejection, path: placeOfFlaw(decided.rejection, data) };
  const published = decided.events.find((event) => event.type === 'RubricPublished');
  if (!published) throw new Error('publishing a rubric records that it is published');
  return { ok: true, rubric: published.data };
};

/** Members are counted by masked codes; a rubric asks for them by name. */
export const maskedRubric = (rubricTried: Rubric, lift: Lift): Rubric => {
  const metadata = { actor: '', role: '', correlationId: '', causationId: null, commandHash: '' };
  const envelope = { id: '', type: 'RubricPublished', schemaVersion: 1, data: rubricTried, metadata };
  const recorded: RecordedEvent = { ...envelope, stream: '', streamVersion: 1, position: '', recordedAt: '' };
  return lift(recorded, {}).data as Rubric;
};
