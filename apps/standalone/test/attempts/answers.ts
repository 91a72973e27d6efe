import type { Role } from '@sohoi/access/events';
import type { Answer } from '../test-ledger.js';
import { patiently } from '../world/patience.js';
import { newId } from './arbitraries.js';
import { changeable, lineOf, mayGrant, usable, visible } from './model.js';
import { nth, unitsOf } from './scene.js';
import type { Scene } from './scene.js';
import type { Step } from './stories.js';

type Ask = Extract<Step, { do: 'ask' }>;

const keepers: readonly Role[] = ['commune-cadre', 'province-verifier', 'central-officer'];
const readers: readonly Role[] = [...keepers, 'auditor', 'analyst'];
const auditors: readonly Role[] = ['central-officer', 'auditor', 'analyst'];
const viewers: readonly Role[] = [...readers, 'operator', 'data-protection-officer'];

type Request = {
  readonly path: string;
  readonly body?: object;
  readonly allowed: boolean;
  /** Whether a list shows of this story just what it should. */
  readonly sees?: (answer: Answer) => boolean;
};

/** Carries out what somebody asks for. What went otherwise than the model says; nothing, if all is well. */
export const answersOf = async (scene: Scene, ask: Ask): Promise<readonly string[]> => {
  const { ledger, attempts } = scene.stage;
  const actor = nth(scene.actors, ask.actor) ?? '';
  const request = requestOf(scene, ask, actor);
  if (!request) return [];
  const { path, body, allowed, sees } = request;
  const call = { as: 'nobody', headers: { authorization: `Bearer ${await ledger.tokenOf(actor)}` } } as const;
  const before = await ledger.store.head();
  const atLeast = `${path.includes('?') ? '&' : '?'}atLeast=${before}`;
  const answer = await (body ? patiently(() => ledger.post(path, body, call)) : ledger.get(path + atLeast, call));
  const recorded = (await ledger.store.head()) !== before;

  // Who may not grant is told why; else a conflict is one with the state of things, and no matter of rights.
  const refused = [401, 403, 404].includes(answer.status) || (ask.what === 'grant' && answer.status === 409);
  attempts[refused ? 'refused' : 'allowed'] += 1;
  const complain = (what: string): readonly string[] => [
    `${what}: ${actor} asked ${path} and was told ${answer.status} ${JSON.stringify(answer.body).slice(0, 400)}`,
  ];
  if (answer.status >= 500 || answer.status === 400) return complain('broken');
  if (refused && recorded) return complain('refused and recorded');
  if (refused === allowed) return complain(refused ? 'refused' : 'let through');
  return allowed && sees && !sees(answer) ? complain('seen amiss') : [];
};

const requestOf = (scene: Scene, ask: Ask, actor: string): Request | null => {
  const { model, members, stage } = scene;
  const held = (roles: readonly Role[], capture = false) =>
    usable(model, actor, { roles, capture, today: stage.today });
  const seenBy = (roles: readonly Role[]) => visible(model, held(roles));
  const changedBy = (roles: readonly Role[]) => changeable(model, held(roles, true));
  const mayAsk = (roles: readonly Role[]): boolean => held(roles).length > 0;

  const unit = nth(unitsOf(model), ask.about)?.id ?? '';
  const place = nth([...model.places.keys()], ask.about) ?? '';
  const [chapter, member] = nth([...members], ask.about) ?? ['', undefined];
  const root = unitsOf(model)[0]?.id ?? '';

  switch (ask.what) {
    case 'see':
      return { path: `/v1/units/${place}`, allowed: seenBy(viewers).has(place) };
    case 'list': {
      const seen = [...seenBy(viewers)].filter((id) => lineOf(model, id).includes(unit));
      const path = `/v1/units?limit=200&unit=${unit}`;
      return { path, allowed: mayAsk(viewers), sees: showing('id', seen) };
    }
    case 'count women': {
      const body = { count: ask.about % 1000, at: scene.at };
      return { path: `/v1/units/${unit}/women-count`, body, allowed: changedBy(keepers).has(unit) };
    }
    case 'list members': {
      const seen = seenBy(readers);
      const shown = [...members].filter(([home]) => seen.has(home)).map(([, id]) => id);
      const path = `/v1/members?limit=200&unit=${root}`;
      return { path, allowed: mayAsk(readers), sees: showing('memberId', shown) };
    }
    case 'see member':
      return member ? { path: `/v1/members/${member}`, allowed: seenBy(readers).has(chapter) } : null;
    case 'record dues': {
      const body = { halfYear: '2023-H1', amount: 1 + (ask.about % 1000), at: '2023-02-01' };
      return member ? { path: `/v1/members/${member}/dues`, body, allowed: changedBy(keepers).has(chapter) } : null;
    }
    case 'read log': {
      const shown = member && seenBy(auditors).has(chapter) ? [`member-${member}`] : [];
      const path = `/v1/events?stream=member-${member}`;
      return member ? { path, allowed: mayAsk(auditors), sees: showing('stream', shown) } : null;
    }
    case 'grant':
      return granting(scene, ask, actor);
  }
};

const granting = ({ model, stage }: Scene, { right }: Ask, actor: string): Request => {
  const unitId = right.unit === null ? null : (nth(unitsOf(model), right.unit)?.id ?? null);
  const id = newId();
  const { to } = right.terms;
  const isOver = to !== null && to < stage.today;
  return {
    path: `/v1/actors/somebody-${id}/rights`,
    body: { id, unitId, ...right.terms },
    allowed: !isOver && mayGrant(model, actor, { ...right.terms, rightId: id, unitId }, stage.today),
  };
};

/** That the rows of a list are about these, whatever their order. */
const showing =
  (key: string, expected: readonly string[]) =>
  ({ body }: Answer): boolean => {
    const rows = body['data'] as readonly Readonly<Record<string, string>>[];
    const shown = new Set(rows.map((row) => row[key] ?? ''));
    return shown.size === expected.length && expected.every((one) => shown.has(one));
  };
