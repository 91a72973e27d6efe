import { Module } from '@nestjs/common';
import { publisherIn } from '@sohoi/contracts';
import { DATABASE } from '@sohoi/nest';
import { networksIn, POLICY, webhooksIn } from '@sohoi/webhooks';
import type { Pool } from 'pg';
import { DifferenceController } from './difference/difference.controller.js';
import { DifferenceQueries } from './difference/difference.queries.js';
import { EventController } from './event.controller.js';
import { EventQueries } from './event.queries.js';
import { EventsReferenceController } from './feed/events-reference.controller.js';
import { FeedController } from './feed/feed.controller.js';
import { FeedQueries, PUBLISHER } from './feed/feed.queries.js';
import { Histories } from './history/histories.js';
import { HistoryController } from './history/history.controller.js';
import { HistoryQueries } from './history/history.queries.js';
import { LedgerController } from './ledger/ledger.controller.js';
import { LedgerQueries } from './ledger/ledger.queries.js';
import { ReceiptController } from './ledger/receipt.controller.js';
import { OpenEvents } from './open-events.js';
import { Messages } from './webhooks/messages.js';
import { Owners } from './webhooks/owners.js';
import { NETWORKS, WEBHOOK_POLICY, WEBHOOKS } from './webhooks/tokens.js';
import { WebhookController } from './webhooks/webhook.controller.js';
import { WebhookDesk } from './webhooks/webhook.desk.js';
import { WebhookMetrics } from './webhooks/webhook.metrics.js';
import { WebhookRunner } from './webhooks/webhook.runner.js';

/** History, its proofs and the public events over HTTP; the ledger is only read. */
@Module({
  controllers: [
    DifferenceController,
    EventController,
    EventsReferenceController,
    FeedController,
    HistoryController,
    LedgerController,
    ReceiptController,
    WebhookController,
  ],
  providers: [
    ...[DifferenceQueries, EventQueries, FeedQueries, OpenEvents, Histories, HistoryQueries, LedgerQueries],
    ...[Messages, Owners, WebhookDesk, WebhookMetrics, WebhookRunner],
    { provide: WEBHOOKS, inject: [DATABASE], useFactory: (pool: Pool) => webhooksIn(pool) },
    { provide: WEBHOOK_POLICY, useValue: POLICY },
    { provide: NETWORKS, useFactory: () => networksIn(process.env['WEBHOOK_NETWORKS']) },
    { provide: PUBLISHER, useFactory: () => publisherIn(process.env) },
  ],
})
export class AuditModule {}
