/**
 * Repeatable chance without a state: a number is asked for by what it is about, so that nothing of a person's life has
 * to be remembered, and a history can be made again from any place.
 */
export type Chance = {
  /** 32 bits about two things; the same for the same. */
  readonly about: (a: number, b: number) => number;
  /** A UUID of this kind and number; those of one kind and seed differ for all numbers below 2^32. */
  readonly id: (kind: number, n: number) => string;
  /** 64 hexadecimal digits. */
  readonly digest: (kind: number, n: number) => string;
};

/** What ids are for; the number is part of what they are made of. */
export const KIND = {
  event: 1,
  request: 2,
  command: 3,
  unit: 4,
  chapter: 5,
  group: 6,
  member: 7,
  holding: 8,
  body: 9,
  period: 10,
  scorecard: 11,
  report: 12,
  trainingClass: 13,
  trainee: 14,
  initiative: 15,
  award: 16,
} as const;

const HEX = Array.from({ length: 65_536 }, (_, n) => n.toString(16).padStart(4, '0'));

const hex8 = (word: number): string => (HEX[word >>> 16] ?? '') + (HEX[word & 0xffff] ?? '');

/** Murmur's last steps: a bijection of 32 bits, in which each bit of the input moves half of the output's. */
const finished = (word: number): number => {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
};

export const chanceOf = (seed: number): Chance => {
  const key = finished((seed ^ 0x9e3779b9) >>> 0);
  const high = finished(Math.floor(seed / 4294967296) ^ key);
  const about = (a: number, b: number): number =>
    finished(Math.imul(finished((a ^ key) >>> 0) ^ Math.imul(b, 0x9e3779b1), 0x27d4eb2f) ^ high);
  const second = finished(high ^ 0x3c6ef372) | 1;
  const word = (kind: number, n: number, salt: number): number =>
    finished(finished((n ^ Math.imul(second, salt)) >>> 0) ^ Math.imul(kind * 16 + salt, 0x9e3779b1) ^ key);
  return {
    about,
    id: (kind, n) => {
      const b = word(kind, n, 2);
      const c = word(kind, n, 3);
      return `${hex8(word(kind, n, 1))}-${HEX[b >>> 16] ?? ''}-4${(HEX[b & 0xffff] ?? '').slice(1)}-${HEX[(c >>> 18) | 0x8000] ?? ''}-${HEX[c & 0xffff] ?? ''}${hex8(word(kind, n, 4))}`;
    },
    digest: (kind, n) => {
      let text = '';
      for (let salt = 5; salt < 13; salt += 1) text += hex8(word(kind, n, salt));
      return text;
    },
  };
};

/** 0 to below 1, of 32 bits. */
export const share = (bits: number): number => bits / 4294967296;

export const pick = <T>(from: readonly T[], bits: number): T => {
  const picked = from[bits % from.length];
  if (picked === undefined) throw new Error('nothing to pick from');
  return picked;
};
