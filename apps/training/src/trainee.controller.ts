import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { id } from '@sohoi/fields';
import { Allow, Answers, FromActor, FromRequest } from '@sohoi/nest';
import type { Actor, CommandRequest } from '@sohoi/nest';
import {
  correctTraineeName,
  enrolTrainees,
  issueCertificate,
  recordAttendance,
  recordTest,
  reportAttendance,
  revokeCertificate,
  withdrawAttendance,
} from '@sohoi/training';
import type { z } from 'zod';
import { keepers, readers } from './allowed.js';
import { ClassDesk } from './class-desk.js';
import { traineePage, TraineeQueries, traineesQuery } from './trainee.queries.js';

/** What happens to the trainees of a class. */
@Controller('v1/training-classes/:id')
@ApiTags('training')
export class TraineeController {
  constructor(
    @Inject(ClassDesk) private readonly desk: ClassDesk,
    @Inject(TraineeQueries) private readonly queries: TraineeQueries,
  ) {}

  @Get('trainees')
  @Allow(readers)
  @Answers(traineePage)
  @ApiOperation({ summary: 'Học viên của lớp trong phạm vi · Trainees of the class in scope' })
  listTrainees(
    @FromActor() actor: Actor,
    @Param('id', { schema: id }) classId: string,
    @Query({ schema: traineesQuery }) query: z.infer<typeof traineesQuery>,
  ) {
    return this.queries.of(actor, classId, query);
  }

  @Post('trainees')
  @Allow(keepers)
  @ApiOperation({ summary: 'Ghi danh học viên · Enrol trainees' })
  enrolTrainees(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) classId: string,
    @Body({ schema: enrolTrainees }) body: z.infer<typeof enrolTrainees>,
  ) {
    return this.desk.change(classId, request, async () => {
      await this.desk.requirePlacesOf(body.trainees);
      return { type: 'EnrolTrainees', data: { ...body, classId } };
    });
  }

  @Post('trainees/:traineeId/correct-name')
  @Allow(keepers)
  @ApiOperation({ summary: 'Đính chính tên học viên · Correct the name of a trainee' })
  correctTraineeName(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) classId: string,
    @Param('traineeId', { schema: id }) traineeId: string,
    @Body({ schema: correctTraineeName }) body: z.infer<typeof correctTraineeName>,
  ) {
    return this.desk.change(classId, request, () => ({
      type: 'CorrectTraineeName',
      data: { ...body, classId, traineeId },
    }));
  }

  @Post('attendance')
  @Allow(keepers)
  @ApiOperation({ summary: 'Điểm danh một buổi · Record attendance of a session' })
  recordAttendance(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) classId: string,
    @Body({ schema: recordAttendance }) body: z.infer<typeof recordAttendance>,
  ) {
    return this.desk.change(classId, request, () => ({ type: 'RecordAttendance', data: { ...body, classId } }));
  }

  @Post('attendance/withdraw')
  @Allow(keepers)
  @ApiOperation({ summary: 'Huỷ điểm danh nhầm · Withdraw attendance recorded by mistake' })
  withdrawAttendance(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) classId: string,
    @Body({ schema: withdrawAttendance }) body: z.infer<typeof withdrawAttendance>,
  ) {
    return this.desk.change(classId, request, () => ({ type: 'WithdrawAttendance', data: { ...body, classId } }));
  }

  @Post('attendance-reports')
  @Allow(keepers)
  @ApiOperation({ summary: 'Ghi số người dự theo báo cáo · Record attendance as reported, without names' })
  reportAttendance(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) classId: string,
    @Body({ schema: reportAttendance }) body: z.infer<typeof reportAttendance>,
  ) {
    return this.desk.change(classId, request, () => ({ type: 'ReportAttendance', data: { ...body, classId } }));
  }

  @Post('tests')
  @Allow(keepers)
  @ApiOperation({ summary: 'Ghi điểm kiểm tra · Record a test' })
  recordTest(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) classId: string,
    @Body({ schema: recordTest }) body: z.infer<typeof recordTest>,
  ) {
    return this.desk.change(classId, request, () => ({ type: 'RecordTest', data: { ...body, classId } }));
  }

  @Post('certificates')
  @Allow(keepers)
  @ApiOperation({ summary: 'Cấp chứng nhận · Issue a certificate' })
  issueCertificate(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) classId: string,
    @Body({ schema: issueCertificate }) body: z.infer<typeof issueCertificate>,
  ) {
    return this.desk.change(classId, request, () => ({ type: 'IssueCertificate', data: { ...body, classId } }));
  }

  @Post('certificates/revoke')
  @Allow(keepers)
  @ApiOperation({ summary: 'Thu hồi chứng nhận · Revoke a certificate' })
  revokeCertificate(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) classId: string,
    @Body({ schema: revokeCertificate }) body: z.infer<typeof revokeCertificate>,
  ) {
    return this.desk.change(classId, request, () => ({ type: 'RevokeCertificate', data: { ...body, classId } }));
  }
}
