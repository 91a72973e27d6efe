import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { id } from '@sohoi/fields';
import { Allow, Answers, FromActor, FromRequest, ViewersToo } from '@sohoi/nest';
import type { Actor, CommandRequest, Role } from '@sohoi/nest';
import type { z } from 'zod';
import { WebhookDesk } from './webhook.desk.js';
import {
  lettersAnswer,
  lettersQuery,
  newWebhook,
  noBody,
  resetTo,
  secretAnswer,
  sequence,
  webhookAnswer,
  webhooksAnswer,
} from './webhook.schemas.js';

const owners = ['subscriber'] as const satisfies readonly Role[];
const readers = [...owners, 'operator'] as const satisfies readonly Role[];

/** The feeds pushed: where to, how far it has come, and what was not taken. A right to view will do: nothing of the book changes. */
@Controller('v1/webhooks')
@ApiTags('subscribers')
export class WebhookController {
  constructor(@Inject(WebhookDesk) private readonly desk: WebhookDesk) {}

  @Post()
  @Allow(owners)
  @ViewersToo(true)
  @Answers(secretAnswer, 201)
  @ApiOperation({ summary: 'Đăng ký webhook · Register a webhook' })
  addWebhook(@FromRequest() request: CommandRequest, @Body({ schema: newWebhook }) body: z.infer<typeof newWebhook>) {
    return this.desk.add(request, body);
  }

  @Get()
  @Allow(readers)
  @Answers(webhooksAnswer)
  @ApiOperation({ summary: 'Các webhook của bạn · Your webhooks' })
  listWebhooks(@FromActor() actor: Actor) {
    return this.desk.list(actor);
  }

  @Get(':id')
  @Allow(readers)
  @Answers(webhookAnswer)
  @ApiOperation({ summary: 'Một webhook: vị trí, lỗi cuối · A webhook: its place, its last error' })
  oneWebhook(@FromActor() actor: Actor, @Param('id', { schema: id }) webhookId: string) {
    return this.desk.one(actor, webhookId);
  }

  @Post(':id/verify')
  @HttpCode(200)
  @Allow(owners)
  @ViewersToo(true)
  @Answers(webhookAnswer)
  @ApiOperation({ summary: 'Xác minh nơi nhận · Challenge the receiver' })
  verifyWebhook(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) webhookId: string,
    @Body({ schema: noBody }) _body: z.infer<typeof noBody>,
  ) {
    return this.desk.verify(request, webhookId);
  }

  @Post(':id/pause')
  @HttpCode(200)
  @Allow(owners)
  @ViewersToo(true)
  @Answers(webhookAnswer)
  @ApiOperation({ summary: 'Tạm dừng gửi · Pause' })
  pauseWebhook(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) webhookId: string,
    @Body({ schema: noBody }) _body: z.infer<typeof noBody>,
  ) {
    return this.desk.pause(request, webhookId);
  }

  @Post(':id/resume')
  @HttpCode(200)
  @Allow(owners)
  @ViewersToo(true)
  @Answers(webhookAnswer)
  @ApiOperation({ summary: 'Gửi tiếp · Resume' })
  resumeWebhook(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) webhookId: string,
    @Body({ schema: noBody }) _body: z.infer<typeof noBody>,
  ) {
    return this.desk.resume(request, webhookId);
  }

  @Post(':id/reset')
  @HttpCode(200)
  @Allow(owners)
  @ViewersToo(true)
  @Answers(webhookAnswer)
  @ApiOperation({ summary: 'Gửi lại từ một vị trí · Send again from a position' })
  resetWebhook(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) webhookId: string,
    @Body({ schema: resetTo }) body: z.infer<typeof resetTo>,
  ) {
    return this.desk.reset(request, webhookId, body);
  }

  @Post(':id/secret')
  @HttpCode(200)
  @Allow(owners)
  @ViewersToo(true)
  @Answers(secretAnswer)
  @ApiOperation({ summary: 'Đổi khóa ký · Renew the secret' })
  renewWebhookSecret(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) webhookId: string,
    @Body({ schema: noBody }) _body: z.infer<typeof noBody>,
  ) {
    return this.desk.renewSecret(request, webhookId);
  }

  @Post(':id/remove')
  @HttpCode(200)
  @Allow(owners)
  @ViewersToo(true)
  @Answers(webhookAnswer)
  @ApiOperation({ summary: 'Xóa webhook · Remove a webhook' })
  removeWebhook(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) webhookId: string,
    @Body({ schema: noBody }) _body: z.infer<typeof noBody>,
  ) {
    return this.desk.remove(request, webhookId);
  }

  @Get(':id/dead-letters')
  @Allow(readers)
  @Answers(lettersAnswer)
  @ApiOperation({ summary: 'Sự kiện không được nhận · Events that were not taken' })
  webhookDeadLetters(
    @FromActor() actor: Actor,
    @Param('id', { schema: id }) webhookId: string,
    @Query({ schema: lettersQuery }) query: z.infer<typeof lettersQuery>,
  ) {
    return this.desk.deadLetters(actor, webhookId, query);
  }

  @Post(':id/dead-letters/:sequence/resend')
  @HttpCode(200)
  @Allow(owners)
  @ViewersToo(true)
  @Answers(webhookAnswer)
  @ApiOperation({ summary: 'Gửi lại một sự kiện không được nhận · Send a dead letter again' })
  resendDeadLetter(
    @FromRequest() request: CommandRequest,
    @Param('id', { schema: id }) webhookId: string,
    @Param('sequence', { schema: sequence }) position: string,
    @Body({ schema: noBody }) _body: z.infer<typeof noBody>,
  ) {
    return this.desk.resend(request, webhookId, position);
  }
}
