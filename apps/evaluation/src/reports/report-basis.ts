import { Inject, Injectable } from '@nestjs/common';
import type { Rubric } from '@sohoi/evaluation/events';
import type { EventStore, Position } from '@sohoi/event-store';
import { parseCheckpoint, parseNote } from '@sohoi/ledger';
import { checkpointOver, leafAt } from '@sohoi/ledger-postgres';
import type { Queries } from '@sohoi/ledger-postgres';
import { dayIn, EVENT_STORE, Problem } from '@sohoi/nest';
import type { Moment } from '@sohoi/nest';
import type { Basis, Checkpoint, ScoredCriterion } from '@sohoi/reports';
import type { Trace } from '@sohoi/standings';
import { DataSource } from 'typeorm';

/** How long a report waits for the signature over an event just recorded, and how often it looks. */
const PATIENCE_MS = 5_000;
const LOOK_MS = 100;

const time = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh', timeStyle: 'medium' });

/** What a report rests on: the moment that it tells of, the signed tree that this moment is in, the rules. */
@Injectable()
export class ReportBasis {
  private readonly queries: Queries;

  constructor(
    @Inject(DataSource) dataSource: DataSource,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {
    this.queries = {
      query: async (text, values) => ({ rows: await dataSource.query(text, values) }),
    };
  }

  /** @throws Problem not-signed-yet if no signed tree holds the moment's event */
  async of(
    { position, recordedAt, validAt }: Moment,
    { period }: Trace,
    rubric: Rubric,
    outcome: Basis['outcome'],
  ): Promise<Basis> {
    const { name, rubricVersion, source } = rubric;
    const instant = new Date(recordedAt);
    return {
      ...{ period, outcome, rubric: { name, rubricVersion, source } },
      asOf: { position, day: dayIn(instant), time: time.format(instant), instant: recordedAt, validAt },
      checkpoint: await this.checkpointOver(position),
    };
  }

  /** The first one signed over the event; what is signed later does not change it. */
  private async checkpointOver(position: Position): Promise<Checkpoint> {
    for (const until = Date.now() + PATIENCE_MS; ;) {
      const leaf = await leafAt(this.queries, this.store, position);
      const signed = leaf === undefined ? undefined : await checkpointOver(this.queries, leaf + 1);
      if (signed) {
        const { origin, size, root } = parseCheckpoint(parseNote(signed.signed).text);
        return { origin, size, rootHash: Buffer.from(root).toString('base64') };
      }
      if (Date.now() > until) throw notSignedYet();
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }
}

/** What was scored, in the words of the rubric; figures stay behind, since some tell of one person. */
export const scoredCriteria = ({ criteria }: Trace, rubric: Rubric): readonly ScoredCriterion[] => {
  const names = new Map(rubric.criteria.map(({ criterionId, name }) => [criterionId, name.vi]));
  return criteria.map(({ criterionId, kind, maxPoints, points, bonus, why }) => ({
    ...{ criterionId, kind, maxPoints, points, bonus, voided: why === 'voided' },
    name: names.get(criterionId) ?? criterionId,
  }));
};

const notSignedYet = (): Problem =>
  new Problem(
    503,
    'not-signed-yet',
    {
      vi: 'Chưa có điểm kiểm đã ký nào chứa thời điểm này. Hãy thử lại sau vài giây.',
      en: 'No signed checkpoint holds this moment yet. Try again in a few seconds.',
    },
    { headers: { 'retry-after': '5' } },
  );
