import { Controller, Get, Header, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { roles } from '@sohoi/access/events';
import { Allow, FromRequest, position } from '@sohoi/nest';
import type { CommandRequest } from '@sohoi/nest';
import { LedgerQueries } from './ledger.queries.js';

@Controller('v1/receipts')
@ApiTags('ledger')
export class ReceiptController {
  constructor(@Inject(LedgerQueries) private readonly queries: LedgerQueries) {}

  @Get(':position')
  @Allow(roles)
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="receipt.tlog-proof"')
  @ApiProduces('text/plain')
  @ApiOkResponse({ description: 'c2sp.org/tlog-proof', schema: { type: 'string' } })
  @ApiOperation({ summary: 'Biên nhận rằng sự kiện nằm trong sổ · A receipt that an event is in the log' })
  receipt(@FromRequest() { actor }: CommandRequest, @Param('position', { schema: position }) at: string) {
    return this.queries.receipt(actor, at);
  }
}
