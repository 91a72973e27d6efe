import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { id } from '@sohoi/fields';
import { Allow, Answers, FromActor, FromRequest, readAsOfQuery } from '@sohoi/nest';
import type { Actor, CommandRequest } from '@sohoi/nest';
import { cancelClass, closeClass, openClass } from '@sohoi/training';
import type { z } from 'zod';
import { keepers, readers } from './allowed.js';
import { ClassDesk } from './class-desk.js';
import {
  trainingClassAnswer,
  trainingClassesQuery,
  trainingClassPage,
  TrainingClassQueries,
} from './training-class.queries.js';

/** Classes: opening, ending, looking at them. */
@Controller('v1/training-classes')
@ApiTags('training')
export class TrainingClassController {
  constructor(
    @Inject(ClassDesk) private readonly desk: ClassDesk,
    @Inject(TrainingClassQueries) private readonly queries: TrainingClassQueries,
  ) {}

  @Get()
  @Allow(readers)
  @Answers(trainingClassPage)
  @ApiOperation({ summary: 'Lớp bồi dưỡng trong phạm vi · Training classes in scope' })
  listTrainingClasses(
    @FromActor() actor: Actor,
    @Query({ schema: trainingClassesQuery }) query: z.infer<typeof trainingClassesQuery>,
  ) {
    return this.queries.list(actor, query);
  }

  @Get(':id')
  @Allow(readers)
  @Answers(trainingClassAnswer)
  @ApiOperation({ summary: 'Một lớp bồi dưỡng · One training class' })
  oneTrainingClass(
    @FromActor() actor: Actor,
    @Param('id', { schema: id }) classId: string,
    @Query({ schema: readAsOfQuery }) query: z.infer<typeof readAsOfQuery>,
  ) {
    return this.queries.one(actor, classId, query);
  }

  @Post()
  @Allow(keepers)
  @ApiOperation({ summary: 'Mở lớp bồi dưỡng · Open a training class' })
  openClass(
    @FromRequest() request: CommandRequest,
    @Body({ schema: openClass }) { id: ownId, ...body }: z.infer<typeof openClass>,
  ) {
    const classId = ownId ?? request.newId();
    return this.desk.open(classId, request, { ...body, classId });
  }

  @Post(':id/close')
  @Allow(keepers)
  @ApiOperation({ summary: 'Bế mạc lớp · Close a class' })
  closeClass(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) classId: string,
    @Body({ schema: closeClass }) body: z.infer<typeof closeClass>,
  ) {
    return this.desk.change(classId, request, () => ({ type: 'CloseClass', data: { ...body, classId } }));
  }

  @Post(':id/cancel')
  @Allow(keepers)
  @ApiOperation({ summary: 'Huỷ lớp · Call off a class' })
  cancelClass(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) classId: string,
    @Body({ schema: cancelClass }) body: z.infer<typeof cancelClass>,
  ) {
    return this.desk.change(classId, request, () => ({ type: 'CancelClass', data: { ...body, classId } }));
  }
}
