import { Inject, Injectable } from '@nestjs/common';
import { decode } from '@sohoi/decider';
import { evolveScorecardRow, scorecardStream } from '@sohoi/evaluation';
import type { ScorecardRow } from '@sohoi/evaluation';
import type { EventStore } from '@sohoi/event-store';
import { EVENT_STORE, historyAsOf } from '@sohoi/nest';
import type { Moment } from '@sohoi/nest';

/** Streams that are read at once, so that a long page leaves connections to others. */
const AT_ONCE = 4;

const NO_CORRECTIONS: ReadonlySet<string> = new Set();

/** Scorecards at a moment, from their streams: of other moments it is only kept that there is a card, and what for. */
@Injectable()
export class CardsThen {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  /** Those of these cards that there were, in the same order. */
  async of(
    scorecardIds: readonly string[],
    moment: Pick<Moment, 'position' | 'validAt'>,
  ): Promise<readonly ScorecardRow[]> {
    const cards: ScorecardRow[] = [];
    for (let first = 0; first < scorecardIds.length; first += AT_ONCE) {
      const some = scorecardIds.slice(first, first + AT_ONCE);
      const rows = await Promise.all(some.map((scorecardId) => this.one(scorecardId, moment)));
      cards.push(...rows.flatMap((row) => (row ? [row] : [])));
    }
    return cards;
  }

  private async one(scorecardId: string, moment: Pick<Moment, 'position' | 'validAt'>) {
    const { category, catalog } = scorecardStream;
    const history = await this.store.readStream(`${category}-${scorecardId}`);
    return historyAsOf(history, moment, NO_CORRECTIONS).reduce<ScorecardRow | undefined>(
      (row, event, n) => evolveScorecardRow(row, { ...decode(catalog, event), streamVersion: n + 1 }),
      undefined,
    );
  }
}
