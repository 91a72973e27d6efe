import type { Gathering } from './pending.js';
import { subjectOf } from './subject-book.js';
import type { SubjectBook } from './subject-book.js';
import { topOf } from './unit-tree.js';
import type { UnitTree } from './unit-tree.js';

/** One of several folds that share the chapters among themselves. */
export type Shard = {
  /** From 1 to `of`. */
  readonly index: number;
  readonly of: number;
};

/**
 * What a shard knows of the chapters that it does not keep. To which shard a chapter belongs is decided by the first
 * event that names it, and stays for ever, wherever its unit is moved: by the unit right below the top of the tree (the
 * province) in which it is founded, as known then. One that is named before it is founded belongs by its own id.
 */
export type Share = Shard & {
  /** Of the other shards, by the unit in which they were founded. */
  readonly elsewhere: Map<string, Set<string>>;
  /** The same in one set. */
  readonly others: Set<string>;
  /** Chapters of any shard that were named before they were founded. */
  readonly early: Set<string>;
};

export type ShareDocument =
  | { readonly elsewhere: { readonly unitId: string; readonly chapterIds: readonly string[] } }
  | { readonly early: readonly string[] };

export const shareOf = ({ index, of }: Shard): Share => {
  if (!Number.isSafeInteger(of) || !Number.isSafeInteger(index) || index < 1 || index > of) {
    throw new Error(`there is no shard ${index} of ${of}`);
  }
  return { index, of, elsewhere: new Map(), others: new Set(), early: new Set() };
};

/** FNV-1a over the code units of an id: the same on every machine, and spread evenly over few shards. */
const hash = (id: string): number => {
  let sum = 0x811c9dc5;
  for (let i = 0; i < id.length; i += 1) sum = Math.imul(sum ^ id.charCodeAt(i), 0x01000193);
  return (sum ^ (sum >>> 15)) >>> 0;
};

const isMine = ({ index, of }: Shard, id: string): boolean => hash(id) % of === index - 1;

type Sharing = {
  readonly share: Share | null;
  readonly tree: UnitTree;
  readonly chapters: SubjectBook;
  readonly pending: Gathering;
};

/** Whether this fold keeps the chapter, which an event names. */
export const keeps = ({ share, chapters, pending }: Sharing, chapterId: string): boolean => {
  if (!share) return true;
  if (share.early.has(chapterId)) return isMine(share, chapterId);
  if (chapters.byId.has(chapterId)) return true;
  if (share.others.has(chapterId)) return false;
  share.early.add(chapterId);
  pending.documents.add('early/');
  return isMine(share, chapterId);
};

/** To be called before the founding of a chapter is counted. */
export const settleShare = ({ share, tree, chapters, pending }: Sharing, founded: Founded): void => {
  const { chapterId, unitId, at } = founded;
  if (!share || share.early.has(chapterId) || share.others.has(chapterId) || chapters.byId.has(chapterId)) return;
  if (isMine(share, topOf(tree, unitId, at))) {
    // From here on it is known, and stored with what the event counts for.
    subjectOf(chapters, chapterId);
    return;
  }
  putElsewhere(share, unitId, [chapterId]);
  pending.documents.add(`elsewhere/${unitId}`);
};

type Founded = { readonly chapterId: string; readonly unitId: string; readonly at: string };

const putElsewhere = ({ elsewhere, others }: Share, unitId: string, chapterIds: readonly string[]): void => {
  const there = elsewhere.get(unitId) ?? new Set();
  elsewhere.set(unitId, there);
  for (const id of chapterIds) {
    there.add(id);
    others.add(id);
  }
};

export const shareDocument = (share: Share | null, kind: string, unitId: string): ShareDocument | undefined => {
  if (kind === 'early') return share ? { early: [...share.early].sort() } : undefined;
  const chapterIds = share?.elsewhere.get(unitId);
  return chapterIds && { elsewhere: { unitId, chapterIds: [...chapterIds] } };
};

export const restoreShare = (share: Share | null, document: ShareDocument): void => {
  if (!share) throw new Error('these are the documents of a shard: they are no whole');
  if ('elsewhere' in document) putElsewhere(share, document.elsewhere.unitId, document.elsewhere.chapterIds);
  else for (const id of document.early) share.early.add(id);
};
