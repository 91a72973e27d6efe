import { createHash } from 'node:crypto';
import { Controller, Get, Headers, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { CloudEvent } from '@sohoi/contracts';
import { Allow, FromActor, problems } from '@sohoi/nest';
import type { Actor, Role } from '@sohoi/nest';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { FeedQueries } from './feed.queries.js';
import { feedQuery, feedTopic, lastEventId, streamQuery } from './feed.schemas.js';
import type { FeedTopic } from './feed.schemas.js';
import { sendEvents } from './event-stream.js';

const readers = ['subscriber', 'auditor', 'analyst', 'central-officer'] as const satisfies readonly Role[];

const BATCH = 'application/cloudevents-batch+json';
const STREAM = 'text/event-stream';

const exampleEvent = {
  ...{ specversion: '1.0', id: '0197a7c0-0000-7000-8000-00000000e001', source: 'urn:vwu:so-hoi:membership' },
  ...{ type: 'vn.vwu.member.ended.v1', subject: 'member/0197a7c0-0000-7000-8000-000000000001' },
  ...{ time: '2026-03-08T00:00:00+07:00', recordedtime: '2026-03-09T02:00:00.000Z' },
  ...{ sequence: '00000000000000000042', streamversion: 3, partitionkey: '0197a7c0-0000-7000-8000-000000000001' },
};

/** Aborted once the client is gone. */
const goneOf = (response: Response): AbortSignal => {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  return gone.signal;
};

/** The events of a full page stay what they are. */
const etagOf = (events: readonly CloudEvent[]): string =>
  `"${createHash('sha256')
    .update(events.map(({ id }) => id).join(' '))
    .digest('base64url')}"`;

/** The public events over HTTP (http-feeds.org): for subscribers without a broker. */
@Controller('feeds')
@ApiTags('subscribers')
export class FeedController {
  constructor(@Inject(FeedQueries) private readonly queries: FeedQueries) {}

  @Get(':topic')
  @Allow(readers)
  @ApiProduces(BATCH)
  @ApiOkResponse({
    description: 'CloudEvents 1.0',
    content: { [BATCH]: { schema: { type: 'array', items: { type: 'object' }, example: [exampleEvent] } } },
  })
  @ApiOperation({ summary: 'Sự kiện công khai của một chủ đề, theo thứ tự · Public events of a topic, in order' })
  async feed(
    @FromActor() actor: Actor,
    @Param('topic', { schema: feedTopic }) topic: FeedTopic,
    @Query({ schema: feedQuery }) query: z.infer<typeof feedQuery>,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    const events = await this.queries.next(actor, topic, query, goneOf(response));
    const full = events.length === query.limit;
    const etag = etagOf(events);
    response.setHeader('cache-control', full ? 'private, max-age=31536000, immutable' : 'no-store');
    if (full) response.setHeader('etag', etag);
    if (full && request.headers['if-none-match'] === etag) return void response.status(304).end();
    response.status(200).setHeader('content-type', BATCH);
    response.end(JSON.stringify(events));
  }

  @Get(':topic/stream')
  @Allow(readers)
  @ApiProduces(STREAM)
  @ApiOkResponse({
    description: 'Server-sent events',
    content: {
      [STREAM]: {
        schema: { type: 'string', example: `id: ${exampleEvent.sequence}\nevent: ${exampleEvent.type}\ndata: {…}\n\n` },
      },
    },
  })
  @ApiOperation({ summary: 'Như trên, gửi liên tục (SSE) · The same, as server-sent events' })
  async stream(
    @FromActor() actor: Actor,
    @Param('topic', { schema: feedTopic }) topic: FeedTopic,
    @Query({ schema: streamQuery }) { timeout: lasts, ...query }: z.infer<typeof streamQuery>,
    @Headers('last-event-id') last: string | undefined,
    @Res() response: Response,
  ) {
    const asked = last === undefined ? query : { ...query, lastEventId: headerOf(last) };
    const gone = goneOf(response);
    const next = (after: string | undefined, timeout: number) =>
      this.queries.next(actor, topic, { ...asked, lastEventId: after, limit: 200, timeout }, gone);
    await sendEvents(response, { from: asked.lastEventId, lasts }, next, gone);
  }
}

const headerOf = (text: string): string => {
  const parsed = lastEventId.safeParse(text);
  if (parsed.success) return parsed.data;
  const message = { vi: 'không phải mã sự kiện', en: 'is no id of an event' };
  throw problems.invalid([{ field: 'Last-Event-ID', message }]);
};
