import { Module } from '@nestjs/common';
import { DifferenceController } from './difference/difference.controller.js';
import { DifferenceQueries } from './difference/difference.queries.js';
import { EventController } from './event.controller.js';
import { EventQueries } from './event.queries.js';
import { publisherIn } from '@sohoi/contracts';
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

/** History and its proofs over HTTP, read only. */
@Module({
  controllers: [
    DifferenceController,
    EventController,
    EventsReferenceController,
    FeedController,
    HistoryController,
    LedgerController,
    ReceiptController,
  ],
  providers: [
    ...[DifferenceQueries, EventQueries, FeedQueries, OpenEvents, Histories, HistoryQueries, LedgerQueries],
    { provide: PUBLISHER, useFactory: () => publisherIn(process.env) },
  ],
})
export class AuditModule {}
