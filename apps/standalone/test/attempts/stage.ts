import type { Right } from '@sohoi/access/events';
import { appendRights, grantAll, rightOf } from '../grants.js';
import type { Grant } from '../grants.js';
import type { TestLedger } from '../test-ledger.js';
import { founderOf } from '../world/founder.js';
import * as things from '../world/things.js';
import { ACTORS, dayFrom, newId } from './arbitraries.js';
import { answersOf } from './answers.js';
import { emptyModel } from './model.js';
import type { Place } from './model.js';
import { nth, unitsOf } from './scene.js';
import type { Scene, Stage } from './scene.js';
import type { Step, Story } from './stories.js';

export const foundStage = (ledger: TestLedger, today: string): Stage => ({
  ...{ ledger, founder: founderOf(ledger), today },
  attempts: { allowed: 0, refused: 0 },
});

/** Plays a story to its end. What went otherwise than the model says; nothing, if all is well. */
export const play = async (stage: Stage, story: Story): Promise<readonly string[]> => {
  let scene = await open(stage);
  const wrong: string[] = [];
  for (const [n, step] of story.entries()) {
    if (step.do === 'ask') wrong.push(...(await answersOf(scene, step)));
    else scene = { ...(await after(scene, step)), at: dayFrom('2023-01-01', n + 1) };
  }
  return wrong;
};

const open = async (stage: Stage): Promise<Scene> => {
  const id = newId();
  const root = { id, parentId: null, level: 'central', kind: 'Đơn vị', name: `Gốc ${id}`, at: '2022-12-01' };
  await stage.founder.post('/v1/units', root);
  const place: Place = { id, kind: 'unit', level: 'central', parent: null, closed: false };
  const model = { ...emptyModel, places: new Map([[id, place]]) };
  const actors = Array.from({ length: ACTORS }, (_none, n) => `actor-${n}-of-${id}`);
  return { stage, model, members: new Map(), actors, at: '2023-01-01' };
};

const NEXT: Readonly<Record<string, string>> = { central: 'province', province: 'commune' };

const withPlace = (scene: Scene, place: Place): Scene => ({
  ...scene,
  model: { ...scene.model, places: new Map([...scene.model.places, [place.id, place]]) },
});

const after = async (scene: Scene, step: Exclude<Step, { do: 'ask' }>): Promise<Scene> => {
  switch (step.do) {
    case 'establish':
      return establish(scene, step);
    case 'move':
      return move(scene, step);
    case 'dissolve':
      return dissolve(scene, step);
    case 'succeed':
      return succeed(scene, step);
    case 'grant':
      return granted(scene, step);
    case 'withdraw':
      return withdrawn(scene, step);
  }
};

const establish = async (scene: Scene, { below, chapter }: Extract<Step, { do: 'establish' }>): Promise<Scene> => {
  const { founder } = scene.stage;
  const open = unitsOf(scene.model).filter(({ closed }) => !closed);
  const parent = nth(open, below);
  if (!parent) return scene;
  const level = NEXT[parent.level];
  if (level !== undefined && !(chapter && parent.level === 'commune')) {
    const id = await things.unitUnder(founder, parent.id, level, `Đơn vị ${newId()}`);
    return withPlace(scene, { id, kind: 'unit', level, parent: parent.id, closed: false });
  }
  const id = await things.chapterOf(founder, parent.id, `Chi hội ${newId()}`);
  const member = await things.memberOf(founder, id, `Nguyễn Thị Ví Dụ`);
  const placed = withPlace(scene, { id, kind: 'chapter', level: 'chapter', parent: parent.id, closed: false });
  return { ...placed, members: new Map([...scene.members, [id, member]]) };
};

/** Whether the founder could; the rules of the map are not what is tried here. */
const carriedOut = async ({ stage, at }: Scene, path: string, body: object): Promise<boolean> => {
  const token = await stage.ledger.token({ sub: 'founder-0', role: 'central-officer', unit: null });
  const call = { as: 'nobody', headers: { authorization: `Bearer ${token}` } } as const;
  const { status } = await stage.ledger.post(path, { ...body, at }, call);
  if (status > 201 && status !== 409) throw new Error(`the founder's ${path} gave ${status}`);
  return status === 201;
};

const move = async (scene: Scene, { unit, to }: Extract<Step, { do: 'move' }>): Promise<Scene> => {
  const units = unitsOf(scene.model);
  const [one, other] = [nth(units, unit), nth(units, to)];
  if (!one || !other || one === other) return scene;
  if (!(await carriedOut(scene, `/v1/units/${one.id}/move`, { to: other.id }))) return scene;
  return withPlace(scene, { ...one, parent: other.id });
};

const dissolve = async (scene: Scene, { unit }: Extract<Step, { do: 'dissolve' }>): Promise<Scene> => {
  const one = nth(unitsOf(scene.model).slice(1), unit);
  return one ? closed(scene, one) : scene;
};

const closed = async (scene: Scene, one: Place): Promise<Scene> => {
  if (!(await carriedOut(scene, `/v1/units/${one.id}/dissolve`, { reason: 'Sắp xếp' }))) return scene;
  return withPlace(scene, { ...one, closed: true });
};

/** A unit that still stands is dissolved first. */
const succeed = async (before: Scene, { unit, by }: Extract<Step, { do: 'succeed' }>): Promise<Scene> => {
  const one = nth(unitsOf(before.model).slice(1), unit);
  const other = nth(unitsOf(before.model), by);
  if (!one || !other) return before;
  const scene = one.closed ? before : await closed(before, one);
  if (!(await carriedOut(scene, `/v1/units/${one.id}/successors`, { successorIds: [other.id] }))) return scene;
  const { model } = scene;
  return { ...scene, model: { ...model, successors: new Map([...model.successors, [one.id, [other.id]]]) } };
};

export const withRights = (scene: Scene, actor: string, rights: readonly Right[]): Scene => ({
  ...scene,
  model: { ...scene.model, rights: new Map([...scene.model.rights, [actor, rights]]) },
});

const granted = async (scene: Scene, { right }: Extract<Step, { do: 'grant' }>): Promise<Scene> => {
  const actor = nth(scene.actors, right.actor) ?? '';
  const unit = right.unit === null ? null : (nth(unitsOf(scene.model), right.unit)?.id ?? null);
  const held = scene.model.rights.get(actor) ?? [];
  const grant: Grant = { sub: actor, unit, ...right.terms, rightId: newId() };
  await grantAll(scene.stage.ledger.store, [grant]);
  return withRights(scene, actor, [...held, rightOf(grant)]);
};

const withdrawn = async (scene: Scene, step: Extract<Step, { do: 'withdraw' }>): Promise<Scene> => {
  const actor = nth(scene.actors, step.actor) ?? '';
  const held = scene.model.rights.get(actor) ?? [];
  const gone = nth(held, step.nth);
  if (!gone) return scene;
  const { rightId, role, unitId } = gone;
  const data = { rightId, role, unitId, actorId: actor, by: 'urn:sohoi:test', reason: 'Hết việc', at: '2023-01-01' };
  await appendRights(scene.stage.ledger.store, actor, [{ type: 'RightWithdrawn', data }]);
  return withRights(
    scene,
    actor,
    held.filter((one) => one !== gone),
  );
};
