import { Inject, Injectable } from '@nestjs/common';
import { stateOf } from '@sohoi/event-store';
import type { EventStore } from '@sohoi/event-store';
import { EVENT_STORE, namedId } from '@sohoi/nest';
import { calendarOf, holidaysStream, personRequestStream, personStream } from '@sohoi/persons';
import type { HolidaysState, PersonRequestState, PersonState, WorkingCalendar } from '@sohoi/persons';

/** Under which id the days off of a year are published. */
export const calendarIdOf = (year: number): string => namedId(`holiday calendar ${year}`);

/** What stands in the streams themselves, however far the read models are. */
@Injectable()
export class StreamsOfPersons {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  personOf(personId: string): Promise<PersonState> {
    return stateOf(this.store, personStream, personId);
  }

  requestOf(requestId: string): Promise<PersonRequestState> {
    return stateOf(this.store, personRequestStream, requestId);
  }

  holidaysOf(year: number): Promise<HolidaysState> {
    return stateOf(this.store, holidaysStream, calendarIdOf(year));
  }

  /** The days off of the year of a day and of the next: no term is longer. */
  async calendarFrom(day: string): Promise<WorkingCalendar> {
    const year = Number(day.slice(0, 4));
    return calendarOf(await Promise.all([this.holidaysOf(year), this.holidaysOf(year + 1)]));
  }
}
