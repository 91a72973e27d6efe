import { PROVINCES } from './names.js';

/** How large the simulated union is, and by which chance it lives. */
export type Simulation = {
  /** Members at the beginning; some quarter more join in the five years. 1,000 to 20 million. */
  readonly members: number;
  /** A whole number from 0; the same seed and members give the same history. */
  readonly seed: number;
  /** Chapters, if not in proportion to the members. */
  readonly chapters?: number;
};

export const LEAST_MEMBERS = 1_000;
export const MOST_MEMBERS = 20_000_000;

/** Members of a chapter and chapters of a commune, on average (19 million in 89,000 in 3,321). */
const A_CHAPTER = 214;
const A_COMMUNE = 27;

/** Women enough that every post of the five years finds somebody. */
export const OFFICERS = 8;

/** In the five years so many join for one who was there. */
const JOINING = 0.25;

/** The map and who lives on it, in proportion: units and chapters are numbers, and members of a chapter are neighbours. */
export type Nation = {
  readonly provinces: number;
  readonly communes: number;
  readonly chapters: number;
  readonly provinceOf: (commune: number) => number;
  readonly communeOf: (chapter: number) => number;
  /** The first chapter of a commune; of the commune after the last, the number of chapters. */
  readonly firstChapterOf: (commune: number) => number;
  /** The first member whose home is a chapter; of the chapter after the last, the number of members in the five years. */
  readonly firstMemberOf: (chapter: number) => number;
  /** How many of those who have their home there were members at the beginning. */
  readonly atFirstIn: (chapter: number) => number;
};

/** Which of `parts` equal stretches of `whole` the n-th thing lies in, and where each begins. */
const partOf = (n: number, whole: number, parts: number): number => Math.floor((n * parts) / whole);
const beginOf = (part: number, whole: number, parts: number): number => Math.ceil((part * whole) / parts);

export const nationOf = ({ members, chapters: wanted }: Simulation): Nation => {
  const chapters = wanted ?? Math.max(1, Math.round(members / A_CHAPTER));
  const communes = Math.max(1, Math.round(chapters / A_COMMUNE));
  const provinces = Math.min(PROVINCES.length, communes);
  const all = members + Math.round(members * JOINING);
  const atFirst = (chapter: number): number =>
    beginOf(chapter + 1, members, chapters) - beginOf(chapter, members, chapters);
  return {
    provinces,
    communes,
    chapters,
    provinceOf: (commune) => partOf(commune, communes, provinces),
    communeOf: (chapter) => partOf(chapter, chapters, communes),
    firstChapterOf: (commune) => beginOf(commune, chapters, communes),
    firstMemberOf: (chapter) => beginOf(chapter, all, chapters),
    atFirstIn: atFirst,
  };
};

/** What cannot be simulated, and why: a sentence. Undefined if it can. */
export const flawOf = ({ members, seed, chapters = 1 }: Simulation): string | undefined => {
  if (!Number.isInteger(members) || members < LEAST_MEMBERS || members > MOST_MEMBERS) {
    return `members must be a whole number from ${LEAST_MEMBERS} to ${MOST_MEMBERS}`;
  }
  if (!Number.isSafeInteger(seed) || seed < 0)
    return `the seed must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`;
  return members / chapters < OFFICERS ? `a chapter needs ${OFFICERS} members` : undefined;
};
