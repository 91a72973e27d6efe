import { record, reject, sameData } from '@sohoi/decider';
import type { Decider, Decision } from '@sohoi/decider';
import { validRights } from './right.js';
import type { Right } from './right.js';
import type { RightsCommand, RightsCommandOf } from './rights.commands.js';
import { rightsEvents } from './rights.events.js';
import type { RightsEvent } from './rights.events.js';
import { beyond, contradictionIn, couldHaveGranted, foundingRight, tooMany } from './rights.rules.js';
import type { RightsRejection } from './rights.rules.js';
import { evolveRights, noRights } from './rights.state.js';
import type { RightsState } from './rights.state.js';
import { roles } from './role.js';

type Decided = Decision<RightsEvent, RightsRejection>;

const decide = (command: RightsCommand, state: RightsState): Decided => {
  switch (command.type) {
    case 'GrantRight':
      return grant(command, state);
    case 'WithdrawRight':
      return withdraw(command, state);
    case 'RevokeSessions':
      return revoke(command, state);
    case 'FoundRights':
      return found(command, state);
  }
};

const grant = ({ data }: RightsCommandOf<'GrantRight'>, state: RightsState): Decided => {
  const { actorId, granter, above, at, reason, ...right } = data;
  if (granter.actorId === actorId) return reject({ code: 'RightForOneself' });
  const contradiction = contradictionIn(right, at);
  if (contradiction) return reject(contradiction);
  const tooMuch = beyond(granter, right, above, at);
  if (tooMuch) return reject(tooMuch);

  const { rightId } = right;
  const held = state.rights.find((one) => sameData({ ...one, rightId }, right));
  if (held) return held.rightId === rightId ? record() : reject({ code: 'SameRightHeld', heldRight: held.rightId });
  if ([...state.rights, ...state.withdrawn].some((one) => one.rightId === rightId)) {
    return reject({ code: 'RightIdTaken' });
  }
  const many = tooMany(state, granter.actorId, at);
  if (many) return reject(many);
  return record({ type: 'RightGranted', data: { ...right, actorId, by: granter.actorId, reason, at } });
};

const withdraw = ({ data }: RightsCommandOf<'WithdrawRight'>, state: RightsState): Decided => {
  const { actorId, rightId, granter, above, at, reason } = data;
  const right: (Right & { withdrawnAt?: string }) | undefined = [...state.rights, ...state.withdrawn].find(
    (one) => one.rightId === rightId,
  );
  if (!right || !couldHaveGranted(granter, right, above, at)) return reject({ code: 'RightNotFound' });
  if (right.withdrawnAt !== undefined) return reject({ code: 'RightWithdrawnBefore', withdrawnAt: right.withdrawnAt });
  const { role, unitId, mayGrant } = right;
  if (granter.actorId === actorId && mayGrant && unitId === null) return reject({ code: 'OwnRightToGrantAll' });
  return record({
    type: 'RightWithdrawn',
    data: { rightId, actorId, role, unitId, by: granter.actorId, reason, at },
  });
};

const revoke = ({ data }: RightsCommandOf<'RevokeSessions'>, state: RightsState): Decided => {
  const { actorId, granter, above, at, reason, notBefore } = data;
  const own = granter.actorId === actorId && state.rights.length > 0;
  const held = validRights(state.rights, at);
  // All of them: who could have granted one of many rights, or just did, keeps nobody from her work.
  const couldGrantAll = held.length > 0 && held.every((right) => couldHaveGranted(granter, right, above, at));
  if (!own && !couldGrantAll) return reject({ code: 'ActorNotFound' });
  if (state.sessionsFrom !== null && notBefore <= state.sessionsFrom) return record();
  return record({ type: 'SessionsRevoked', data: { actorId, by: granter.actorId, reason, notBefore, at } });
};

const found = ({ data }: RightsCommandOf<'FoundRights'>, state: RightsState): Decided => {
  const { actorId, rightIds, at } = data;
  if (state.rights.length + state.withdrawn.length > 0) return record();
  return record(
    ...roles.map((role) => ({
      type: 'RightGranted' as const,
      data: { ...foundingRight(role, rightIds[role], at), actorId, by: actorId, at },
    })),
  );
};

/** Nobody has a right that the one who granted it did not have; a right given stays when the giver's is withdrawn. */
export const rights: Decider<RightsState, RightsCommand, RightsEvent, RightsRejection> = {
  initial: noRights,
  decide,
  evolve: evolveRights,
};

/** One stream for each actor; its id is that of the actor's name within the ledger, since an actor's id is no UUID. */
export const rightsStream = { category: 'rights', catalog: rightsEvents, decider: rights } as const;
