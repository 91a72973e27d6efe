import type { UnitLevel } from './body.js';
import type { ChapterBasis, ChapterEvent } from './chapter.events.js';
import type { UnitEvent } from './unit.events.js';

/** One row per unit and per chapter: the tree of the organisation. Dates are `yyyy-mm-dd`. */
export type UnitRow = {
  readonly id: string;
  readonly kind: 'unit' | 'chapter';
  readonly level: UnitLevel | 'chapter';
  readonly name: string;
  /** Tỉnh, Phường, Xã, …; null for a chapter. */
  readonly officialKind: string | null;
  /** Code of the official list of units; null for a chapter. */
  readonly code: string | null;
  /** What a chapter's members have in common; null for a unit. */
  readonly basis: ChapterBasis | null;
  /** The unit above; the commune of a chapter. */
  readonly parentId: string | null;
  readonly status: 'active' | 'closed';
  readonly from: string;
  readonly to: string | null;
  /** Women aged 18 and over by the count of the latest day, which is `womenAt`. */
  readonly women: number | null;
  readonly womenAt: string | null;
  /** Version of the unit's or chapter's stream that the row reflects. */
  readonly streamVersion: number;
};

export type VersionedUnitEvent = (UnitEvent | ChapterEvent) & { readonly streamVersion: number };

/** The row that an event belongs to: the unit's or the chapter's id. */
export const unitKeyOf = ({ data }: UnitEvent | ChapterEvent): string => {
  if ('body' in data) return data.body.id;
  return 'chapterId' in data ? data.chapterId : data.unitId;
};

/**
 * The row after one more event. An event that the row reflects already changes nothing; one of a body that was
 * never established makes no row.
 */
export const evolveUnitRow = (row: UnitRow | undefined, event: VersionedUnitEvent): UnitRow | undefined => {
  const { streamVersion } = event;
  if (row && streamVersion <= row.streamVersion) return row;
  if (event.type === 'UnitEstablished' || event.type === 'ChapterEstablished') return newRow(event);
  return row && { ...row, ...changeOf(row, event), streamVersion };
};

type Established = Extract<VersionedUnitEvent, { type: 'UnitEstablished' | 'ChapterEstablished' }>;

const newRow = (event: Established): UnitRow => {
  const { name, at } = event.data;
  const fresh = { name, status: 'active', from: at, to: null, women: null, womenAt: null } as const;
  const { streamVersion } = event;
  if (event.type === 'UnitEstablished') {
    const { unitId: id, level, kind: officialKind, code, parentId } = event.data;
    return { id, kind: 'unit', level, officialKind, code, basis: null, parentId, ...fresh, streamVersion };
  }
  const { chapterId: id, unitId: parentId, basis } = event.data;
  const ofChapter = { kind: 'chapter', level: 'chapter', officialKind: null, code: null } as const;
  return { id, ...ofChapter, basis, parentId, ...fresh, streamVersion };
};

const changeOf = (row: UnitRow, event: VersionedUnitEvent): Partial<UnitRow> => {
  switch (event.type) {
    case 'UnitRenamed':
      return { name: event.data.name };
    case 'UnitMoved':
      return { parentId: event.data.to };
    case 'UnitDissolved':
    case 'ChapterClosed':
      return { status: 'closed', to: event.data.at };
    case 'WomenCounted':
    case 'ChapterWomenCounted': {
      const { count: women, at: womenAt } = event.data;
      return row.womenAt !== null && womenAt < row.womenAt ? {} : { women, womenAt };
    }
    default:
      return {};
  }
};
