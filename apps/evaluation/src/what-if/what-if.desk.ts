import { Inject, Injectable } from '@nestjs/common';
import { evaluationMessages } from '@sohoi/evaluation';
import type { Rubric } from '@sohoi/evaluation/events';
import { fieldErrorsOf, inWords, Moments, Problem, problems, UnitScope, WholeOrganisation } from '@sohoi/nest';
import type { Actor, CommandRequest } from '@sohoi/nest';
import { bodies, triedRubric } from '@sohoi/replay';
import type { z } from 'zod';
import { JOBS } from './asked.js';
import type { Asked, Job, Jobs } from './asked.js';
import { WATERMARK } from './what-if.schemas.js';
import type { resultsQuery, ShownJob, whatIf, whatIfsQuery } from './what-if.schemas.js';
import { WhatIfRunner } from './what-if.runner.js';

/** So many of one person wait or run at most. */
const MOST = 5;

/** What analysts try out; the whole organisation counts in it, so it takes a right on all of it. */
@Injectable()
export class WhatIfDesk {
  constructor(
    @Inject(JOBS) private readonly jobs: Jobs,
    @Inject(WhatIfRunner) private readonly runner: WhatIfRunner,
    @Inject(WholeOrganisation) private readonly whole: WholeOrganisation,
    @Inject(Moments) private readonly moments: Moments,
    @Inject(UnitScope) private readonly scope: UnitScope,
  ) {}

  async ask({ actor, newId, metadata }: CommandRequest, { id, name, ...wish }: z.infer<typeof whatIf>) {
    await this.whole.reachedBy(actor);
    const rubric = wish.rubric === undefined ? null : rubricIn(wish.rubric);
    const body = bodyFor(wish.body, rubric);
    const { position, recordedAt, validAt } =
      (await this.moments.of(wish)) ?? (await this.moments.at(undefined, 'asOf'));
    if (wish.unit !== undefined) await this.scope.placeAnywhere('unit', wish.unit, 'unit');
    const asked: Asked = {
      ...{ body, rubric, asOf: { position, recordedAt }, validAt },
      ...{ period: wish.period ?? null, unitId: wish.unit ?? null },
    };
    const requestHash = metadata.commandHash;
    const job = await this.jobs.ask({ id: id ?? newId(), name, askedBy: actor.id, asked, requestHash }, MOST);
    if (job === 'too many') throw tooMany();
    if (job === 'another') throw id === undefined ? problems.keyReused() : another();
    this.runner.nudge();
    return { data: shown(job) };
  }

  async list(actor: Actor, { after, limit }: z.infer<typeof whatIfsQuery>) {
    await this.whole.reachedBy(actor);
    if (after !== undefined) await this.find(after, 'after');
    const jobs = await this.jobs.list(after, limit + 1);
    const page = jobs.slice(0, limit);
    return { data: page.map(shown), next: jobs.length > limit ? (page.at(-1)?.id ?? null) : null };
  }

  async one(actor: Actor, id: string) {
    await this.whole.reachedBy(actor);
    return { data: shown(await this.find(id, 'id')) };
  }

  async results(actor: Actor, id: string, { after, limit }: z.infer<typeof resultsQuery>) {
    await this.whole.reachedBy(actor);
    const { state } = await this.find(id, 'id');
    if (state !== 'done') throw noResultYet(state);
    const results = await this.jobs.results(id, after + 1, limit + 1);
    const page = results.slice(0, limit).map((one) => ({ ...WATERMARK, ...one }));
    return { ...WATERMARK, data: page, next: results.length > limit ? (page.at(-1)?.nth ?? null) : null };
  }

  /** One's own; what has ended stays as it is, so that it may be asked again. @throws Problem not-your-simulation */
  async cancel({ actor }: CommandRequest, id: string) {
    await this.whole.reachedBy(actor);
    const { askedBy } = await this.find(id, 'id');
    if (askedBy !== actor.id) throw notYours();
    await this.jobs.cancel(id);
    return { data: shown(await this.find(id, 'id')) };
  }

  private async find(id: string, field: string): Promise<Job> {
    const job = await this.jobs.one(id);
    if (!job) throw problems.notFound(field, id);
    return job;
  }
}

const shown = (job: Job): ShownJob => {
  const { asked, askedAt, startedAt, endedAt, events, total } = job;
  const seconds = startedAt && ((endedAt ?? new Date()).getTime() - startedAt.getTime()) / 1000;
  const rate = seconds && seconds > 0 && events > 0 ? events / seconds : null;
  const left = rate === null || total === null || job.state !== 'running' ? null : (total - events) / rate;
  return {
    ...WATERMARK,
    ...{ id: job.id, name: job.name, askedBy: job.askedBy, askedAt: askedAt.toISOString(), state: job.state },
    ...{ body: asked.body, rubric: asked.rubric?.name ?? null, asOf: asked.asOf, validAt: asked.validAt },
    ...{ unit: asked.unitId, startedAt: startedAt?.toISOString() ?? null, events, total },
    ...{ eventsPerSecond: rate && Math.round(rate), secondsLeft: left && Math.round(left) },
    ...{ endedAt: endedAt?.toISOString() ?? null, reason: job.reason, summary: job.summary },
  };
};

const bodyFor = (body: Asked['body'] | undefined, rubric: Rubric | null): Asked['body'] => {
  const applies = rubric?.appliesTo;
  if (body !== undefined && applies !== undefined && body !== applies) {
    const message = { vi: `bảng điểm dành cho ${applies}`, en: `the rubric applies to ${applies}` };
    throw problems.invalid([{ field: 'body', message, limit: applies }]);
  }
  return body ?? applies ?? bodies[0];
};

const dotted = (path: readonly PropertyKey[]): string => ['rubric', ...path.map(String)].join('.');

/** @throws Problem invalid-input that names the place in the rubric */
const rubricIn = (given: object): Rubric => {
  const tried = triedRubric(given);
  if (tried.ok) return tried.rubric;
  if ('issues' in tried) {
    throw problems.invalid(fieldErrorsOf(tried.issues.map((issue) => ({ ...issue, path: ['rubric', ...issue.path] }))));
  }
  throw problems.invalid([
    { field: dotted(tried.path), message: inWords(evaluationMessages, tried.rejection).sentence },
  ]);
};

const tooMany = (): Problem =>
  new Problem(
    409,
    'too-many-simulations',
    {
      vi: `Bạn đang có ${MOST} mô phỏng chưa xong. Hãy chờ, hoặc hủy bớt.`,
      en: `You have ${MOST} simulations that have not ended. Wait for one, or cancel one.`,
    },
    { details: { limit: MOST } },
  );

const notYours = (): Problem =>
  new Problem(409, 'not-your-simulation', {
    vi: 'Mô phỏng này do người khác yêu cầu; chỉ người đó mới hủy được.',
    en: 'Somebody else asked for this simulation; only she can cancel it.',
  });

const another = (): Problem =>
  new Problem(409, 'id-taken', {
    vi: 'Mã này là của một mô phỏng khác.',
    en: 'This id is that of another simulation.',
  });

const noResultYet = (state: string): Problem =>
  new Problem(
    409,
    'no-simulation-result',
    { vi: 'Mô phỏng này chưa có kết quả.', en: 'This simulation has no result.' },
    { details: { state } },
  );
