import { record, reject, sameData } from '@sohoi/decider';
import type { Decider, Decision } from '@sohoi/decider';
import type { UnitLevel } from './body.js';
import { decidePost, evolveHoldings, relieveAll } from './post.decider.js';
import type { BodyOfPosts, Holdings } from './post.decider.js';
import type { UnitCommand, UnitCommandOf } from './unit.commands.js';
import { unitEvents } from './unit.events.js';
import type { UnitEvent } from './unit.events.js';
import { parentLevels } from './unit.rules.js';
import type { UnitRejection } from './unit.rules.js';

type Established = Extract<UnitEvent, { type: 'UnitEstablished' }>['data'];

/** absent --UnitEstablished--> active --UnitDissolved--> dissolved, for good; then --UnitSucceeded, any number of times. */
export type UnitState =
  | { readonly status: 'absent' }
  | { readonly status: 'active'; readonly unit: Unit }
  | {
      readonly status: 'dissolved';
      readonly unit: Unit;
      readonly dissolvedAt: string;
      /** In order; empty until they are named. */
      readonly successorIds: readonly string[];
    };

export type Unit = {
  readonly unitId: string;
  /** As it was established. */
  readonly established: Established;
  readonly level: UnitLevel;
  readonly name: string;
  /** Day on which it took that name. */
  readonly nameSince: string;
  readonly parentId: string | null;
  /** Day on which it came under that parent. */
  readonly parentSince: string;
  /** Day to women aged 18 and over. */
  readonly women: { readonly [at: string]: number };
  readonly holdings: Holdings;
};

type Decided = Decision<UnitEvent, UnitRejection>;

const decide = (command: UnitCommand, state: UnitState): Decided => {
  if (command.type === 'EstablishUnit') return establish(command, state);
  if (state.status === 'absent') return reject({ code: 'UnitNotEstablished' });
  if (command.type === 'NameSuccessors') return succeed(command, state);
  if (state.status === 'dissolved' && command.type !== 'CorrectPostHolderName') {
    const { dissolvedAt } = state;
    return command.type === 'DissolveUnit' ? record() : reject({ code: 'UnitIsDissolved', dissolvedAt });
  }
  const { unit } = state;
  const establishedAt = unit.established.at;
  if (command.data.at < establishedAt) return reject({ code: 'BeforeEstablishment', establishedAt });
  switch (command.type) {
    case 'RenameUnit': {
      const { unitId, name, legalAct, at } = command.data;
      if (name === unit.name) return record();
      if (at < unit.nameSince) return reject({ code: 'BeforeRename', since: unit.nameSince });
      return record({ type: 'UnitRenamed', data: { unitId, name, legalAct, at } });
    }
    case 'MoveUnit':
      return move(command, unit);
    case 'DissolveUnit':
      return dissolve(command, unit);
    case 'CountWomen': {
      const { unitId, count, source, at } = command.data;
      if (unit.women[at] === count) return record();
      return record({ type: 'WomenCounted', data: { unitId, count, source, at } });
    }
    default:
      return decidePost(command, postsOfUnit(unit));
  }
};

const postsOfUnit = ({ unitId, holdings }: Unit): BodyOfPosts => ({
  body: { kind: 'unit', id: unitId },
  unitId,
  holdings,
});

const establish = ({ data }: UnitCommandOf<'EstablishUnit'>, state: UnitState): Decided => {
  const { unitId, parentId, parentLevel, parentDissolvedAt, level, kind, name, code, legalAct, at } = data;
  if (state.status !== 'absent') {
    const first = state.unit.established;
    const again =
      first.parentId === parentId &&
      first.level === level &&
      first.kind === kind &&
      first.name === name &&
      first.code === code &&
      first.at === at;
    return again ? record() : reject({ code: 'UnitAlreadyEstablished', establishedAt: first.at });
  }
  const above = parentId === null ? null : parentLevel;
  const allowed = parentLevels[level];
  if (!allowed.includes(above)) return reject({ code: 'WrongParentLevel', level, parentLevel: above, allowed });
  if (parentDissolvedAt && at >= parentDissolvedAt) {
    return reject({ code: 'ParentIsDissolved', dissolvedAt: parentDissolvedAt });
  }
  return record({ type: 'UnitEstablished', data: { unitId, parentId, level, kind, name, code, legalAct, at } });
};

const move = ({ data }: UnitCommandOf<'MoveUnit'>, unit: Unit): Decided => {
  const { unitId, to, parentLevel, parentDissolvedAt, heirs, legalAct, at } = data;
  const { level, parentId: from, parentSince: since } = unit;
  if (to === from) return record();
  const allowed = parentLevels[level];
  if (from === null || !allowed.includes(parentLevel)) {
    return reject({ code: 'WrongParentLevel', level, parentLevel, allowed });
  }
  if (parentDissolvedAt && at >= parentDissolvedAt) {
    return reject({ code: 'ParentIsDissolved', dissolvedAt: parentDissolvedAt });
  }
  if (at < since) return reject({ code: 'BeforeMove', since });
  const [heir] = heirs ?? [];
  if (heir !== undefined) return reject({ code: 'MovesBelowPredecessor', successorId: heir });
  return record({ type: 'UnitMoved', data: { unitId, from, to, legalAct, at } });
};

const dissolve = ({ data }: UnitCommandOf<'DissolveUnit'>, unit: Unit): Decided => {
  const { unitId, reason, legalAct, at } = data;
  const { parentId, parentSince: since } = unit;
  if (at < since) return reject({ code: 'BeforeMove', since });
  const posts = relieveAll(postsOfUnit(unit), data);
  if (!posts.ok) return posts;
  return record<UnitEvent>(...posts.events, {
    type: 'UnitDissolved',
    data: { unitId, parentId, reason, legalAct, at },
  });
};

const succeed = (
  { data }: UnitCommandOf<'NameSuccessors'>,
  state: Exclude<UnitState, { status: 'absent' }>,
): Decided => {
  if (state.status === 'active') return reject({ code: 'UnitStillStands' });
  const { dissolvedAt } = state;
  const { unitId, successorIds, returning, below, ended, legalAct, at } = data;
  if (at < dissolvedAt) return reject({ code: 'BeforeDissolution', dissolvedAt });
  if (successorIds.includes(unitId)) return reject({ code: 'SucceedsItself' });
  const [inRing] = returning;
  if (inRing !== undefined) return reject({ code: 'SuccessorsInRing', successorId: inRing });
  const [lower] = below;
  if (lower !== undefined) return reject({ code: 'SuccessorIsBelow', successorId: lower });
  const over = ended.find((successor) => at >= successor.dissolvedAt);
  if (over) return reject({ code: 'SuccessorIsDissolved', ...over });
  if (sameData(state.successorIds, successorIds)) return record();
  return record({ type: 'UnitSucceeded', data: { unitId, successorIds, legalAct, at } });
};

const evolve = (state: UnitState, event: UnitEvent): UnitState => {
  if (event.type === 'UnitEstablished') return { status: 'active', unit: unitOf(event.data) };
  if (state.status === 'absent') return state;
  if (event.type === 'UnitDissolved') {
    return { status: 'dissolved', unit: state.unit, dissolvedAt: event.data.at, successorIds: [] };
  }
  if (event.type === 'UnitSucceeded') {
    return state.status === 'dissolved' ? { ...state, successorIds: event.data.successorIds } : state;
  }
  return { ...state, unit: evolveUnit(state.unit, event) };
};

const unitOf = (established: Established): Unit => ({
  unitId: established.unitId,
  established,
  level: established.level,
  name: established.name,
  nameSince: established.at,
  parentId: established.parentId,
  parentSince: established.at,
  women: {},
  holdings: {},
});

type OfStatus = 'UnitEstablished' | 'UnitDissolved' | 'UnitSucceeded';

const evolveUnit = (unit: Unit, event: Exclude<UnitEvent, { type: OfStatus }>): Unit => {
  switch (event.type) {
    case 'UnitRenamed':
      return { ...unit, name: event.data.name, nameSince: event.data.at };
    case 'UnitMoved':
      return { ...unit, parentId: event.data.to, parentSince: event.data.at };
    case 'WomenCounted':
      return { ...unit, women: { ...unit.women, [event.data.at]: event.data.count } };
    default:
      return { ...unit, holdings: evolveHoldings(unit.holdings, event) };
  }
};

/** A unit has one parent at a time, of a level that may stand above it, and one chair at a time. */
export const unit: Decider<UnitState, UnitCommand, UnitEvent, UnitRejection> = {
  initial: { status: 'absent' },
  decide,
  evolve,
};

export const unitStream = { category: 'unit', catalog: unitEvents, decider: unit } as const;
