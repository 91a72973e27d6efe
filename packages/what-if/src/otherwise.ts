import type { Rubric } from '@sohoi/evaluation/events';
import type { PlacedEvent } from '@sohoi/standings';

/** What is supposed to have been otherwise; null: as it was. */
export type Supposed = {
  /** Rates every period in the place of the official rubric for the same bodies. */
  readonly rubric: Rubric | null;
  /** `yyyy-mm-dd`: what happened on a later day did not. */
  readonly validAt: string | null;
};

/** What a fold takes under it: first one event of its own, if any, then each event of the log; undefined: it did not happen. */
export type Otherwise = {
  readonly first: PlacedEvent | undefined;
  readonly of: (event: PlacedEvent) => PlacedEvent | undefined;
};

/** Before every event of a log. */
const BEFORE_ALL = '';

export const otherwise = ({ rubric, validAt }: Supposed): Otherwise => ({
  first: rubric ? { type: 'RubricPublished', data: rubric, position: BEFORE_ALL } : undefined,
  of: (event) => {
    if (validAt !== null && event.data.at > validAt) return undefined;
    if (event.type !== 'PeriodOpened' || !rubric) return event;
    const { rubricId, rubricVersion, appliesTo } = rubric;
    const field = appliesTo === 'chapter' ? 'chapterRubric' : 'unitRubric';
    if (event.data[field] === null) return event;
    return { ...event, data: { ...event.data, [field]: { rubricId, rubricVersion } } };
  },
});
