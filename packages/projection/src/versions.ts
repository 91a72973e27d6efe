import type { Position, RecordedEvent } from '@sohoi/event-store';
import type { Readable } from './row-projection.js';

/**
 * When something was so: from a day on (`yyyy-mm-dd`); from the beginning, as what corrects an error of recording; or
 * at every moment that is ever asked for, as what is decided about the use of a person's data.
 */
export type TrueFrom = { readonly day: string } | 'from the beginning' | 'at every moment';

/** The day of versions that say what was shown, by the order of the log alone, whatever had been true when. */
export const SHOWN = 'infinity';

/** A row from one event on. Where several hold, the one that begins last is the row: by day, then by position. */
export type Version<Row> = {
  readonly row: Row;
  /** `yyyy-mm-dd`, or `SHOWN`. */
  readonly trueFrom: string;
  /** The event that it begins with. */
  readonly because: Position;
  /** The event from which on it was known. */
  readonly knownFrom: Position;
  /** The event from which on it was known otherwise. */
  readonly knownTo: Position | null;
};

export type Heard<E> = { readonly event: E; readonly envelope: RecordedEvent; readonly trueFrom: TrueFrom };

export type Evolve<Row, E> = (row: Row | undefined, event: E, envelope: RecordedEvent) => Row | undefined;

/** What a row's versions become when its key hears of one more event. */
export type Hearing<Row, E> = {
  readonly evolve: Evolve<Row, E>;
  /** The events that began versions, by position. */
  readonly heardAt: (position: Position) => Readable<E>;
};

/** The versions that are known now, in the order of days and positions. */
export const openOf = <Row>(versions: readonly Version<Row>[]): readonly Version<Row>[] =>
  versions.filter(({ knownTo, trueFrom }) => knownTo === null && trueFrom !== SHOWN).sort(byBeginning);

export const byBeginning = <Row>(a: Version<Row>, b: Version<Row>): number =>
  a.trueFrom === b.trueFrom ? compare(a.because, b.because) : compare(a.trueFrom, b.trueFrom);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The day from which on an event counts: nothing counts before the row began. */
export const dayOf = (trueFrom: Exclude<TrueFrom, 'at every moment'>, first: string | undefined): string => {
  const day = trueFrom === 'from the beginning' ? first : trueFrom.day;
  if (day === undefined) throw new Error('nothing is corrected before it began');
  return first !== undefined && first > day ? first : day;
};

/**
 * The versions after one more event, later in the log than all before. One that comes in the order of its days adds one
 * version. One that is told late closes the versions that begin on later days and makes them again, from the events that
 * they begin with; what is shown from then on is kept beside, since that goes by the order of the log.
 * @param versions all of a row; for an event in order the first and the last open one and the last shown are enough
 */
export const afterHearing = <Row extends object, E>(
  versions: readonly Version<Row>[],
  { event, envelope, trueFrom }: Heard<E>,
  { evolve, heardAt }: Hearing<Row, E>,
): readonly Version<Row>[] => {
  if (trueFrom === 'at every moment') {
    return versions.map((one) => ({ ...one, row: evolve(one.row, event, envelope) ?? one.row }));
  }
  const open = openOf(versions);
  const { position } = envelope;
  const begin = (row: Row | undefined, from: string, because = position): readonly Version<Row>[] =>
    row ? [{ row, trueFrom: from, because, knownFrom: position, knownTo: null }] : [];

  if (open.length === 0 && trueFrom === 'from the beginning') return versions;
  const day = dayOf(trueFrom, open[0]?.trueFrom);
  const later = open.filter((one) => one.trueFrom > day);
  const before = open[open.length - later.length - 1]?.row;
  const shown = lastShown(versions);
  const told = begin(evolve(before, event, envelope), day);
  if (later.length === 0 && !shown) return [...versions, ...told];

  const asShown = begin(evolve(shown?.row ?? open.at(-1)?.row, event, envelope), SHOWN);
  let row = told[0]?.row ?? before;
  const again = later.flatMap(({ trueFrom: from, because }) => {
    const heard = heardAt(because);
    row = evolve(row && rewound(row), heard.event, heard.envelope) ?? row;
    return begin(row, from, because);
  });
  const closed = new Set(later);
  const kept = versions.map((one) => (closed.has(one) ? { ...one, knownTo: position } : one));
  return [...kept, ...told, ...again, ...asShown];
};

export const lastShown = <Row>(versions: readonly Version<Row>[]): Version<Row> | undefined =>
  versions
    .filter(({ trueFrom }) => trueFrom === SHOWN)
    .sort(byBeginning)
    .at(-1);

/** A row takes no event twice, by its number in the stream; one that is made again takes later ones before earlier ones. */
const rewound = <Row extends object>(row: Row): Row => ('streamVersion' in row ? { ...row, streamVersion: 0 } : row);

/** The row as it was known at a position and true on a day, or, without a day, as it was shown then. */
export const asOf = <Row>(versions: readonly Version<Row>[], position: Position, day = SHOWN): Row | undefined =>
  versions
    .filter(({ knownFrom, knownTo }) => knownFrom <= position && (knownTo === null || position < knownTo))
    .filter(({ trueFrom }) => trueFrom <= day)
    .sort(byBeginning)
    .at(-1)?.row;
