import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { id } from '@sohoi/fields';
import { Allow, FromRequest, readQuery } from '@sohoi/nest';
import type { CommandRequest } from '@sohoi/nest';
import type { z } from 'zod';
import { deciders } from '../allowed.js';
import { PersonalExtracts } from './personal-extracts.js';

@Controller('v1/persons/:id/extract')
@ApiTags('persons')
export class ExtractController {
  constructor(@Inject(PersonalExtracts) private readonly extracts: PersonalExtracts) {}

  @Get()
  @Allow(deciders)
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="trich-du-lieu-ca-nhan.html"')
  @Header('cache-control', 'no-store')
  @ApiProduces('text/html')
  @ApiOkResponse({ description: 'Một tệp HTML để in · One HTML file, fit to be printed', schema: { type: 'string' } })
  @ApiOperation({ summary: 'Bản trích mọi dữ liệu về một người · Extract of all that is held on a person' })
  extract(
    @FromRequest() { actor, metadata }: CommandRequest,
    @Param('id', { schema: id }) personId: string,
    // All that is held is read to the log's end, so that there is nothing to wait for.
    @Query({ schema: readQuery }) _query: z.infer<typeof readQuery>,
  ) {
    return this.extracts.of(actor, personId, metadata.correlationId);
  }
}
