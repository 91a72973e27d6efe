import { Inject, Injectable } from '@nestjs/common';
import type { RecordedEvent } from '@sohoi/event-store';
import { problems, READINGS, WithheldPersons, SEALER } from '@sohoi/nest';
import type { Actor, CommandRequest } from '@sohoi/nest';
import type { Readings } from '@sohoi/readings';
import type { Sealer } from '@sohoi/sealing';
import { PARTY_EVENTS, personOfParty, withoutParty, withPartySealed } from './party.js';
import { sealedIn } from './sealed-in.js';

type Events = readonly RecordedEvent[];

/** What is sensitive in events: left out, or opened for auditors who hold a right to it. */
@Injectable()
export class OpenEvents {
  constructor(
    @Inject(SEALER) private readonly sealer: Sealer,
    @Inject(READINGS) private readonly readings: Readings,
    @Inject(WithheldPersons) private readonly withheld: WithheldPersons,
  ) {}

  /** The actor with those rights alone that let her open events. @throws Problem sensitive-right-needed without any */
  entitled(actor: Actor): Actor {
    const rights = actor.rights.filter(({ role, sensitive }) => role === 'auditor' && sensitive);
    if (rights.length === 0) throw problems.sensitiveRightNeeded();
    return { ...actor, role: 'auditor', rights };
  }

  /** Without groups, and without who belongs to the Party. */
  leaveShut(events: Events): Events {
    return this.sealer.withoutCodes(events).map(withoutParty);
  }

  /**
   * Whose fields are opened is recorded before they are. Of persons whose processing is restricted, and of those who are
   * erased, nothing is opened: what stays shut is as it is for who opens nothing.
   */
  async open({ actor, metadata }: CommandRequest, purpose: string, events: Events): Promise<Events> {
    const concerned = sealedIn(events.map((event) => ({ ...event, data: withPartySealed(event) })));
    const withheld = await this.withheld.among(concerned.map(({ personId }) => personId));
    const persons = concerned.filter(({ personId }) => !withheld.has(personId));
    if (persons.length > 0) {
      const { correlationId } = metadata;
      await this.readings.record({ actor: actor.id, role: 'auditor', purpose, correlationId, persons });
    }
    const isShut = (event: RecordedEvent): boolean => withheld.has(personOfParty(event) ?? '');
    const shown = events.filter((event) => !(isShut(event) && PARTY_EVENTS.includes(event.type)));
    const opened = await this.sealer.openEvents(shown, { sensitive: true, except: withheld });
    return opened.flatMap((event) => {
      const whole = isShut(event) ? withoutParty(event) : event;
      // Events with codes are about one person.
      return sealedIn([whole]).length > 0 ? this.sealer.withoutCodes([whole]) : [whole];
    });
  }
}
