import { Inject, Injectable } from '@nestjs/common';
import type { Topic } from '@sohoi/access/events';
import { cloudEventOf, publicEvents, typeOf } from '@sohoi/contracts';
import type { CloudEvent, Publisher } from '@sohoi/contracts';
import type { EventStore, Position } from '@sohoi/event-store';
import { CHECKPOINTS, COUNTABLE, DATABASE, EVENT_STORE, Problem, problems, ReadModels, UnitScope } from '@sohoi/nest';
import type { Actor } from '@sohoi/nest';
import type { Checkpoints } from '@sohoi/projection';
import type { Pool } from 'pg';
import type { EntityManager } from 'typeorm';
import { EventUnitEntity } from '../event-unit.entity.js';
import { keepOpened, openedTo } from '../opened-events.js';
import type { FeedQuery, FeedTopic } from './feed.schemas.js';

export const PUBLISHER = Symbol('Publisher');

export const FEED_PROJECTIONS = ['events-by-unit', 'units'];

/**
 * The stored types of a topic, those of some public types alone if they are named.
 * @throws Problem invalid-input for a public type of another topic
 */
const storedTypes = (topic: Topic, types: readonly string[] | undefined): readonly string[] => {
  const all = [...publicEvents].filter(([, event]) => event.topic === topic);
  if (types === undefined) return all.map(([type]) => type);
  const own = new Set(all.map(([, event]) => typeOf(event)));
  const foreign = types.filter((type) => !own.has(type));
  if (foreign.length > 0) throw ofAnotherTopic(topic, foreign);
  return all.filter(([, event]) => types.includes(typeOf(event))).map(([type]) => type);
};

const ofAnotherTopic = (topic: Topic, types: readonly string[]): Problem => {
  const named = types.join(', ');
  const message = { vi: `không thuộc chủ đề ${topic}: ${named}`, en: `not of the topic ${topic}: ${named}` };
  return problems.invalid([{ field: 'types', message }]);
};

type Asked = Omit<FeedQuery, 'timeout' | 'lastEventId'> & {
  /** Only the event at this position. */
  readonly at?: Position;
};

export type FeedPage = {
  readonly events: readonly CloudEvent[];
  /** Up to where the log was looked at. */
  readonly position: Position;
};

/** Public events of a topic, as far as they lie in the scope of the one who asks. */
@Injectable()
export class FeedQueries {
  constructor(
    @Inject(ReadModels) private readonly reads: ReadModels,
    @Inject(UnitScope) private readonly scope: UnitScope,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CHECKPOINTS) private readonly checkpoints: Checkpoints,
    @Inject(DATABASE) private readonly pool: Pool,
    @Inject(COUNTABLE) private readonly inPostgres: boolean,
    @Inject(PUBLISHER) private readonly publisher: Publisher,
  ) {}

  /**
   * At most `limit` events behind the last one; if there are none, it waits for one until the time is over or the client is
   * gone.
   * @throws Problem topic-not-yours, or invalid-input for a last event that this log does not know
   */
  async next(
    actor: Actor,
    topic: FeedTopic,
    { timeout, lastEventId, ...asked }: FeedQuery,
    signal: AbortSignal,
  ): Promise<readonly CloudEvent[]> {
    const yours = ofTopic(actor, topic);
    const deadline = performance.now() + timeout;
    let after = await this.positionOf(lastEventId);
    for (;;) {
      const { events, position } = await this.page(yours, topic, asked, after);
      const left = deadline - performance.now();
      if (events.length > 0 || left <= 0 || signal.aborted) return events;
      // What was read in vain is not read again.
      if (position > after) after = position;
      await this.checkpoints.waitUntil(FEED_PROJECTIONS, justBehind(position), left, signal);
    }
  }

  /** What lies behind a position now. @throws Problem topic-not-yours */
  behind(actor: Actor, topic: FeedTopic, asked: Asked, after: Position): Promise<FeedPage> {
    return this.page(ofTopic(actor, topic), topic, asked, after);
  }

  private async page(
    actor: Actor,
    topic: FeedTopic,
    { limit, types, unit, subject, at, atLeast }: Asked,
    after: Position,
  ): Promise<FeedPage> {
    const positionsIn = async (manager: EntityManager) => {
      const index = manager
        .createQueryBuilder(EventUnitEntity, 'index')
        .select('DISTINCT index.position', 'position')
        .where('index.position > :after', { after })
        .andWhere('index.type = ANY(:types)', { types: storedTypes(topic, types) })
        .orderBy('index.position')
        .limit(limit);
      if (at !== undefined) index.andWhere('index.position = :at', { at });
      if (subject) index.andWhere('index.stream = :stream', { stream: subject.replace('/', '-') });
      return keepOpened(index, await openedTo(actor, unit, this.scope, manager));
    };
    const { rows, position } = await this.reads.read<{ position: Position }>(FEED_PROJECTIONS, positionsIn, atLeast);
    const stored = await this.store.readAt(rows.map((row) => row.position));
    return { events: stored.flatMap((event) => cloudEventOf(event, this.publisher) ?? []), position };
  }

  /** Of an event by its id or sequence; empty: before the first. @throws Problem invalid-input if this log has none such */
  async positionOf(last: string | undefined, field = 'lastEventId'): Promise<Position> {
    if (last === undefined) return '';
    if (/^\d{20}/.test(last)) {
      const head = await this.store.head();
      if (last <= head) return last;
      throw unknownEvent(last, field);
    }
    if (!this.inPostgres) {
      throw problems.invalid([
        {
          field,
          message: {
            vi: 'sổ này nằm trong EventStoreDB: hãy gửi sequence của sự kiện cuối',
            en: 'this log is in EventStoreDB: send the sequence of the last event',
          },
        },
      ]);
    }
    const { rows } = await this.pool.query<{ position: string }>('SELECT position FROM log.event WHERE id = $1', [
      last,
    ]);
    if (!rows[0]) throw unknownEvent(last, field);
    return rows[0].position.padStart(20, '0');
  }
}

/** Whoever waits behind an event of another log, or of a restored one, would wait for ever. */
const unknownEvent = (last: string, field: string): Problem =>
  problems.invalid([
    { field, message: { vi: `sổ này không có sự kiện ${last}`, en: `this log has no event ${last}` } },
  ]);

/** The least text that is greater than a position and no more than any later one. */
export const justBehind = (position: Position): Position => `${position}!`;

/** The actor with those rights alone that open the topic. @throws Problem topic-not-yours */
const ofTopic = (actor: Actor, topic: FeedTopic): Actor => {
  const rights = actor.rights.filter(({ role, topics }) => role !== 'subscriber' || topics.includes(topic));
  if (rights.length > 0) return { ...actor, rights };
  const held = [...new Set(actor.rights.flatMap(({ topics }) => topics))].sort();
  throw new Problem(
    403,
    'topic-not-yours',
    {
      vi: `Bạn không được nhận chủ đề ${topic}; chủ đề của bạn: ${held.join(', ')}.`,
      en: `You are not sent the topic ${topic}; yours: ${held.join(', ')}.`,
    },
    { details: { topics: held } },
  );
};
