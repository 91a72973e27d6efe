import { EventEntryEntity } from './event-entry.entity.js';
import { EventUnitEntity } from './event-unit.entity.js';

export { AuditModule } from './audit.module.js';
export { EventQueries } from './event.queries.js';
export { auditStreams } from './streams.js';
export { PARTY_EVENTS, PARTY_MEMBER } from './party.js';
export { historySentences } from './history/told.js';

/** What TypeORM must know beside the entities of every service. */
export const auditEntities = [EventUnitEntity, EventEntryEntity];
