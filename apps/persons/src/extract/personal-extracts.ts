import { Inject, Injectable } from '@nestjs/common';
import type { EventStore, RecordedEvent } from '@sohoi/event-store';
import { EVENT_STORE, Problem, problems, READINGS, ReadModels, sensitiveOnly, today, UnitEntity } from '@sohoi/nest';
import type { Actor } from '@sohoi/nest';
import type { Readings } from '@sohoi/readings';
import { DataSource } from 'typeorm';
import { EventPersonEntity } from '../person.entity.js';
import { PersonRequestEntity } from '../person-request.entity.js';
import { PersonScope } from '../person-scope.js';
import { StreamsOfPersons } from '../streams-of-persons.js';
import { ReadingEntity } from '../reading.entity.js';
import { extractHtml } from './extract.html.js';
import type { Extract } from './extract.html.js';
import { heldEventsOf } from './held-events.js';
import type { HeldEvent } from './held-events.js';

const PAGE = 1000;

/** As long as the law gives to answer a request for access. */
const DAYS_AFTER_COMPLETION = 10;

const USABLE = `(request.status = 'granted'
  OR request.status = 'completed' AND request.completedAt >= CAST(:today AS date) - CAST(:days AS integer))`;

/** Everything held on a person, in one file that she can read. Made for a granted request only, and recorded. */
@Injectable()
export class PersonalExtracts {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(ReadModels) private readonly reads: ReadModels,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(READINGS) private readonly readings: Readings,
    @Inject(PersonScope) private readonly persons: PersonScope,
    @Inject(StreamsOfPersons) private readonly streams: StreamsOfPersons,
  ) {}

  /**
   * @throws Problem sensitive-right-needed; not-found; HeldByOtherUnits; PersonErased; AccessNotGranted without a
   * request for access that is granted, or was completed no more than ten days ago
   */
  async of(actor: Actor, personId: string, correlationId: string): Promise<string> {
    const entitled = sensitiveOnly(actor);
    if (entitled.rights.length === 0) throw problems.sensitiveRightNeeded();
    const placeId = await this.persons.everyPlaceWithin(entitled, 'id', personId);
    if ((await this.streams.personOf(personId)).erased) throw problems.personErased();
    const requestId = await this.grantedRequestOf(personId);
    const events = await this.eventsOf(personId);
    const fields = [...new Set(events.flatMap(({ personal }) => personal))].sort();
    if (fields.length > 0) {
      const { id, role } = actor;
      const purpose = `extract for request ${requestId}`;
      await this.readings.record({ actor: id, role, purpose, correlationId, persons: [{ personId, placeId, fields }] });
    }
    return extractHtml({
      personId,
      requestId,
      madeAt: new Date().toISOString(),
      events,
      readings: await this.readingsOf(personId),
      places: await this.placesIn(events),
    });
  }

  private async grantedRequestOf(personId: string): Promise<string> {
    const granted = await this.reads.findUpToDate(['person-requests'], async (manager) => {
      const query = manager.createQueryBuilder(PersonRequestEntity, 'request').where({ personId, kind: 'access' });
      query.andWhere(USABLE, { today: today(), days: DAYS_AFTER_COMPLETION });
      query.orderBy('request.decidedAt', 'DESC').limit(1);
      return (await query.getOne()) ?? undefined;
    });
    if (granted) return granted.requestId;
    throw new Problem(409, 'AccessNotGranted', {
      vi: `Không có yêu cầu xem dữ liệu nào của người này đã được chấp thuận, hoặc hoàn thành chưa quá ${DAYS_AFTER_COMPLETION} ngày.`,
      en: `No request of this person for access is granted, or was completed at most ${DAYS_AFTER_COMPLETION} days ago.`,
    });
  }

  private async eventsOf(personId: string): Promise<readonly HeldEvent[]> {
    const { rows } = await this.reads.read<{ stream: string }>(
      ['events-by-person'],
      (manager) =>
        manager
          .createQueryBuilder(EventPersonEntity, 'named')
          .select('DISTINCT named.stream', 'stream')
          .where('named.personId = :personId', { personId }),
      await this.store.head(),
    );
    const held: HeldEvent[] = [];
    for (const { stream } of rows) held.push(...heldEventsOf(personId, await this.historyOf(stream)));
    return held.sort((a, b) => (a.position < b.position ? -1 : 1));
  }

  private async historyOf(stream: string): Promise<readonly RecordedEvent[]> {
    const history: RecordedEvent[] = [];
    for (;;) {
      const page = await this.store.readStream(stream, { after: history.length, limit: PAGE });
      history.push(...page);
      if (page.length < PAGE) return history;
    }
  }

  private async readingsOf(personId: string): Promise<Extract['readings']> {
    const query = this.dataSource.manager.createQueryBuilder(ReadingEntity, 'reading').where({ personId });
    const rows = await query.orderBy('reading.id').getMany();
    return rows.map((row) => ({ ...row, readAt: row.readAt.toISOString() }));
  }

  private async placesIn(events: readonly HeldEvent[]): Promise<ReadonlyMap<string, string>> {
    const ids = [...new Set(JSON.stringify(events).match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [])];
    const query = this.dataSource.manager.createQueryBuilder(UnitEntity, 'unit').where('unit.id = ANY(:ids)', { ids });
    return new Map((await query.getMany()).map(({ id, name }) => [id, name]));
  }
}
