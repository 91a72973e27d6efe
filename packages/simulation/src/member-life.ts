import type { MembershipEvent } from '@sohoi/membership/events';
import { dateOf, FIRST_YEAR, halfOf, MONTHS } from './calendar.js';
import { share } from './chance.js';
import { birthYearOf, CATEGORIES, duesPaidOn, FLAG, memberId, originOf, personOf, standingOn } from './members.js';
import type { Members } from './members.js';
import { OFFICERS } from './nation.js';
import { ABOUT, dayBefore, ofChapter } from './world.js';
import type { World } from './world.js';

/** Shares of members to whom something happens in a month; of Hậu Giang 2017: 3.9 % new and 1.3 % left in a year. */
const MONTHLY = {
  ended: 0.0015,
  transferred: 0.0015,
  regular: 0.004,
  noCore: 0.001,
  elderly: 0.001,
  corrected: 0.0004,
  introduced: 0.0002,
  reinstated: 0.003,
} as const;

/** The first month in which honorary members are recognised: the charter of 2022 has them. */
const HONORARY_FROM = 15;

export type Life = { readonly world: World; readonly members: Members };

const write = ({ world, members }: Life, n: number, day: number, event: MembershipEvent): void => {
  const version = (members.version[n] ?? 0) + 1;
  members.version[n] = version;
  members.lastDay[n] = day;
  world.book.write(`member-${event.data.memberId}`, event, version);
};

const set = ({ members }: Life, n: number, on: number, off = 0): void => {
  members.flags[n] = ((members.flags[n] ?? 0) & ~off) | on;
};

const placeOf = ({ world, members }: Life, n: number) => ofChapter(world, members.chapter[n] ?? 0);

/** A chapter's members at the beginning, as the book is opened: admitted on one of forty days since 2001. */
export const openingOf = (life: Life, chapter: number): void => {
  const { world, members } = life;
  const first = world.nation.firstMemberOf(chapter);
  for (let n = first; n < first + world.nation.atFirstIn(chapter); n += 1) {
    const bits = world.chance.about(n, ABOUT.joining);
    const year = FIRST_YEAR - 1 - (bits % 20);
    members.chapter[n] = chapter;
    set(life, n, FLAG.active);
    const at = `${year}-${(bits & 64) === 0 ? '03-08' : '10-20'}`;
    const data = { memberId: memberId(world, n), ...ofChapter(world, chapter), person: personOf(world, n, year), at };
    write(life, n, 0, { type: 'MemberAdmitted', data });
  }
};

/** The month in which somebody who was no member at the beginning joins. */
const joiningMonth = ({ world }: Life, n: number): number => 1 + (world.chance.about(n, ABOUT.joining) % (MONTHS - 1));

const join = (life: Life, n: number, chapter: number, today: number, month: number): void => {
  const { world, members } = life;
  const bits = world.chance.about(n, ABOUT.late);
  const day = dayBefore(today, bits, 0);
  const at = dateOf(day);
  const honorary = month >= HONORARY_FROM && bits % 100 < 1;
  members.chapter[n] = chapter;
  set(life, n, honorary ? FLAG.active | FLAG.honorary : FLAG.active);
  const person = personOf(world, n, Number(at.slice(0, 4)), honorary);
  const data = { memberId: memberId(world, n), ...ofChapter(world, chapter), person, at };
  write(life, n, day, { type: honorary ? 'HonoraryMemberRecognised' : 'MemberAdmitted', data });
};

/** What a chapter's paper of a month says of one who has her home there. */
const livesOn = (life: Life, n: number, officer: boolean, today: number, month: number): void => {
  const { world, members } = life;
  const { chance } = world;
  const flags = members.flags[n] ?? 0;
  const bits = chance.about(n, ABOUT.month + month);
  if ((flags & FLAG.ended) !== 0) {
    if (share(bits) < MONTHLY.reinstated) reinstate(life, n, today, bits);
    return;
  }
  const honorary = (flags & FLAG.honorary) !== 0;
  if (!honorary) payDues(life, n, today, month);
  let roll = share(bits);
  if (!officer) {
    if (roll < MONTHLY.ended) return end(life, n, today, bits);
    roll -= MONTHLY.ended;
    if (roll < MONTHLY.transferred) return month > 0 ? transfer(life, n, today, bits) : undefined;
    roll -= MONTHLY.transferred;
  }
  if (honorary) return;
  if (settlesIn(life, n, today, month, bits)) return;
  if (roll < MONTHLY.regular) return change(life, n, today, bits, 'regular');
  roll -= MONTHLY.regular;
  if (roll < MONTHLY.noCore) return (flags & FLAG.core) === 0 ? undefined : change(life, n, today, bits, 'core');
  roll -= MONTHLY.noCore;
  if (roll < MONTHLY.elderly)
    return (flags & FLAG.elderly) === 0 ? group(life, n, today, bits, FLAG.elderly) : undefined;
  roll -= MONTHLY.elderly;
  if (roll < MONTHLY.corrected) return correct(life, n, today, bits);
  roll -= MONTHLY.corrected;
  if (roll < MONTHLY.introduced) towardsTheParty(life, n, today, bits);
};

const happens = (life: Life, n: number, today: number, bits: number): number =>
  dayBefore(today, bits, life.members.lastDay[n] ?? 0);

const DUES = 12_000;

/** Some pay every half-year, some never; each in a month of her own. */
const payDues = (life: Life, n: number, today: number, month: number): void => {
  const { world, members } = life;
  const half = Math.floor(month / 6);
  const paid = members.dues[n] ?? 0;
  if ((paid & (1 << half)) !== 0) return;
  const bits = world.chance.about(n, ABOUT.dues + half);
  if ((bits >>> 8) % 6 !== month % 6) return;
  const diligence = 0.45 + 0.53 * share(world.chance.about(n, ABOUT.diligence));
  if (share(bits) >= diligence) return;
  const day = happens(life, n, today, bits);
  members.dues[n] = paid | (1 << half);
  const data = {
    memberId: memberId(world, n),
    ...placeOf(life, n),
    halfYear: halfOf(half),
    amount: DUES,
    at: dateOf(day),
  };
  write(life, n, day, { type: 'DuesRecorded', data });
};

/** In her first months it is recorded whether she takes part, and which groups she belongs to. */
const settlesIn = (life: Life, n: number, today: number, month: number, bits: number): boolean => {
  const { world, members } = life;
  const flags = members.flags[n] ?? 0;
  if (month % 4 !== n % 4) return false;
  const origin = originOf(world, n);
  if ((flags & FLAG.regular) === 0 && share(world.chance.about(n, ABOUT.diligence)) > 0.2 && bits % 16 < 12) {
    change(life, n, today, bits, 'regular');
  } else if (origin.ethnicity !== undefined && (flags & FLAG.minority) === 0) {
    group(life, n, today, bits, FLAG.minority);
  } else if (origin.religion !== undefined && (flags & FLAG.religion) === 0) {
    group(life, n, today, bits, FLAG.religion);
  } else if ((flags & FLAG.core) === 0 && n % 11 < 2) {
    change(life, n, today, bits, 'core');
  } else return false;
  return true;
};

const change = (life: Life, n: number, today: number, bits: number, what: 'regular' | 'core'): void => {
  const { world, members } = life;
  const day = happens(life, n, today, bits);
  const of = { memberId: memberId(world, n), ...placeOf(life, n) };
  const at = dateOf(day);
  const was = ((members.flags[n] ?? 0) & FLAG[what]) !== 0;
  set(life, n, was ? 0 : FLAG[what], was ? FLAG[what] : 0);
  if (what === 'regular') {
    return write(life, n, day, { type: 'RegularParticipationRecorded', data: { ...of, regular: !was, at } });
  }
  write(life, n, day, {
    type: was ? 'CategoryRemoved' : 'CategoryAdded',
    data: { ...of, category: 'core-member', at },
  });
};

const group = (life: Life, n: number, today: number, bits: number, flag: (typeof CATEGORIES)[number][0]): void => {
  const day = happens(life, n, today, bits);
  const category = CATEGORIES.find(([one]) => one === flag)?.[1] ?? 'elderly';
  set(life, n, flag);
  const data = { memberId: memberId(life.world, n), ...placeOf(life, n), category, at: dateOf(day) };
  write(life, n, day, { type: 'CategoryAdded', data });
};

const correct = (life: Life, n: number, today: number, bits: number): void => {
  const { world, members } = life;
  if (((members.flags[n] ?? 0) & FLAG.corrected) !== 0) return;
  const day = happens(life, n, today, bits);
  set(life, n, FLAG.corrected);
  // Older than recorded by two years at the least: whenever she was admitted, that makes nobody too young.
  const person = { birthYear: birthYearOf(world, n, 1990) - 2 };
  const data = {
    memberId: memberId(world, n),
    ...placeOf(life, n),
    person,
    reason: 'Ghi nhầm năm sinh',
    at: dateOf(day),
  };
  write(life, n, day, { type: 'PersonCorrected', data });
};

/** She is introduced to the Party, or joins it if she was. */
export const towardsTheParty = (life: Life, n: number, today: number, bits: number, asChapterHead = false): void => {
  const { world, members } = life;
  const flags = members.flags[n] ?? 0;
  if ((flags & FLAG.party) !== 0) return;
  const day = happens(life, n, today, bits);
  const of = { memberId: memberId(world, n), ...placeOf(life, n) };
  const at = dateOf(day);
  const introduced = (flags & FLAG.introduced) !== 0;
  set(life, n, introduced ? FLAG.party : FLAG.introduced);
  if (introduced) write(life, n, day, { type: 'JoinedParty', data: { ...of, at } });
  else write(life, n, day, { type: 'IntroducedToParty', data: { ...of, asChapterHead, at } });
};

const REASONS = ['moved-away', 'moved-away', 'left', 'left', 'deceased', 'removed'] as const;

const end = (life: Life, n: number, today: number, bits: number): void => {
  const { world, members } = life;
  const day = happens(life, n, today, bits);
  const reason = REASONS[(bits >>> 2) % REASONS.length] ?? 'left';
  const standing = standingOn(members, n, day);
  const data = { memberId: memberId(world, n), ...placeOf(life, n), standing, reason, at: dateOf(day) };
  // Who is not to come back keeps neither flag, and nothing is asked of her again.
  const comesBack = reason === 'moved-away' || reason === 'left';
  set(life, n, comesBack ? FLAG.ended : 0, comesBack ? FLAG.active : FLAG.active | FLAG.ended);
  write(life, n, day, { type: 'MembershipEnded', data });
};

const reinstate = (life: Life, n: number, today: number, bits: number): void => {
  const { world, members } = life;
  const day = happens(life, n, today, bits);
  const kind = ((members.flags[n] ?? 0) & FLAG.honorary) === 0 ? ('ordinary' as const) : ('honorary' as const);
  const afresh = FLAG.ended | FLAG.regular | FLAG.core | FLAG.elderly | FLAG.minority | FLAG.religion;
  const duesPaid = duesPaidOn(members, n, day);
  const data = { memberId: memberId(world, n), ...placeOf(life, n), kind, duesPaid, at: dateOf(day) };
  set(life, n, FLAG.active, afresh);
  write(life, n, day, { type: 'MemberReinstated', data });
};

/** Mostly within the commune, sometimes anywhere. */
const transfer = (life: Life, n: number, today: number, bits: number): void => {
  const { world, members } = life;
  const { nation } = world;
  const here = members.chapter[n] ?? 0;
  const commune = nation.communeOf(here);
  const near = nation.firstChapterOf(commune);
  const width = nation.firstChapterOf(commune + 1) - near;
  const spread = Math.imul(bits, 0x85ebca6b) >>> 0;
  const to = bits % 10 < 7 ? near + (spread % width) : spread % nation.chapters;
  if (to === here) return;
  const day = happens(life, n, today, bits);
  const data = {
    memberId: memberId(world, n),
    from: ofChapter(world, here),
    to: ofChapter(world, to),
    standing: standingOn(members, n, day),
    at: dateOf(day),
  };
  members.chapter[n] = to;
  write(life, n, day, { type: 'MemberTransferred', data });
};

/** What happens in a month to those who have their home in a chapter. */
export const monthOfMembers = (life: Life, chapter: number, today: number, month: number): void => {
  const { nation } = life.world;
  const first = nation.firstMemberOf(chapter);
  const joining = first + nation.atFirstIn(chapter);
  const end = nation.firstMemberOf(chapter + 1);
  for (let n = first; n < end; n += 1) {
    const flags = life.members.flags[n] ?? 0;
    if ((flags & (FLAG.active | FLAG.ended)) !== 0) livesOn(life, n, n < first + OFFICERS, today, month);
    else if (n >= joining && flags === 0 && joiningMonth(life, n) === month) join(life, n, chapter, today, month);
  }
};
