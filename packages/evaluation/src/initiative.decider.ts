import { record, reject, sameData } from '@sohoi/decider';
import type { Decider, Decision } from '@sohoi/decider';
import type { Body } from './body.events.js';
import type { InitiativeCommand } from './initiative.commands.js';
import { initiativeEvents, MAX_ADOPTIONS } from './initiative.events.js';
import type { InitiativeEvent } from './initiative.events.js';

export type InitiativeRejection =
  | { readonly code: 'InitiativeNotLaunched' }
  | { readonly code: 'InitiativeAlreadyLaunched'; readonly name: string }
  | { readonly code: 'InitiativeHasEnded'; readonly at: string }
  | { readonly code: 'TooManyAdoptions'; readonly limit: number }
  | { readonly code: 'BeforeLaunch'; readonly at: string; readonly launchedAt: string };

type DataOf<T extends InitiativeEvent['type']> = Extract<InitiativeEvent, { type: T }>['data'];

/** absent → running → ended */
export type InitiativeState = {
  readonly launched: DataOf<'InitiativeLaunched'> | null;
  readonly adoptedBy: readonly Body[];
  readonly ended: DataOf<'InitiativeEnded'> | null;
};

export const initiative: Decider<InitiativeState, InitiativeCommand, InitiativeEvent, InitiativeRejection> = {
  initial: { launched: null, adoptedBy: [], ended: null },
  decide: (command, state) => {
    if (command.type === 'LaunchInitiative') return launch(command.data, state.launched);
    if (!state.launched) return reject({ code: 'InitiativeNotLaunched' });
    return command.type === 'AdoptInitiative'
      ? adopt(command.data, state, state.launched)
      : end(command.data, state, state.launched);
  },
  evolve: (state, event) => {
    switch (event.type) {
      case 'InitiativeLaunched':
        return { ...state, launched: event.data };
      case 'InitiativeAdopted':
        return { ...state, adoptedBy: [...state.adoptedBy, event.data.body] };
      case 'InitiativeEnded':
        return { ...state, ended: event.data };
    }
  },
};

type Outcome = Decision<InitiativeEvent, InitiativeRejection>;
type CommandData<T extends InitiativeCommand['type']> = Extract<InitiativeCommand, { type: T }>['data'];
type Launched = DataOf<'InitiativeLaunched'>;

const launch = (data: CommandData<'LaunchInitiative'>, launched: Launched | null): Outcome => {
  if (!launched) return record({ type: 'InitiativeLaunched', data });
  return sameData(launched, data) ? record() : reject({ code: 'InitiativeAlreadyLaunched', name: launched.name });
};

const adopt = (data: CommandData<'AdoptInitiative'>, state: InitiativeState, launched: Launched): Outcome => {
  if (state.adoptedBy.some(({ kind, id }) => id === data.body.id && kind === data.body.kind)) return record();
  if (state.ended && data.at >= state.ended.at) return reject({ code: 'InitiativeHasEnded', at: state.ended.at });
  if (data.at < launched.at) return reject({ code: 'BeforeLaunch', at: data.at, launchedAt: launched.at });
  if (state.adoptedBy.length >= MAX_ADOPTIONS) return reject({ code: 'TooManyAdoptions', limit: MAX_ADOPTIONS });
  const endedAt = state.ended?.at;
  const late = endedAt === undefined ? {} : { endedAt };
  return record({ type: 'InitiativeAdopted', data: { ...data, model: launched.model, ...late } });
};

const end = ({ reason, at }: CommandData<'EndInitiative'>, state: InitiativeState, launched: Launched): Outcome => {
  if (state.ended) {
    const again = state.ended.reason === reason && state.ended.at === at;
    return again ? record() : reject({ code: 'InitiativeHasEnded', at: state.ended.at });
  }
  if (at < launched.at) return reject({ code: 'BeforeLaunch', at, launchedAt: launched.at });
  const { initiativeId, model, unitId } = launched;
  const adoptedBy = [...state.adoptedBy];
  return record({ type: 'InitiativeEnded', data: { initiativeId, model, unitId, adoptedBy, reason, at } });
};

export const initiativeStream = {
  category: 'initiative',
  catalog: initiativeEvents,
  decider: initiative,
} as const;
