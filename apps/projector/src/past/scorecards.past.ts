import type { ScorecardRow } from '@sohoi/evaluation';
import type { ScorecardEvent } from '@sohoi/evaluation/events';
import { readableOf } from '@sohoi/projection';
import { scorecardRows } from '../scorecards.projection.js';
import { scorecardStreams } from '../streams.js';
import { fromItsDay, pastOf } from './past-source.js';

const { scorecardId, periodId, body, unitId, rubricId, rubricVersion } = scorecardRows.columns;

type Card = Pick<ScorecardRow, 'scorecardId' | 'periodId' | 'body' | 'unitId' | 'rubricId' | 'rubricVersion'>;

/**
 * That there is a card, and what for. Its scores and how far it has come are not kept: each event would keep all its lines
 * again. Who shows a card of another moment folds its stream.
 */
export const scorecards = pastOf<Card, ScorecardEvent>(
  {
    ...{ ...scorecardRows, key: 'scorecardId', trueFrom: fromItsDay },
    columns: { scorecardId, periodId, body, unitId, rubricId, rubricVersion },
    keysOf: (event) => (event.type === 'ScoreProposed' ? scorecardRows.keysOf(event) : []),
    evolve: (row, { data }) => row ?? ('rubricId' in data ? cardOf(data) : undefined),
  },
  readableOf(scorecardStreams),
);

const cardOf = (data: Card): Card => ({
  scorecardId: data.scorecardId,
  periodId: data.periodId,
  body: data.body,
  unitId: data.unitId,
  rubricId: data.rubricId,
  rubricVersion: data.rubricVersion,
});
