import { Inject, Injectable } from '@nestjs/common';
import { decode, fold } from '@sohoi/decider';
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

  async personOf(personId: string): Promise<PersonState> {
    const { category, catalog, decider } = personStream;
    const history = await this.store.readStream(`${category}-${personId}`);
    return fold(
      decider,
      history.map((event) => decode(catalog, event)),
    );
  }

  async requestOf(requestId: string): Promise<PersonRequestState> {
    const { category, catalog, decider } = personRequestStream;
    const history = await this.store.readStream(`${category}-${requestId}`);
    return fold(
      decider,
      history.map((event) => decode(catalog, event)),
    );
  }

  async holidaysOf(year: number): Promise<HolidaysState> {
    const { category, catalog, decider } = holidaysStream;
    const history = await this.store.readStream(`${category}-${calendarIdOf(year)}`);
    return fold(
      decider,
      history.map((event) => decode(catalog, event)),
    );
  }

  /** The days off of the year of a day and of the next: no term is longer. */
  async calendarFrom(day: string): Promise<WorkingCalendar> {
    const year = Number(day.slice(0, 4));
    return calendarOf(await Promise.all([this.holidaysOf(year), this.holidaysOf(year + 1)]));
  }
}
