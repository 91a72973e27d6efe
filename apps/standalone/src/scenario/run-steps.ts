import { createHash } from 'node:crypto';
import { scenarioId } from '@sohoi/demo-identity';
import { EventIdReused, handle } from '@sohoi/event-store';
import type { EventStore, Handled, Request } from '@sohoi/event-store';
import { commandRequest } from '@sohoi/nest';
import { streams } from './scenario-step.js';
import type { CommandsByStream, ScenarioStep, StepOf, StreamName } from './scenario-step.js';

export const SCENARIO = 'trung-bo-2023-h1';

/** One id for all that one load records, however often it was interrupted. */
const CORRELATION = scenarioId('load');

export type RunOptions = {
  /** Aborted: the run ends after the step in flight; the next one goes on from there. */
  readonly signal?: Pick<AbortSignal, 'throwIfAborted'>;
  readonly onProgress?: (done: number, total: number) => void;
};

/** A step that the log did not take as the scenario says: another edition of it was begun here, or its data changed. */
export class ScenarioNotLoaded extends Error {
  override readonly name = 'ScenarioNotLoaded';
  readonly step: number;

  constructor(step: number, { stream, id, command }: ScenarioStep, outcome: string) {
    super(`scenario ${SCENARIO}: step ${step} (${command.type} on ${stream}-${id}) ended as ${outcome}`);
    this.step = step;
  }
}

/**
 * Runs the steps through the deciders, one after another. Every event has a fixed id, so that a run after an
 * interruption, or a second one, records nothing twice.
 * @throws ScenarioNotLoaded if a step is refused, or if its place is taken by another command
 * @throws the signal's reason if it is aborted
 */
export const runSteps = async (
  store: EventStore,
  steps: readonly ScenarioStep[],
  { signal, onProgress }: RunOptions = {},
): Promise<'loaded' | 'already-loaded'> => {
  if (await isLoaded(store, steps)) return 'already-loaded';
  for (const [n, step] of steps.entries()) {
    signal?.throwIfAborted();
    const handled = await carryOut(store, step, keyOf(steps, n)).catch((error: unknown) => {
      throw error instanceof EventIdReused ? new ScenarioNotLoaded(n, step, error.message) : error;
    });
    if (handled.outcome !== 'recorded') throw new ScenarioNotLoaded(n, step, outcomeOf(handled));
    onProgress?.(n + 1, steps.length);
  }
  return 'loaded';
};

/** The last step's key does not tell the number of steps: a log loaded by an older edition stays as it is. */
const keyOf = (steps: readonly ScenarioStep[], n: number): string =>
  `${SCENARIO}/${n === steps.length - 1 ? 'end' : n}`;

const isLoaded = async (store: EventStore, steps: readonly ScenarioStep[]): Promise<boolean> => {
  const last = steps.at(-1);
  if (!last) return true;
  const { eventId } = requestOf(last, keyOf(steps, steps.length - 1));
  const stream = `${last.stream}-${last.id}`;
  const events = await store.readStream(stream);
  return events.some(({ id }) => id === eventId(0, stream));
};

const requestOf = ({ stream, id, command, actor }: Omit<ScenarioStep, 'heard'>, key: string) =>
  commandRequest(actor, { key, commandHash: hashOf([stream, id, command]), correlationId: CORRELATION });

/** Without a key: the persons of the scenario are made up. */
const hashOf = (command: unknown): string => createHash('sha256').update(JSON.stringify(command)).digest('hex');

type Refused = { readonly code: string };
type Carriers = {
  readonly [S in StreamName]: (store: EventStore, request: Request<CommandsByStream[S]>) => Promise<Handled<Refused>>;
};

const carriers: Carriers = {
  unit: (store, request) => handle(store, streams.unit, request),
  chapter: (store, request) => handle(store, streams.chapter, request),
  group: (store, request) => handle(store, streams.group, request),
  member: (store, request) => handle(store, streams.member, request),
  trainingPlan: (store, request) => handle(store, streams.trainingPlan, request),
  trainingClass: (store, request) => handle(store, streams.trainingClass, request),
  rubric: (store, request) => handle(store, streams.rubric, request),
  period: (store, request) => handle(store, streams.period, request),
  initiative: (store, request) => handle(store, streams.initiative, request),
  unitReport: (store, request) => handle(store, streams.unitReport, request),
  scorecard: (store, request) => handle(store, streams.scorecard, request),
  cluster: (store, request) => handle(store, streams.cluster, request),
  award: (store, request) => handle(store, streams.award, request),
  rights: (store, request) => handle(store, streams.rights, request),
};

/** Carries out one step under a key of its own. */
export const carryOut = <S extends StreamName>(
  store: EventStore,
  step: StepOf<S>,
  key: string,
): Promise<Handled<Refused>> => {
  const { metadata, eventId } = requestOf(step, key);
  return carriers[step.stream](store, { id: step.id, command: () => step.command, metadata, eventId });
};

const outcomeOf = (handled: Exclude<Handled<Refused>, { outcome: 'recorded' }>): string =>
  handled.outcome === 'rejected' ? `rejected with ${JSON.stringify(handled.rejection)}` : handled.outcome;
