import { BEGINNING } from '@sohoi/event-store';
import {
  createFileMasterKeys,
  createSimulatedSealer,
  openSimulatedVault,
  simulatedKeys,
  VaultInUse,
} from '@sohoi/sealing';
import { eventsExpected, flawOf, simulatedStreams } from '@sohoi/simulation';
import type { Simulation } from '@sohoi/simulation';
import { CliError, EXIT_REFUSED } from './ledger-client.js';
import { progressLine } from './progress-line.js';
import { LogHoldsOther, writeSimulation } from './simulated-log.js';
import { EXIT_WRONG_USE, openPlace, placeOf, placeWords } from './simulated-place.module.js';
import type { OpenedPlace } from './simulated-place.module.js';

export type SimulateOptions = {
  readonly members: string;
  readonly seed: string;
  /** Data folder of a standalone that does not run, for its database and its keys. */
  readonly data?: string | undefined;
  /** Connection string of the database's owner. */
  readonly database?: string | undefined;
  /** Folder of the master keys of that database. */
  readonly keys?: string | undefined;
};

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Writes the history of a union that does not exist into an empty log. The same members and seed give the same log, byte
 * for byte; cut short, it goes on where it was when it is called again.
 */
export const simulate = async (options: SimulateOptions, env: Env, signal: AbortSignal): Promise<string> => {
  const simulation = simulationOf(options);
  const place = placeOf(options, env);
  const checking = progressLine(process.stderr, 'events compared');
  const writing = progressLine(process.stderr, 'events');
  const expected = eventsExpected(simulation);
  let opened: OpenedPlace | undefined;
  try {
    opened = await openPlace(place);
    const { pool, store } = opened;
    const keys = simulatedKeys(simulation.seed);
    const begun = (await store.head()) !== BEGINNING;
    const vault = await openSimulatedVault(pool, createFileMasterKeys(place.keys), keys, begun);
    const sealer = createSimulatedSealer(keys, simulatedStreams);
    const { events, before, whole } = await writeSimulation(simulation, {
      ...{ store, sealer, vault, signal },
      onChecked: (events) => checking.at(events, Math.max(expected, events)),
      onWritten: (events) => writing.at(events, Math.max(expected, events)),
    });
    if (!whole) {
      throw new CliError(`cut short after ${events} events; call it again and it goes on from there`, EXIT_REFUSED);
    }
    return before === events ? `it is all there already: ${events} events` : `simulated: ${events} events`;
  } catch (error) {
    throw inWords(error, place.where);
  } finally {
    checking.end();
    writing.end();
    await opened?.close();
  }
};

const simulationOf = ({ members, seed }: SimulateOptions): Simulation => {
  const whole = (text: string): number => (/^\d{1,16}$/.test(text) ? Number(text) : NaN);
  const simulation = { members: whole(members), seed: whole(seed) };
  const flaw = flawOf(simulation);
  if (flaw !== undefined) throw new CliError(`--members ${members} --seed ${seed}: ${flaw}`, EXIT_WRONG_USE);
  return simulation;
};

const inWords = (error: unknown, where: string): unknown => {
  if (error instanceof LogHoldsOther || error instanceof VaultInUse) {
    return new CliError(
      `${where} holds something else (${error.message}): a simulation goes into an empty one, and goes on with the same --members and --seed only`,
      EXIT_REFUSED,
    );
  }
  return placeWords(error, where);
};
