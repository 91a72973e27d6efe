import { randomUUID } from 'node:crypto';
import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { EventStore } from '@sohoi/event-store';
import { COUNTABLE, EVENT_STORE, SEALER } from '@sohoi/nest';
import { maskedRubric, NoSuchPeriod, periodFor, replayLog, ReplayStopped, START, twoFolds } from '@sohoi/replay';
import type { Sealer } from '@sohoi/sealing';
import { countMasked } from '@sohoi/standings-past';
import { compare, summaryOf } from '@sohoi/what-if';
import type { Compared, Scored } from '@sohoi/what-if';
import { MOST_ATTEMPTS } from '@sohoi/what-if-jobs';
import type { Run } from '@sohoi/what-if-jobs';
import { JOBS } from './asked.js';
import type { Asked, Jobs } from './asked.js';
import type { WhatIfResult, WhatIfSummary } from './what-if.schemas.js';

/** Milliseconds between looks for something to try out, and between the marks of life of what is under way. */
const LOOK = 5_000;
const MARK = 2_000;

const VAIN = `Đã thử ${MOST_ATTEMPTS} lần không xong · begun ${MOST_ATTEMPTS} times, and never ended`;

type Running = Run<Asked, WhatIfSummary, WhatIfResult>;

/** Why it cannot be done, in both languages. */
class Impossible extends Error {}

/**
 * Carries out what was asked, one at a time in whatever process: it folds the log in memory, in turns with the requests of
 * this one. One that was cut short is begun anew; nobody sees a part of a result.
 */
@Injectable()
export class WhatIfRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('what-if');
  private readonly stopping = new AbortController();
  private readonly id = randomUUID();
  private nudged = new AbortController();
  private running: Promise<void> | undefined;

  constructor(
    @Inject(JOBS) private readonly jobs: Jobs,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(SEALER) private readonly sealer: Sealer,
    @Inject(COUNTABLE) private readonly countable: boolean,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    this.nudge();
    await this.running;
  }

  /** There is something to do. */
  nudge(): void {
    this.nudged.abort();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      this.nudged = new AbortController();
      try {
        const run = await this.jobs.takeUp(this.id, VAIN);
        if (run) {
          await this.carryOut(run);
          continue;
        }
      } catch (error) {
        // The database is away, as a rule: what was in hand is begun anew, but not for ever.
        this.logger.warn(error instanceof Error ? error.message : String(error));
      }
      await delay(LOOK, undefined, { signal: this.nudged.signal }).catch(() => undefined);
    }
  }

  private async carryOut(run: Running): Promise<void> {
    try {
      await this.fold(run);
      // It is over, or was cut short by the end of this process.
      if (this.stopping.signal.aborted) await run.handBack();
    } catch (error) {
      if (error instanceof Impossible) return run.fail(error.message);
      if (error instanceof ReplayStopped) {
        return run.fail(`Sổ có sự kiện mà chương trình này không đọc được · ${error.message}`);
      }
      throw error;
    }
  }

  private async fold({ job: { asked }, ...run }: Running): Promise<void> {
    const { body, rubric, asOf, validAt, period, unitId } = asked;
    const lift = countMasked(this.sealer.masker);
    const folds = twoFolds(body, { rubric: rubric && maskedRubric(rubric, lift), validAt });
    const names = new Map<string, string>();
    const total = this.countable ? Number(asOf.position) : null;
    const given = new AbortController();
    const signal = AbortSignal.any([this.stopping.signal, given.signal]);
    let marked = performance.now();
    const onEvents = async (events: number): Promise<void> => {
      await turn();
      if (performance.now() - marked < MARK) return;
      marked = performance.now();
      if (!(await run.progress(events, total))) given.abort();
    };
    const isBeyond = ({ position }: { readonly position: string }): boolean => position > asOf.position;
    await run.progress(0, total);
    const place = await replayLog(START, { store: this.store, lift, isBeyond, folds, names, signal, onEvents });
    if (signal.aborted || !(await run.progress(place.events, total))) return;
    const { periodId, code } = periodIn(folds, period);
    const compared = compare(folds.official(periodId, unitId), folds.simulated(periodId, unitId));
    if (compared.length === 0) {
      throw new Impossible(`Không có đơn vị nào được chấm trong kỳ ${code} · nobody is rated in ${code}`);
    }
    await turn();
    const { moves, ...summary } = summaryOf(compared);
    const results = compared.map((one) => resultOf(one, names));
    await run.finish(place.events, { period: code, ...summary, moves: [...moves] }, results);
  }
}

const periodIn = (folds: Parameters<typeof periodFor>[0], asked: string | null): ReturnType<typeof periodFor> => {
  try {
    return periodFor(folds, asked ?? undefined);
  } catch (error) {
    if (!(error instanceof NoSuchPeriod)) throw error;
    const known = error.known.join(', ');
    throw new Impossible(
      known === ''
        ? 'Khi đó chưa mở kỳ nào · no period was opened by then'
        : `Không có kỳ ${asked}; có: ${known} · there is no period ${asked}, there are: ${known}`,
    );
  }
};

const sideOf = (scored: Scored | null): WhatIfResult['official'] =>
  scored && { score: scored.score, level: scored.level, rank: scored.rank };

const resultOf = (
  { id, groupId, official, simulated, change, places }: Compared,
  names: ReadonlyMap<string, string>,
): WhatIfResult => {
  const unitId = (simulated ?? official)?.unitId ?? id;
  return {
    ...{ id, name: names.get(id) ?? null, unitId, unitName: names.get(unitId) ?? null },
    ...{ clusterId: groupId, clusterName: groupId === null ? null : (names.get(groupId) ?? null) },
    ...{ official: sideOf(official), simulated: sideOf(simulated), change, places },
  };
};
