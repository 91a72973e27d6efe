import { Controller, Get, Header, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { roles } from '@sohoi/access/events';
import { Allow, FromRequest, position } from '@sohoi/nest';
import type { CommandRequest } from '@sohoi/nest';
import { LedgerQueries } from './ledger.queries.js';

/** Of the first event of a log of two. */
const example = `c2sp.org/tlog-proof@v1
index 0
bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=

so-hoi.example.vn/log
2
+sVCA+fMaWzw38tCySoduduvcK255iH0vY2YZi8A4SU=

— so-hoi.example.vn/log 3fR0pOb2vWdUhkUyTQ5B2qRlmK8CkkMVRqr4hUuA0fV0P1hT0mD4aZ9yXb1gG6ZVt0QmIh3bTn8o7Q5kWl3sA0FZbQc=
`;

@Controller('v1/receipts')
@ApiTags('ledger')
export class ReceiptController {
  constructor(@Inject(LedgerQueries) private readonly queries: LedgerQueries) {}

  @Get(':position')
  @Allow(roles)
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="receipt.tlog-proof"')
  @ApiOkResponse({
    description: 'c2sp.org/tlog-proof',
    content: { 'text/plain': { schema: { type: 'string' }, example } },
  })
  @ApiOperation({ summary: 'Biên nhận rằng sự kiện nằm trong sổ · A receipt that an event is in the log' })
  receipt(@FromRequest() { actor }: CommandRequest, @Param('position', { schema: position }) at: string) {
    return this.queries.receipt(actor, at);
  }
}
