import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { GrantedEffects, kindsWithEffect } from './granted.effects.js';

const EVERY_MS = 5_000;

const UNFINISHED = `
  SELECT request_id AS "requestId" FROM read.person_requests WHERE status = 'granted' AND kind = ANY($1) LIMIT 100`;

/** Completes what was granted by a process that ended between the grant and its effect. */
@Injectable()
export class UnfinishedGrants implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('persons');
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private stopped = false;
  private told: string | undefined;

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(GrantedEffects) private readonly effects: GrantedEffects,
  ) {}

  onApplicationBootstrap(): void {
    this.lookLater();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  /** Once; what cannot be done now, or is held by another law, is left for the next time. */
  async finish(): Promise<void> {
    const unfinished = await this.dataSource.query<{ requestId: string }[]>(UNFINISHED, [kindsWithEffect]);
    for (const { requestId } of unfinished) await this.effects.carryOut(requestId);
  }

  private lookLater(): void {
    this.timer = setTimeout(() => {
      this.looking = this.look();
    }, EVERY_MS).unref();
  }

  private async look(): Promise<void> {
    try {
      await this.finish();
      this.told = undefined;
    } catch (error) {
      this.tell(error instanceof Error ? error.message : 'unknown');
    }
    if (!this.stopped) this.lookLater();
  }

  /** Once, however often it happens again. */
  private tell(why: string): void {
    if (this.told !== why) this.logger.warn(`granted requests wait to be carried out: ${why}`);
    this.told = why;
  }
}
