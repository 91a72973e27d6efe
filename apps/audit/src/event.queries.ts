import { Inject, Injectable } from '@nestjs/common';
import type { EventStore, Position, RecordedEvent } from '@sohoi/event-store';
import { id, text } from '@sohoi/fields';
import { EVENT_STORE, pageQuery, position, problems, ReadModels, UnitScope } from '@sohoi/nest';
import type { Actor } from '@sohoi/nest';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { EventUnitEntity } from './event-unit.entity.js';
import { keepOpened, openedTo } from './opened-events.js';
import { sentEvent } from './sent-event.js';

const { limit, atLeast } = pageQuery.shape;

const filter = z.strictObject({
  limit,
  atLeast,
  after: position.optional().meta({ description: 'Only events behind this position.' }),
  stream: z
    .string()
    .regex(/^[A-Za-z]{1,40}-[\w-]{1,80}$/, { error: 'stream' })
    .optional()
    .meta({ description: 'Only this stream, `category-id`.' }),
  unit: id.optional().meta({ description: 'Only events that name this unit, a chapter of it, or what lies below.' }),
});

export const eventsQuery = filter
  .extend({
    open: z
      .enum(['true'])
      .optional()
      .meta({
        description:
          'With what is personal opened, for auditors with a right to sensitive data; recorded. Without it groups of ' +
          'members (`category`, `categories`) and `partyMember` are null, and events that a person joined the Party or ' +
          'was introduced to it are left out.',
      }),
    purpose: text(200).optional().meta({ description: 'What for; needed with `open`.' }),
  })
  .refine(({ open, purpose }) => open === undefined || purpose !== undefined, { path: ['purpose'], error: 'purpose' });

export const eventsPage = z
  .object({
    data: z.array(sentEvent),
    next: position.nullable().meta({ description: 'Pass it as `after`; null at the end.' }),
    position,
  })
  .meta({
    example: {
      data: [
        {
          id: '3c1b7d0e-52e1-5f0c-9d53-0f2f7c1a31d5',
          type: 'UnitRenamed',
          schemaVersion: 1,
          stream: 'unit-6f3f1d0e-52e1-5f0c-9d53-0f2f7c1a31d5',
          position: '00000000000000000042',
          recordedAt: '2026-11-22T08:00:00.000Z',
          data: { unitId: '6f3f1d0e-52e1-5f0c-9d53-0f2f7c1a31d5', name: 'Xã Ví Dụ', at: '2023-06-14' },
          metadata: {
            ...{ actor: 'demo-province-verifier', role: 'province-verifier', causationId: null },
            correlationId: '0197a7c0-0000-7000-8000-0000000000d1',
          },
        },
      ],
      next: null,
      position: '00000000000000000042',
    },
  });

type EventsPage = {
  readonly data: readonly RecordedEvent[];
  readonly next: Position | null;
  readonly position: Position;
};

const PROJECTIONS = ['events-by-unit', 'units'];

/** The log, as far as it lies in the scope of the one who asks. */
@Injectable()
export class EventQueries {
  constructor(
    @Inject(ReadModels) private readonly reads: ReadModels,
    @Inject(UnitScope) private readonly scope: UnitScope,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /**
   * @param without types of events that are not shown
   * @throws Problem invalid-input for an `after` beyond the log's end
   */
  async list(actor: Actor, asked: z.infer<typeof filter>, without: readonly string[] = []): Promise<EventsPage> {
    const positionsIn = async (manager: EntityManager) => {
      const index = manager
        .createQueryBuilder(EventUnitEntity, 'index')
        .select('DISTINCT index.position', 'position')
        .where('index.position > :after', { after: asked.after ?? '' })
        .orderBy('index.position')
        .limit(asked.limit + 1);
      if (without.length > 0) index.andWhere('index.type <> ALL(:without)', { without });
      if (asked.stream) index.andWhere('index.stream = :stream', { stream: asked.stream });
      return keepOpened(index, await openedTo(actor, asked.unit, this.scope, manager));
    };
    const read = await this.reads.read<{ position: Position }>(PROJECTIONS, positionsIn, asked.atLeast);
    const positions = read.rows.map((row) => row.position);
    if (positions.length === 0 && asked.after !== undefined) await this.isNotBeyond(asked.after);
    const shown = positions.slice(0, asked.limit);
    return {
      data: await this.store.readAt(shown),
      next: positions.length > asked.limit ? (shown.at(-1) ?? null) : null,
      position: read.position,
    };
  }

  /** Whoever waits behind the end of another log, or of a restored one, would wait for ever. */
  private async isNotBeyond(after: Position): Promise<void> {
    const head = await this.store.head();
    if (after <= head) return;
    const message = {
      vi: `sổ mới ghi đến vị trí ${head || '""'}`,
      en: `the ledger has come to position ${head || '""'} only`,
    };
    throw problems.invalid([{ field: 'after', limit: head, message }]);
  }
}
