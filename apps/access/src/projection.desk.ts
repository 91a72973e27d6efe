import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { projectionMessages, projectionStream } from '@sohoi/access';
import type { ProjectionRejection, SkipProjectionEvent } from '@sohoi/access';
import type { EventStore } from '@sohoi/event-store';
import { COUNTABLE, DATABASE, EVENT_STORE, inWords, problemOf, problems, WholeOrganisation } from '@sohoi/nest';
import type { Actor, CommandOutcome, CommandRequest } from '@sohoi/nest';
import { allBuilds, askProjector, NobodyAnswers, RebuildRefused, setOf } from '@sohoi/projection';
import type { BuildStatus, RebuildRefusal, RequestKind } from '@sohoi/projection';
import type { Pool } from 'pg';
import { answerOf } from './projection.answer.js';
import type { ProjectionAnswer } from './projection.answer.js';
import { RunProjectionCommand } from './projection.handler.js';

type Asked = Exclude<RequestKind, 'skip' | 'shards'>;

/** Milliseconds for a projector to take what is asked, and for the answer; what takes longer goes on without the client. */
const TO_TAKE = 5_000;
const TO_ANSWER = 20_000;

/**
 * The read models as an operator has them: what is known of them is in the database, since whatever process makes them
 * writes it there, and so is what is asked of it. Only decisions are in the log.
 */
@Injectable()
export class ProjectionDesk {
  constructor(
    @Inject(CommandBus) private readonly bus: CommandBus,
    @Inject(WholeOrganisation) private readonly whole: WholeOrganisation,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(DATABASE) private readonly pool: Pool,
    @Inject(COUNTABLE) private readonly countable: boolean,
  ) {}

  async list(actor: Actor) {
    await this.whole.reachedBy(actor);
    const known = await this.known();
    const builds = await allBuilds(this.pool);
    const names = [...new Set(builds.map(({ name }) => setOf(name)))];
    const of = (name: string) => builds.filter((one) => setOf(one.name) === name);
    return { data: names.map((name) => answerOf(name, of(name), known)), position: known.head };
  }

  async one(actor: Actor, name: string) {
    await this.whole.reachedBy(actor);
    return this.answer(name);
  }

  /** Has the projector do it, whichever process that is. @throws Problem if it refuses, or there is none */
  async ask({ actor }: CommandRequest, name: string, what: Asked) {
    await this.whole.reachedBy(actor);
    await this.buildsOf(name);
    try {
      const signal = AbortSignal.timeout(TO_ANSWER);
      await askProjector(this.pool, name, what, { timeoutMs: TO_TAKE, signal, madeBy: actor.id });
    } catch (error) {
      if (error instanceof RebuildRefused) throw refusal(name, error.refusal);
      if (error instanceof NobodyAnswers) throw problems.noProjector();
      throw error;
    }
    return this.answer(name);
  }

  /** Shows the other build; if this one is shown already, nothing is asked, so that it may be asked again. */
  async rollBack(request: CommandRequest, name: string, to: Pick<BuildStatus, 'name' | 'build'>) {
    await this.whole.reachedBy(request.actor);
    const wanted = (await this.buildsOf(name)).filter((one) => one.name === to.name && one.build === to.build);
    if (wanted.length === 0) throw refusal(name, 'there is no second build');
    return wanted.some(({ live }) => live) ? this.answer(name) : this.ask(request, name, 'rollback');
  }

  async skip(
    request: CommandRequest,
    projection: string,
    wish: Pick<SkipProjectionEvent['data'], 'position' | 'reason'>,
  ): Promise<CommandOutcome> {
    await this.whole.reachedBy(request.actor);
    const command = async (): Promise<SkipProjectionEvent> => {
      const stopped = (await this.buildsOf(projection)).flatMap(({ version, failure }) =>
        failure?.position && failure.eventId ? [{ version, position: failure.position, eventId: failure.eventId }] : [],
      );
      return { type: 'SkipProjectionEvent', data: { ...wish, projection, by: request.actor.id, stopped } };
    };
    const decision = request.eventId(0, `${projectionStream.category}-${projection}`);
    return this.bus.execute(new RunProjectionCommand(projection, request, command, decision));
  }

  private async answer(name: string): Promise<{ data: ProjectionAnswer; position: string }> {
    const known = await this.known();
    return { data: answerOf(name, await this.buildsOf(name), known), position: known.head };
  }

  private async known() {
    return { head: await this.store.head(), now: new Date(), eventsBetween: this.countable ? eventsBetween : null };
  }

  /** @throws Problem if there is no such projection */
  private async buildsOf(name: string): Promise<readonly BuildStatus[]> {
    const builds = (await allBuilds(this.pool)).filter((one) => setOf(one.name) === name);
    if (builds.length === 0) throw refusal(name, 'no such projection');
    return builds;
  }
}

/** Positions of the log in PostgreSQL are numbers without a gap. */
const eventsBetween = (from: string, to: string): number => Number(to) - Number(from);

const CODES: Readonly<Partial<Record<RebuildRefusal, ProjectionRejection['code']>>> = {
  'no such projection': 'ProjectionNotFound',
  'the live version is another': 'ProjectionVersionDiffers',
  'there is a second build': 'SecondBuildThere',
  'there is no second build': 'SecondBuildMissing',
  'the second build is not complete': 'SecondBuildIncomplete',
  'the second build is behind': 'SecondBuildBehind',
  'it is never built again': 'NeverBuiltAgain',
};

const refusal = (projection: string, why: RebuildRefusal): Error => {
  const code = CODES[why];
  // What is left is said of shards and of decisions, which are not asked for here.
  if (!code) return new Error(`${projection}: ${why}`);
  return problemOf(inWords(projectionMessages, { code, projection } as ProjectionRejection));
};
