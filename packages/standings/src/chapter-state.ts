import { shareOf } from './chapter-shard.js';
import type { Shard, Share } from './chapter-shard.js';
import { gather } from './pending.js';
import type { Gathering } from './pending.js';
import type { Reading } from './readings.js';
import type { Change } from './revision.js';
import { emptyRulebook } from './rulebook.js';
import type { Rulebook } from './rulebook.js';
import { emptyBook } from './subject-book.js';
import type { SubjectBook } from './subject-book.js';
import { emptyTree } from './unit-tree.js';
import type { UnitTree } from './unit-tree.js';

/** A chapter in a closed period: what was read at the closing, in one list, and the official scores that came later. */
export type FrozenChapter = { readonly unitId: string; readonly readings: Reading; changes: Change[] | null };

/** Grows with chapters, months and periods, never with members or events. Changed in place, for speed. */
export type ChapterStrength = {
  readonly rulebook: Rulebook;
  readonly tree: UnitTree;
  readonly chapters: SubjectBook;
  readonly chaptersOf: Map<string, Set<string>>;
  /** By period, then by chapter; a chapter that is not here was not rated. */
  readonly frozen: Map<string, Map<string, FrozenChapter>>;
  readonly pending: Gathering;
  /** Null: all chapters are kept. */
  readonly share: Share | null;
};

/**
 * @param options.evidence whether each contribution is handed over with its position; else only results are
 * @param options.shard keeps the chapters of this shard alone; all rules and units all the same
 */
export const createChapterStrength = (options: { evidence?: boolean; shard?: Shard } = {}): ChapterStrength => ({
  rulebook: emptyRulebook(),
  tree: emptyTree(),
  chapters: emptyBook(),
  chaptersOf: new Map(),
  frozen: new Map(),
  pending: gather(options.evidence ?? false),
  share: options.shard ? shareOf(options.shard) : null,
});
