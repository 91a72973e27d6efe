import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Answers, FromActor } from '@sohoi/nest';
import type { Actor } from '@sohoi/nest';
import type { z } from 'zod';
import { overseers } from './allowed.js';
import { readingPage, ReadingQueries, readingsQuery } from './reading.queries.js';

/** Who read sensitive fields of persons. */
@Controller('v1/readings')
@ApiTags('persons')
export class ReadingController {
  constructor(@Inject(ReadingQueries) private readonly queries: ReadingQueries) {}

  @Get()
  @Allow(overseers)
  @Answers(readingPage)
  @ApiOperation({ summary: 'Ai đã xem dữ liệu nhạy cảm, theo thứ tự · Who read sensitive fields, in order' })
  listReadings(@FromActor() actor: Actor, @Query({ schema: readingsQuery }) query: z.infer<typeof readingsQuery>) {
    return this.queries.list(actor, query);
  }
}
