import type { PlacedEvent, StandingsEvent } from '../events.js';
import { chanceOf } from './chance.js';
import { today } from './life.js';
import type { Life, Member } from './life.js';
import { CENTRAL, founding, idOf, mapOf, PERIODS } from './organisation.js';
import type { Shape } from './organisation.js';
import { scoreOf } from './scores.js';
import { somethingOfUnit } from './unit-life.js';

const enter = ({ members }: Life, member: Member): void => {
  const { chapterId } = member.place;
  const there = members.get(chapterId);
  if (there) there.push(member);
  else members.set(chapterId, [member]);
};

const admit = (life: Life): StandingsEvent => {
  const place = life.here;
  const memberId = idOf(8, (life.born += 1));
  enter(life, { memberId, place, regular: false, core: false, duesUntil: 0 });
  const person = { fullName: `Hội viên giả định ${life.born}`, birthYear: 1980, gender: 'female' as const };
  return { type: 'MemberAdmitted', data: { memberId, ...place, person, at: today(life) } };
};

const take = (members: Member[], index: number): void => {
  const last = members.pop();
  if (last && index < members.length) members[index] = last;
};

const somethingOfMember = (life: Life): StandingsEvent => {
  const { chance, land } = life;
  const members = life.members.get(life.here.chapterId) ?? [];
  const index = chance.whole(members.length);
  const member = members[index];
  if (!member) return admit(life);
  const { memberId, place } = member;
  const at = today(life);
  const { regular, core } = member;
  const duesPaid = PERIODS.slice(0, member.duesUntil).flatMap(({ code, to }) => (to >= at ? [code] : []));
  const standing = { kind: 'ordinary' as const, regular, core, categories: [], duesPaid };
  const roll = chance.whole(100);
  if (roll < 55 && member.duesUntil < PERIODS.length) {
    member.duesUntil += 1;
    const halfYear = PERIODS[member.duesUntil - 1]?.code ?? '2023-H2';
    return { type: 'DuesRecorded', data: { memberId, ...place, halfYear, amount: 12000, at } };
  }
  if (roll < 80) {
    member.regular = !member.regular;
    return { type: 'RegularParticipationRecorded', data: { memberId, ...place, regular: member.regular, at } };
  }
  if (roll < 88) {
    member.core = !member.core;
    const data = { memberId, ...place, category: 'core-member', at };
    return member.core ? { type: 'CategoryAdded', data } : { type: 'CategoryRemoved', data };
  }
  if (roll < 94) {
    const from = member.place;
    const to = chance.pick(land.chapters);
    take(members, index);
    enter(life, { ...member, place: to });
    return { type: 'MemberTransferred', data: { memberId, from, to, standing, at } };
  }
  take(members, index);
  return { type: 'MembershipEnded', data: { memberId, ...place, standing, reason: 'left', at } };
};

const somethingOfHead = (life: Life): StandingsEvent => {
  const { chance, heads } = life;
  const { chapterId, unitId } = life.here;
  const head = heads.get(chapterId);
  const at = today(life);
  const body = { kind: 'chapter' as const, id: chapterId };
  const post = 'chapterHead' as const;
  if (!head) {
    const holdingId = idOf(9, (life.born += 1));
    const partyMember = chance.happens(0.4);
    heads.set(chapterId, { holdingId, partyMember, hasAllowance: false });
    const data = { holdingId, body, unitId, personId: holdingId, fullName: 'Chi hội trưởng giả định', post };
    return { type: 'PostHolderElected', data: { ...data, partyMember, gender: 'female', at } };
  }
  const holding = { holdingId: head.holdingId, body, unitId, personId: head.holdingId, post };
  const roll = chance.whole(10);
  if (roll < 5) {
    head.hasAllowance = true;
    return { type: 'AllowanceGranted', data: { ...holding, amount: 200_000, source: 'localBudget', at } };
  }
  if (roll < 8) {
    const data = { memberId: head.holdingId, chapterId, unitId, asChapterHead: true, at };
    return { type: 'IntroducedToParty', data };
  }
  heads.delete(chapterId);
  const { partyMember, hasAllowance: hadAllowance } = head;
  return { type: 'PostHolderRelieved', data: { ...holding, partyMember, hadAllowance, reason: 'Hết nhiệm kỳ', at } };
};

/** How many records in a row concern one chapter, on average. */
const A_SHEAF = 12;

const somethingHappens = (life: Life): StandingsEvent => {
  if (life.chance.happens(1 / A_SHEAF)) life.here = life.chance.pick(life.land.chapters);
  const roll = life.chance.whole(100);
  if (roll < 30) return admit(life);
  if (roll < 85) return somethingOfMember(life);
  if (roll < 90) return somethingOfHead(life);
  if (roll < 97) return somethingOfUnit(life);
  return scoreOf(life);
};

/** Each half-year is closed some months into the next one. */
const closings = (life: Life): readonly StandingsEvent[] =>
  PERIODS.filter(({ periodId }, i) => !life.closed.has(periodId) && life.progress > (i + 1.4) / PERIODS.length).map(
    ({ periodId, code }) => {
      life.closed.add(periodId);
      return { type: 'PeriodClosed', data: { periodId, unitId: CENTRAL, code, at: today(life) } };
    },
  );

/**
 * A plausible, wholly fictitious history: of members mostly, with late reports, transfers, changes of heads, reports of
 * units, scores, two closings and corrections after them. The same shape and seed give the same history.
 * @param events how many events after the founding
 */
export function* historyOf(shape: Shape, seed: number, events: number): Generator<PlacedEvent> {
  let position = 0;
  const place = (event: StandingsEvent): PlacedEvent => ({
    ...event,
    position: String((position += 1)).padStart(20, '0'),
  });
  for (const event of founding(shape)) yield place(event);
  const land = mapOf(shape);
  const chance = chanceOf(seed);
  const life: Life = {
    chance,
    land,
    members: new Map(),
    here: chance.pick(land.chapters),
    heads: new Map(),
    closed: new Set(),
    born: 0,
    progress: 0,
  };
  for (let i = 0; i < events; i += 1) {
    life.progress = i / events;
    for (const event of closings(life)) yield place(event);
    yield place(somethingHappens(life));
  }
}
