import type { EventStore, Position, RecordedEvent } from '@sohoi/event-store';
import type { Sealer, SimulatedVault } from '@sohoi/sealing';
import { historyOf } from '@sohoi/simulation';
import type { SimulatedEvent, Simulation } from '@sohoi/simulation';

/** What is in the log is not the beginning of this simulation; nothing was written. */
export class LogHoldsOther extends Error {
  override readonly name = 'LogHoldsOther';
  readonly position: number;

  constructor(position: number) {
    super(`the event at position ${position} is not of this simulation`);
    this.position = position;
  }
}

/** A log that takes many events at once, in whole transactions, with the instants at which they were recorded. */
export type LoadedLog = Pick<EventStore, 'head' | 'readAt'> & {
  bulkLoad(
    events: AsyncIterable<SimulatedEvent>,
    options: { readonly onProgress: (loaded: number) => void },
  ): Promise<Position>;
};

export type SimulatedLog = {
  readonly store: LoadedLog;
  readonly sealer: Sealer;
  readonly vault: SimulatedVault;
  readonly signal: AbortSignal;
  readonly onChecked: (events: number) => void;
  readonly onWritten: (events: number) => void;
};

export type Written = {
  /** Events of the simulation that are in the log now, and how many of them were before. */
  readonly events: number;
  readonly before: number;
  /** Whether it is all of it. */
  readonly whole: boolean;
};

/** Of what is in the log, each so-manieth event is compared, with the first and the last: the others follow from them. */
const EACH = 10_000;
const SHEAF = 5_000;

/**
 * Writes a simulation into an empty log, or goes on where an earlier run was cut short, in whole transactions. An abort
 * ends it after the one in flight.
 * @throws LogHoldsOther if the log holds anything else
 */
export const writeSimulation = async (simulation: Simulation, log: SimulatedLog): Promise<Written> => {
  const before = Number(await log.store.head());
  const progress = { events: 0, whole: false };
  const events = afterHead(simulation, log, before, progress);
  await log.store.bulkLoad(events, { onProgress: (loaded) => log.onWritten(before + loaded) });
  return { events: Math.max(progress.events, before), before, whole: progress.whole };
};

async function* afterHead(
  simulation: Simulation,
  log: SimulatedLog,
  before: number,
  progress: { events: number; whole: boolean },
): AsyncGenerator<SimulatedEvent> {
  const { sealer, vault, signal, onChecked } = log;
  let sheaf: SimulatedEvent[] = [];
  let sampled: [position: number, event: SimulatedEvent][] = [];
  const compare = async (): Promise<void> => {
    const samples = sampled;
    sampled = [];
    await compareWith(log, samples);
    onChecked(progress.events);
  };
  const sealed = async (): Promise<readonly SimulatedEvent[]> => {
    const events = sheaf;
    sheaf = [];
    // The keys first: an event without its keys could never be opened.
    await vault.keep(events.filter(({ type }) => entering.has(type)).map(({ data }) => (data as Entered).memberId));
    return sealAll(sealer, events);
  };
  for (const batch of historyOf(simulation)) {
    for (const event of batch) {
      progress.events += 1;
      const n = progress.events;
      if (n > before) sheaf.push(event);
      else if (n === 1 || n === before || n % EACH === 0) sampled.push([n, event]);
      if (n <= before && (n === 1 || n === before || sampled.length === 50)) await compare();
      if (sheaf.length === SHEAF) yield* await sealed();
    }
    if (signal.aborted) {
      yield* await sealed();
      return;
    }
  }
  if (progress.events < before) throw new LogHoldsOther(progress.events + 1);
  yield* await sealed();
  progress.whole = true;
}

/** Every person of a simulation is a member first. */
const entering = new Set(['MemberAdmitted', 'HonoraryMemberRecognised']);
type Entered = { readonly memberId: string };

const sealAll = async (sealer: Sealer, events: readonly SimulatedEvent[]): Promise<readonly SimulatedEvent[]> => {
  const sealed: SimulatedEvent[] = [];
  for (const event of events) {
    const [{ data } = event] = await sealer.sealEvents(event.stream, [event]);
    sealed.push(data === event.data ? event : { ...event, data });
  }
  return sealed;
};

const compareWith = async (
  { store, sealer }: SimulatedLog,
  samples: readonly (readonly [position: number, event: SimulatedEvent])[],
): Promise<void> => {
  const positions = samples.map(([position]) => String(position).padStart(20, '0'));
  const stored = await store.readAt(positions);
  const expected = await sealAll(
    sealer,
    samples.map(([, event]) => event),
  );
  for (const [n, [position]] of samples.entries()) {
    if (textOf(stored[n]) !== textOf(expected[n])) throw new LogHoldsOther(position);
  }
};

/** As it is stored. */
const textOf = (event: RecordedEvent | SimulatedEvent | undefined): string => {
  if (!event) return '';
  const { id, type, schemaVersion, stream, streamVersion, recordedAt, data, metadata } = event;
  return JSON.stringify([id, type, schemaVersion, stream, streamVersion, recordedAt, data, metadata]);
};
