import { record, reject } from '@sohoi/decider';
import type { Decider, Decision } from '@sohoi/decider';
import { legalGrounds } from './legal-grounds.js';
import type { PersonCommand, PersonCommandOf } from './person.commands.js';
import { personEvents } from './person.events.js';
import type { PersonEvent } from './person.events.js';
import { retentionOn } from './person.rules.js';
import type { PersonRejection } from './person.rules.js';
import { evolvePerson, noPersonEvents } from './person.state.js';
import type { PersonState } from './person.state.js';

type Decided = Decision<PersonEvent, PersonRejection>;

const decide = (command: PersonCommand, state: PersonState): Decided => {
  const { erased, restricted, holds } = state;
  if (command.type === 'ErasePerson' && erased) return record();
  if (erased) return reject({ code: 'PersonIsErased', erasedAt: erased.at });
  switch (command.type) {
    case 'ErasePerson': {
      const { on, ...erasure } = command.data;
      const stopped = state.stopped.find(({ requestId }) => requestId === erasure.requestId);
      if (stopped) return reject({ code: 'ErasureWasStopped', holdId: stopped.holdId });
      const retention = retentionOn(holds, on);
      return retention ? reject(retention) : record({ type: 'PersonErased', data: erasure });
    }
    case 'StopErasure':
      return stopErasure(command, state);
    case 'RestrictProcessing':
      return restricted ? record() : record({ type: 'ProcessingRestricted', data: command.data });
    case 'LiftRestriction': {
      if (state.unrestricted) return record();
      if (!restricted) return reject({ code: 'ProcessingNotRestricted' });
      const { at: restrictedAt } = restricted;
      const early = command.data.at < restrictedAt;
      return early
        ? reject({ code: 'BeforeRestriction', restrictedAt })
        : record({ type: 'RestrictionLifted', data: command.data });
    }
    case 'PlaceRetentionHold':
      return placeHold(command, state);
    case 'LiftRetentionHold': {
      const { holdId, at } = command.data;
      if (state.lifted.some((hold) => hold.holdId === holdId)) return record();
      const hold = holds.find((one) => one.holdId === holdId);
      if (!hold) return reject({ code: 'HoldNotFound' });
      if (at < hold.at) return reject({ code: 'BeforeHold', placedAt: hold.at });
      return record({ type: 'RetentionHoldLifted', data: command.data });
    }
  }
};

/** Decided where the erasure is, so that of the two exactly one is recorded. */
const stopErasure = ({ data }: PersonCommandOf<'StopErasure'>, { holds, stopped }: PersonState): Decided => {
  const { on, ...act } = data;
  if (stopped.some(({ requestId }) => requestId === act.requestId)) return record();
  const retention = retentionOn(holds, on);
  if (!retention) return reject({ code: 'NothingStopsErasure' });
  const { holdId, legalGround } = retention;
  return record({ type: 'ErasureStopped', data: { ...act, holdId, legalGround } });
};

const placeHold = ({ data }: PersonCommandOf<'PlaceRetentionHold'>, { holds, lifted }: PersonState): Decided => {
  const { holdId, legalGround, until, at } = data;
  const before = [...holds, ...lifted].find((hold) => hold.holdId === holdId);
  if (before) {
    const again = before.legalGround === legalGround && before.until === until && before.at === at;
    return again ? record() : reject({ code: 'HoldAlreadyPlaced', placedAt: before.at });
  }
  if (!legalGrounds[legalGround].holds) return reject({ code: 'GroundHoldsNothing', legalGround });
  if (until !== null && until < at) return reject({ code: 'HoldEndsBeforeItBegins', at });
  return record({ type: 'RetentionHoldPlaced', data });
};

/** A person is erased once and for good, and not while a law keeps the data. */
export const person: Decider<PersonState, PersonCommand, PersonEvent, PersonRejection> = {
  initial: noPersonEvents,
  decide,
  evolve: evolvePerson,
};

export const personStream = { category: 'person', catalog: personEvents, decider: person } as const;
