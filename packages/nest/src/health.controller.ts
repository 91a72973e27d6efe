import { Controller, Get, HttpCode, Inject, Res } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from './allow.js';

/** One thing that must work before this process can serve; `detail` is shown to operators and holds no secret. */
export type ReadinessCheck = {
  readonly name: string;
  readonly check: () => Promise<{ readonly ready: boolean; readonly detail?: unknown }>;
};

export const READINESS_CHECKS = Symbol('ReadinessChecks');

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
  @ApiOperation({ summary: 'Sẵn sàng phục vụ · Ready to serve: 200, else 503 with the reasons' })
  async ready(@Res({ passthrough: true }) response: Response) {
    const checks = await Promise.all(
      this.checks.map(async ({ name, check }) => ({
        name,
        ...(await check().catch(() => ({ ready: false, detail: 'unreachable' }))),
      })),
    );
    const ready = checks.every((result) => result.ready);
    response.status(ready ? 200 : 503);
    return { status: ready ? 'ready' : 'not ready', checks };
  }
}
