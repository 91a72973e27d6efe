import { applyDecorators, Controller, Get, Inject, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { id } from '@sohoi/fields';
import { Allow, FromActor } from '@sohoi/nest';
import type { Actor } from '@sohoi/nest';
import { pdfOf } from '@sohoi/report-pdf';
import type { ReportDocument } from '@sohoi/reports';
import type { z } from 'zod';
import { readers } from '../allowed.js';
import { ReportQueries, reportQuery } from './report.queries.js';

const PDF = 'application/pdf';

const AnswersPdf = () =>
  applyDecorators(
    ApiProduces(PDF),
    ApiOkResponse({ description: 'PDF/UA-1, A4', schema: { type: 'string', format: 'binary' } }),
  );

/** What people print and sign. */
@Controller('v1')
@ApiTags('evaluation')
export class ReportController {
  constructor(@Inject(ReportQueries) private readonly queries: ReportQueries) {}

  @Get('emulation-clusters/:id/report.pdf')
  @Allow(readers)
  @AnswersPdf()
  @ApiOperation({ summary: 'Báo cáo sơ kết cụm thi đua, để in · The review of a cluster, to be printed' })
  async clusterReport(
    @FromActor() actor: Actor,
    @Param('id', { schema: id }) clusterId: string,
    @Query({ schema: reportQuery }) query: z.infer<typeof reportQuery>,
  ) {
    return printed(await this.queries.ofCluster(actor, clusterId, query), `cluster-${clusterId}`);
  }

  @Get('units/:id/strength-report.pdf')
  @Allow(readers)
  @AnswersPdf()
  @ApiOperation({
    summary: 'Báo cáo sức mạnh chi hội của một xã, để in · The strength report of a commune, to be printed',
  })
  async strengthReport(
    @FromActor() actor: Actor,
    @Param('id', { schema: id }) unitId: string,
    @Query({ schema: reportQuery }) query: z.infer<typeof reportQuery>,
  ) {
    return printed(await this.queries.ofUnit(actor, unitId, query), `strength-${unitId}`);
  }
}

const printed = async (document: ReportDocument, name: string): Promise<StreamableFile> => {
  const bytes = await pdfOf(document);
  return new StreamableFile(bytes, {
    type: PDF,
    disposition: `attachment; filename="${name}.pdf"`,
    length: bytes.length,
  });
};
