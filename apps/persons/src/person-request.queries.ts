import { Inject, Injectable } from '@nestjs/common';
import type { EventStore } from '@sohoi/event-store';
import { id, opened } from '@sohoi/fields';
import type { Personal } from '@sohoi/fields';
import {
  columnsOf,
  EVENT_STORE,
  historyAsOf,
  inRole,
  Keyset,
  ListQueries,
  momentShown,
  oneOf,
  pageAsOfQuery,
  pageOf,
  problems,
  readAsOfQuery,
  today,
  UnitScope,
} from '@sohoi/nest';
import type { Actor, Listed, ShownMoment } from '@sohoi/nest';
import { legalGround, requestChannel, requestKind } from '@sohoi/persons/events';
import { z } from 'zod';
import { PersonRequestEntity } from './person-request.entity.js';
import { StreamsOfPersons } from './streams-of-persons.js';

const request = z.object({
  requestId: id,
  personId: id,
  unitId: id,
  kind: requestKind,
  channel: requestChannel,
  status: z.enum(['open', 'granted', 'completed', 'refused', 'withdrawn', 'lapsed']),
  receivedAt: z.iso.date(),
  receivedBy: z.string(),
  replyBy: z.iso.date(),
  completeBy: z.iso.date(),
  acknowledgedAt: z.iso.date().nullable(),
  extendedAt: z.iso.date().nullable(),
  decidedAt: z.iso.date().nullable(),
  decidedBy: z.string().nullable(),
  legalGround: legalGround.nullable(),
  completedAt: z.iso.date().nullable(),
  streamVersion: z.int(),
});
type Request = z.infer<typeof request>;

const inWords = request.extend({
  wish: z.string().nullable().meta({ description: 'In the words of the person; null once she was erased' }),
  refusalReason: z.string().nullable(),
});

const example: Request = {
  requestId: '0197a7c0-0000-7000-8000-0000000000e1',
  personId: '0197a7c0-0000-7000-8000-000000000001',
  unitId: '0197a7c0-0000-7000-8000-0000000000a1',
  kind: 'erasure',
  channel: 'in-person',
  status: 'open',
  receivedAt: '2026-04-28',
  receivedBy: 'demo-commune-cadre',
  replyBy: '2026-05-04',
  completeBy: '2026-05-18',
  acknowledgedAt: null,
  extendedAt: null,
  decidedAt: null,
  decidedBy: null,
  legalGround: null,
  completedAt: null,
  streamVersion: 1,
};
const position = '00000000000000000042';
const wish = 'Tôi đề nghị xóa dữ liệu cá nhân của tôi';

export const requestPage = pageOf(request)
  .extend(momentShown)
  .meta({ example: { data: [example], next: null, position } });
export const requestAnswer = oneOf(inWords)
  .extend(momentShown)
  .meta({
    example: { data: { ...example, wish, refusalReason: null }, position },
  });

export const requestsQuery = z.strictObject({
  ...pageAsOfQuery.shape,
  unit: id.optional().meta({ description: 'Only requests that this unit answers, or one below it.' }),
  person: id.optional(),
  kind: requestKind.optional(),
  status: request.shape.status.optional(),
  overdue: z
    .enum(['true', 'false'])
    .optional()
    .meta({ description: '`true`: only those whose reply or completion is late today.' }),
});

const byTerm = new Keyset({ 'request.completeBy': z.iso.date(), 'request.requestId': id });

const requests: Listed = {
  projections: ['person-requests', 'units'],
  entity: PersonRequestEntity,
  alias: 'request',
  columns: columnsOf('request', request),
  id: 'request.requestId',
  within: 'request.unitId',
};

const LATE = `(request.status = 'open' AND request.acknowledgedAt IS NULL AND request.replyBy < :today
  OR request.status IN ('open', 'granted') AND request.completeBy < :today)`;

const NO_CORRECTIONS: ReadonlySet<string> = new Set();

const onlyToday = {
  field: 'overdue',
  message: {
    vi: 'tính theo hôm nay, không dùng cùng asOf hoặc validAt',
    en: 'goes by today: not together with asOf or validAt',
  },
};

@Injectable()
export class PersonRequestQueries {
  constructor(
    @Inject(ListQueries) private readonly queries: ListQueries,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(StreamsOfPersons) private readonly streams: StreamsOfPersons,
    @Inject(UnitScope) private readonly scope: UnitScope,
  ) {}

  list(actor: Actor, filter: z.infer<typeof requestsQuery>) {
    const { kind, status, person, overdue, asOf, validAt } = filter;
    if (overdue && (asOf ?? validAt) !== undefined) throw problems.invalid([onlyToday]);
    return this.queries.page<Request>(requests, byTerm, actor, filter, {
      equal: { 'request.kind': kind, 'request.status': status, 'request.personId': person },
      and: (query) => {
        if (overdue) query.andWhere(overdue === 'true' ? LATE : `NOT ${LATE}`, { today: today() });
      },
    });
  }

  /** With what the person wrote, which stands in no row. */
  async one(actor: Actor, requestId: string, asked: z.infer<typeof readAsOfQuery>) {
    const { data, ...rest } = await this.queries.one<Request>(requests, actor, requestId, asked);
    return { data: { ...data, ...(await this.wordsOf(actor, data, rest)) }, ...rest };
  }

  private async wordsOf(actor: Actor, { requestId, personId, unitId }: Request, { asOf, validAt }: ShownMoment) {
    const { restricted, erased } = await this.streams.personOf(personId);
    if (erased || (restricted && !(await this.isOfficerOf(actor, unitId)))) return { wish: null, refusalReason: null };
    const whole = await this.store.readStream(`personRequest-${requestId}`);
    const then = asOf && { position: asOf.position, validAt: validAt ?? null };
    const history = then ? historyAsOf(whole, then, NO_CORRECTIONS) : whole;
    const textOf = (type: string, field: string): string | null => {
      const data = history.findLast((event) => event.type === type)?.data as
        Record<string, Personal<string>> | undefined;
      return opened(data?.[field]) ?? null;
    };
    return { wish: textOf('RequestReceived', 'wish'), refusalReason: textOf('RequestRefused', 'reason') };
  }

  /** It is that very right which must reach to the unit: of another unit she may be no more than a cadre. */
  private async isOfficerOf(actor: Actor, unitId: string): Promise<boolean> {
    const within = await this.scope.idsWithin(inRole(actor, 'data-protection-officer'), new Set([unitId]));
    return within.has(unitId);
  }
}
