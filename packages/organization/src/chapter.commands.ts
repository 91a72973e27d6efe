import { id, legalAct, name, plainDate, reason } from '@sohoi/fields';
import { z } from 'zod';
import type { UnitLevel } from './body.js';
import { chapterBasis } from './chapter.events.js';
import type { ErasedHolders, PostCommand } from './post.commands.js';
import { countWomen } from './unit.commands.js';

const at = plainDate.meta({ description: 'The day on which it was true; never in the future' });

export const establishChapter = z
  .strictObject({
    /** The client may choose the id. */
    id: id.optional(),
    unitId: id,
    name,
    basis: chapterBasis,
    decision: legalAct.optional(),
    at,
  })
  .meta({
    id: 'EstablishChapter',
    description: 'Establishes a chapter of a commune, by residence, occupation, age or theme',
    example: {
      unitId: '0197a7c0-0000-7000-8000-0000000000a2',
      name: 'Chi hội Ví Dụ 1',
      basis: 'residence',
      at: '2023-01-15',
    },
  });

export const closeChapter = z.strictObject({ reason, at }).meta({
  id: 'CloseChapter',
  description: 'Closes a chapter; whoever holds a post in it is relieved on that day',
  example: { reason: 'Ghép với Chi hội Ví Dụ 2', at: '2023-06-30' },
});

export const chapterCommandBodies = {
  EstablishChapter: establishChapter,
  CloseChapter: closeChapter,
  CountWomen: countWomen,
} as const;

/** What the host knows beside the body. */
type Added = {
  EstablishChapter: { unitLevel: UnitLevel; unitDissolvedAt?: string | null };
  CloseChapter: ErasedHolders;
};

/** What the host adds: the id of the path, and level and end (null or absent: none) of the unit that the body names. */
export type ChapterCommand =
  | {
      [T in keyof typeof chapterCommandBodies]: {
        readonly type: T;
        readonly data: Omit<z.infer<(typeof chapterCommandBodies)[T]>, 'id'> & {
          chapterId: string;
        } & (T extends keyof Added ? Added[T] : unknown);
      };
    }[keyof typeof chapterCommandBodies]
  | PostCommand;

export type ChapterCommandOf<T extends ChapterCommand['type']> = Extract<ChapterCommand, { type: T }>;
