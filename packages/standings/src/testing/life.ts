import type { Chance } from './chance.js';
import type { Map as Land, Place } from './organisation.js';

export type Member = { memberId: string; place: Place; regular: boolean; core: boolean; duesUntil: number };

/** The life of an organisation, as far as the next event depends on it. */
export type Life = {
  readonly chance: Chance;
  readonly land: Land;
  /** By chapter. */
  readonly members: Map<string, Member[]>;
  /** The chapter whose papers lie on the desk: records come chapter by chapter. */
  here: Place;
  /** Heads in post, by chapter; their posts are held by `holdingId`. */
  readonly heads: Map<string, { holdingId: string; partyMember: boolean; hasAllowance: boolean }>;
  readonly closed: Set<string>;
  born: number;
  /** 0 to 1 through the story. */
  progress: number;
};

const MONTHS = 18;
const START = 2022 * 12 + 6;

/** A plain date of about now; one report in ten is late by up to four months. */
export const today = ({ chance, progress }: Life): string => {
  const late = chance.happens(0.1) ? chance.whole(4) + 1 : 0;
  const month = Math.max(START, START + Math.floor(progress * MONTHS) - late);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${Math.floor(month / 12)}-${two((month % 12) + 1)}-${two(chance.whole(28) + 1)}`;
};
