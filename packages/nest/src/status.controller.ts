import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow } from './allow.js';
import { Answers } from './openapi.js';
import { READINESS_CHECKS, runChecks } from './readiness-checks.js';
import type { ReadinessCheck } from './readiness-checks.js';

const statusAnswer = z
  .object({
    status: z.enum(['ready', 'not ready']),
    checks: z.array(
      z.object({
        name: z.string(),
        ready: z.boolean(),
        detail: z.unknown().optional().meta({ description: 'As each check has it, such as a state and a reason.' }),
      }),
    ),
  })
  .meta({
    example: {
      status: 'ready',
      checks: [{ name: 'log', ready: true, detail: { head: '00000000000000000042' } }],
    },
  });

/** What `/health/ready` says, and why. */
@Controller('v1/status')
@ApiTags('operation')
export class StatusController {
  constructor(@Inject(READINESS_CHECKS) private readonly checks: readonly ReadinessCheck[]) {}

  @Get()
  @Allow(['operator'])
  @Answers(statusAnswer)
  @ApiOperation({ summary: 'Tình trạng từng phần, kèm lý do · The state of each part, with reasons' })
  status() {
    return runChecks(this.checks);
  }
}
