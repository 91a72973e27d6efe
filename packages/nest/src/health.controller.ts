import { Controller, Get, HttpCode, Inject, Res } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from './allow.js';
import { READINESS_CHECKS, runChecks } from './readiness-checks.js';
import type { ReadinessCheck } from './readiness-checks.js';

/** For whoever starts and watches processes, without a token: that is why it gives no reasons. */
@Controller('health')
@Public(true)
export class HealthController {
  constructor(@Inject(READINESS_CHECKS) private readonly checks: readonly ReadinessCheck[]) {}

  @Get('live')
  @HttpCode(200)
  @ApiOperation({ summary: 'Tiến trình đang chạy · The process is alive' })
  live() {
    return { status: 'live' };
  }

  @Get('ready')
  @ApiOperation({ summary: 'Sẵn sàng phục vụ · Ready to serve: 200, else 503; why is in /v1/status' })
  async ready(@Res({ passthrough: true }) response: Response) {
    const { status, checks } = await runChecks(this.checks);
    response.status(status === 'ready' ? 200 : 503);
    return { status, checks: checks.map(({ name, ready }) => ({ name, ready })) };
  }
}
