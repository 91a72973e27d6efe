import { dateOf } from './calendar.js';
import { KIND, share } from './chance.js';
import type { Chance } from './chance.js';
import type { LedgerBook } from './ledger-book.js';
import type { Nation } from './nation.js';

/** Numbers of what chance is asked about; so that one answer tells nothing of another. */
export const ABOUT = {
  month: 1_000,
  dues: 2_000,
  late: 3_000,
  name: 4_000,
  person: 4_001,
  joining: 4_002,
  diligence: 4_003,
  chapter: 5_000,
  report: 6_000,
  score: 7_000,
  training: 8_000,
} as const;

/** What all that happens needs. */
export type World = {
  readonly nation: Nation;
  readonly chance: Chance;
  readonly book: LedgerBook;
  readonly unitIdOfProvince: (province: number) => string;
  readonly unitIdOfCommune: (commune: number) => string;
  readonly chapterId: (chapter: number) => string;
  /** The unit of a chapter. */
  readonly unitIdOfChapter: (chapter: number) => string;
};

const CENTRAL = 0;
const PROVINCE = 1;
const COMMUNE = 64;

const remembered = (make: (n: number) => string): ((n: number) => string) => {
  const known: string[] = [];
  return (n) => (known[n] ??= make(n));
};

export const centralOf = ({ chance }: Pick<World, 'chance'>): string => chance.id(KIND.unit, CENTRAL);

export const worldOf = (nation: Nation, chance: Chance, book: LedgerBook): World => {
  const unitIdOfCommune = remembered((commune) => chance.id(KIND.unit, COMMUNE + commune));
  return {
    nation,
    chance,
    book,
    unitIdOfProvince: remembered((province) => chance.id(KIND.unit, PROVINCE + province)),
    unitIdOfCommune,
    chapterId: remembered((chapter) => chance.id(KIND.chapter, chapter)),
    unitIdOfChapter: (chapter) => unitIdOfCommune(nation.communeOf(chapter)),
  };
};

export const ofChapter = (world: World, chapter: number) => ({
  chapterId: world.chapterId(chapter),
  unitId: world.unitIdOfChapter(chapter),
});

/** The day on which something was true that is recorded today: mostly some days ago, one time in ten weeks ago. */
export const dayBefore = (today: number, bits: number, notBefore: number): number => {
  const late = share(Math.imul(bits, 0x9e3779b1) >>> 0) < 0.1;
  return Math.max(notBefore, today - (late ? 20 + (bits % 70) : bits % 20), 0);
};

/** The same as a plain date. */
export const dateBefore = (today: number, bits: number, notBefore = 0): string =>
  dateOf(dayBefore(today, bits, notBefore));
