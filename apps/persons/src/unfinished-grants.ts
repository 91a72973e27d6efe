import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { GrantedEffects, kindsWithEffect } from './granted.effects.js';

const EVERY_MS = 5_000;

const PAGE = 100;

/** What is granted and not carried out, and what is still asked for persons who are erased. */
const UNFINISHED = `
  SELECT request.request_id AS "requestId", request.person_id AS "personId"
    FROM read.person_requests AS request LEFT JOIN read.persons AS person USING (person_id)
   WHERE request.request_id > $2
     AND (request.status = 'granted' AND request.kind = ANY($1)
       OR request.status IN ('open', 'granted') AND person.erased_at IS NOT NULL)
   ORDER BY request.request_id LIMIT ${PAGE}`;

type Unfinished = { readonly requestId: string; readonly personId: string };

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Why a request waits, by its id; `''`: why all do. */
type Waiting = ReadonlyMap<string, string>;

/** Completes what was granted by a process that ended between the grant and its effect, and ends what erasures left. */
@Injectable()
export class UnfinishedGrants implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('persons');
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private stopped = false;
  private told: Waiting = new Map();

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

  /**
   * Once, all of them; what cannot be done now, or is held by another law, waits for the next time and stops no other.
   * @returns why those wait that wait
   */
  async finish(): Promise<Waiting> {
    const waiting = new Map<string, string>();
    let after: string | undefined = BEFORE_ALL;
    while (after !== undefined && !this.stopped) {
      const page: Unfinished[] = await this.dataSource.query(UNFINISHED, [kindsWithEffect, after]);
      for (const { requestId, personId } of page) {
        const why = await this.settle(requestId, personId);
        if (why !== undefined) waiting.set(requestId, why);
      }
      after = page.length === PAGE ? page.at(-1)?.requestId : undefined;
    }
    return waiting;
  }

  /** Undefined: it does not wait. */
  private async settle(requestId: string, personId: string): Promise<string | undefined> {
    try {
      const done = await this.effects.settle(requestId, personId);
      return done.outcome === 'rejected' ? done.rejection.code : undefined;
    } catch (error) {
      return messageOf(error);
    }
  }

  private lookLater(): void {
    this.timer = setTimeout(() => {
      this.looking = this.look();
    }, EVERY_MS).unref();
  }

  private async look(): Promise<void> {
    const waiting = await this.finish().catch((error: unknown) => new Map([['', messageOf(error)]]));
    this.tell(waiting);
    if (!this.stopped) this.lookLater();
  }

  /** Once, however often it happens again. */
  private tell(waiting: Waiting): void {
    for (const [requestId, why] of waiting) {
      if (this.told.get(requestId) === why) continue;
      const what = requestId === '' ? 'granted requests wait' : `request ${requestId} waits`;
      this.logger.warn(`${what} to be carried out: ${why}`);
    }
    this.told = waiting;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown');
