import { halfOf, HALVES, lastDayOf } from './calendar.js';
import { KIND, share } from './chance.js';
import { manOf, womanOf } from './names.js';
import type { Nation } from './nation.js';
import { ABOUT } from './world.js';
import type { World } from './world.js';

export const FLAG = {
  active: 1,
  ended: 2,
  honorary: 4,
  regular: 8,
  core: 16,
  minority: 32,
  religion: 64,
  elderly: 128,
  corrected: 256,
  introduced: 512,
  party: 1024,
} as const;

/** The groups that members are counted in, by flag and code, in the order of the codes. */
export const CATEGORIES = [
  [FLAG.elderly, 'elderly'],
  [FLAG.minority, 'ethnic-minority'],
  [FLAG.religion, 'religion'],
] as const;

/** What is remembered of each member: a dozen bytes. The rest follows from her number. */
export type Members = {
  readonly chapter: Uint32Array;
  /** The last day on which anything was true of her: later things come no earlier. */
  readonly lastDay: Uint16Array;
  readonly flags: Uint16Array;
  /** One bit a half-year paid for. */
  readonly dues: Uint16Array;
  readonly version: Uint8Array;
};

export const membersOf = ({ firstMemberOf, chapters }: Nation): Members => {
  const all = firstMemberOf(chapters);
  return {
    chapter: new Uint32Array(all),
    lastDay: new Uint16Array(all),
    flags: new Uint16Array(all),
    dues: new Uint16Array(all),
    version: new Uint8Array(all),
  };
};

export const memberId = ({ chance }: World, n: number): string => chance.id(KIND.member, n);

export const fullName = ({ chance }: World, n: number, honorary = false): string =>
  (honorary && isMan(chance.about(n, ABOUT.person)) ? manOf : womanOf)(chance.about(n, ABOUT.name));

/** Of honorary members 98.8 % are men. */
const isMan = (bits: number): boolean => (bits & 0xff) > 3;

const MINORITIES = ['tay', 'thai', 'muong', 'khmer', 'hmong', 'nung'] as const;
const RELIGIONS = ['buddhism', 'catholicism', 'protestantism', 'caodaism', 'hoahao'] as const;

/** What somebody belongs to, as the law holds sensitive; the same for life. */
export const originOf = ({ chance }: World, n: number) => {
  const bits = chance.about(n, ABOUT.person);
  const minority = share(bits) < 0.14;
  const religion = ((bits >>> 4) & 0xff) < 20;
  return {
    ...(minority && { ethnicity: MINORITIES[(bits >>> 8) % MINORITIES.length] ?? 'tay' }),
    ...(religion && { religion: RELIGIONS[(bits >>> 12) % RELIGIONS.length] ?? 'buddhism' }),
  };
};

/** @param year of the admission; nobody is younger than 18 then */
export const birthYearOf = ({ chance }: World, n: number, year: number): number =>
  year - 19 - ((chance.about(n, ABOUT.person) >>> 16) % 38);

export const personOf = (world: World, n: number, year: number, honorary = false) => {
  const bits = world.chance.about(n, ABOUT.person);
  const phone = (bits & 0x700) === 0 ? { phone: `09${String(bits % 100_000_000).padStart(8, '0')}` } : {};
  return {
    fullName: fullName(world, n, honorary),
    birthYear: birthYearOf(world, n, year),
    gender: honorary && isMan(bits) ? ('male' as const) : ('female' as const),
    ...phone,
    ...(honorary ? {} : originOf(world, n)),
  };
};

const has = (flags: number, flag: number): boolean => (flags & flag) !== 0;

/** The half-years not over on a day that she had paid for. */
export const duesPaidOn = ({ dues }: Members, n: number, day: number): string[] => {
  const paid = dues[n] ?? 0;
  const halves: string[] = [];
  for (let half = 0; half < HALVES; half += 1) {
    if ((paid & (1 << half)) !== 0 && lastDayOf(half) >= day) halves.push(halfOf(half));
  }
  return halves;
};

/** What leaves a chapter with her on a day. */
export const standingOn = (members: Members, n: number, day: number) => {
  const flags = members.flags[n] ?? 0;
  return {
    kind: has(flags, FLAG.honorary) ? ('honorary' as const) : ('ordinary' as const),
    regular: has(flags, FLAG.regular),
    core: has(flags, FLAG.core),
    categories: CATEGORIES.flatMap(([flag, code]) => (has(flags, flag) ? [code] : [])),
    duesPaid: duesPaidOn(members, n, day),
  };
};
