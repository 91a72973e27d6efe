import { Inject, Injectable } from '@nestjs/common';
import type { RecordedEvent } from '@sohoi/event-store';
import { problems, READINGS, SEALER } from '@sohoi/nest';
import type { Actor, CommandRequest } from '@sohoi/nest';
import type { Readings } from '@sohoi/readings';
import type { Sealer } from '@sohoi/sealing';
import { sealedIn } from './sealed-in.js';

/** Events with what is personal in them opened, for auditors who hold a right to sensitive fields. */
@Injectable()
export class OpenEvents {
  constructor(
    @Inject(SEALER) private readonly sealer: Sealer,
    @Inject(READINGS) private readonly readings: Readings,
  ) {}

  /** The actor with those rights alone that let her open events. @throws Problem sensitive-right-needed without any */
  entitled(actor: Actor): Actor {
    const rights = actor.rights.filter(({ role, sensitive }) => role === 'auditor' && sensitive);
    if (rights.length === 0) throw problems.sensitiveRightNeeded();
    return { ...actor, role: 'auditor', rights };
  }

  /** Whose fields are opened is recorded before they are. */
  async open(
    { actor, metadata }: CommandRequest,
    purpose: string,
    events: readonly RecordedEvent[],
  ): Promise<readonly RecordedEvent[]> {
    await this.readings.record({
      actor: actor.id,
      role: 'auditor',
      purpose,
      correlationId: metadata.correlationId,
      persons: sealedIn(events.map(({ data }) => data)),
    });
    return this.sealer.openEvents(events, { sensitive: true });
  }
}
