import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { EventStore } from '@sohoi/event-store';
import { id, plainDate, source } from '@sohoi/fields';
import { Allow, Answers, EVENT_STORE, FromRequest, oneOf, problems, readQuery, UnitScope } from '@sohoi/nest';
import type { CommandOutcome, CommandRequest } from '@sohoi/nest';
import { publishHolidays } from '@sohoi/persons';
import { calendarYear, holiday } from '@sohoi/persons/events';
import { z } from 'zod';
import { readers } from './allowed.js';
import { RunHolidaysCommand } from './person.handler.js';
import { calendarIdOf, StreamsOfPersons } from './streams-of-persons.js';

const year = z.coerce.number().pipe(calendarYear);

const calendar = z.object({
  unitId: id,
  year: calendarYear,
  days: z.array(holiday),
  workingDays: z.array(plainDate),
  source,
  at: plainDate,
});

const calendarAnswer = oneOf(calendar.nullable().meta({ description: 'Null: the fixed holidays only' })).meta({
  example: {
    data: {
      unitId: '0197a7c0-0000-7000-8000-0000000000a0',
      year: 2026,
      days: [{ day: '2026-02-17', name: 'Tết Nguyên đán (mùng 1)' }],
      workingDays: [],
      source: { title: 'Thông báo ví dụ về lịch nghỉ năm 2026' },
      at: '2025-12-01',
    },
    position: '00000000000000000042',
  },
});

/** The days off by which the clocks of requests run; beside those that are on the same day of every year. */
@Controller('v1/holiday-calendars')
@ApiTags('persons')
export class HolidaysController {
  constructor(
    @Inject(CommandBus) private readonly bus: CommandBus,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(StreamsOfPersons) private readonly streams: StreamsOfPersons,
    @Inject(UnitScope) private readonly scope: UnitScope,
  ) {}

  @Get(':year')
  @Allow(readers)
  @Answers(calendarAnswer)
  @ApiOperation({ summary: 'Lịch nghỉ lễ của một năm · The days off of a year' })
  async oneCalendar(
    @Param('year', { schema: year }) asked: number,
    // Read from the log itself, so that there is nothing to wait for.
    @Query({ schema: readQuery }) _query: z.infer<typeof readQuery>,
  ) {
    const position = await this.store.head();
    return { data: await this.streams.holidaysOf(asked), position };
  }

  @Post()
  @Allow(['central-officer', 'data-protection-officer'])
  @ApiOperation({ summary: 'Công bố lịch nghỉ lễ của một năm · Publish the days off of a year' })
  publishHolidays(
    @FromRequest() request: CommandRequest,
    @Body({ schema: publishHolidays }) body: z.infer<typeof publishHolidays>,
  ): Promise<CommandOutcome> {
    const command = async () => {
      const { level } = await this.scope.placeWithin(request.actor, 'unitId', body.unitId, 'unit');
      if (level !== 'central') throw problems.notFound('unitId', body.unitId);
      return { type: 'PublishHolidays', data: body } as const;
    };
    return this.bus.execute(new RunHolidaysCommand(calendarIdOf(body.year), request, command));
  }
}
