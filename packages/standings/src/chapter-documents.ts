import { restoreShare, shareDocument } from './chapter-shard.js';
import type { ShareDocument } from './chapter-shard.js';
import type { ChapterStrength, FrozenChapter } from './chapter-state.js';
import type { Pending } from './pending.js';
import type { RuleDocument } from './rulebook.js';
import { restoreSubject, subjectToRow } from './subject-book.js';
import type { SubjectDocument } from './subject-book.js';
import { plant } from './unit-tree.js';
import type { UnitDocument } from './unit-tree.js';

type FrozenDocument = { readonly periodId: string; readonly chapterId: string; readonly frozen: FrozenChapter };

/** A piece of the state as plain JSON: together they are all of it. */
export type ChapterDocument =
  RuleDocument | UnitDocument | { readonly chapter: SubjectDocument } | FrozenDocument | ShareDocument;

/** The documents that a hand-over makes out of date, by their keys. */
export const chapterDocuments = (
  state: ChapterStrength,
  { touched, closed, documents }: Pending,
): ReadonlyMap<string, ChapterDocument> => {
  const frozen = [...closed].flatMap((periodId) =>
    [...(state.frozen.get(periodId)?.keys() ?? [])].map((id) => `frozen/${periodId}/${id}`),
  );
  const keys = new Set([...[...touched].map((id) => `chapter/${id}`), ...frozen, ...documents]);
  const found = new Map<string, ChapterDocument>();
  for (const key of keys) {
    const document = documentOf(state, key);
    if (document) found.set(key, document);
  }
  return found;
};

const documentOf = (state: ChapterStrength, key: string): ChapterDocument | undefined => {
  const [kind, id = '', chapterId = ''] = key.split('/');
  switch (kind) {
    case 'chapter': {
      const chapter = state.chapters.byId.get(id);
      return chapter && { chapter: subjectToRow(chapter) };
    }
    case 'unit': {
      const unit = state.tree.units.get(id);
      return unit && { unitId: id, unit };
    }
    case 'rubric': {
      const rubric = state.rulebook.rubrics.get(id);
      return rubric && { rubric };
    }
    case 'period': {
      const period = state.rulebook.periods.get(id);
      return period && { period };
    }
    case 'early':
    case 'elsewhere':
      return shareDocument(state.share, kind, id);
    default: {
      const frozen = state.frozen.get(id)?.get(chapterId);
      return frozen && { periodId: id, chapterId, frozen };
    }
  }
};

/** Puts a stored document back into a state. */
export const restoreChapterDocument = (state: ChapterStrength, document: ChapterDocument): void => {
  if ('chapter' in document) {
    const chapter = restoreSubject(state.chapters, document.chapter);
    if (chapter.unitId === null) return;
    const chapters = state.chaptersOf.get(chapter.unitId) ?? new Set();
    state.chaptersOf.set(chapter.unitId, chapters.add(chapter.id));
  } else if ('early' in document || 'elsewhere' in document) {
    restoreShare(state.share, document);
  } else if ('unit' in document) {
    plant(state.tree, document.unitId, document.unit);
  } else if ('frozen' in document) {
    const period = state.frozen.get(document.periodId) ?? new Map<string, FrozenChapter>();
    state.frozen.set(document.periodId, period.set(document.chapterId, document.frozen));
  } else if ('rubric' in document) {
    const { rubricId, rubricVersion } = document.rubric.rubric;
    state.rulebook.rubrics.set(`${rubricId}@${rubricVersion}`, document.rubric);
  } else {
    state.rulebook.periods.set(document.period.periodId, document.period);
  }
};
