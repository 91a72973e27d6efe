import type { Position } from '@sohoi/event-store';
import type { PoolClient } from 'pg';
import type { TableNamer } from './projection.js';
import type { Readable, RowFold } from './row-projection.js';
import { pastDdl, versionsIn } from './past-rows.js';
import type { Ends, PastRows } from './past-rows.js';
import { afterHearing, dayOf } from './versions.js';
import type { Heard, TrueFrom, Version } from './versions.js';

/** The rows of a read model at every moment. A row that was made is never taken away. */
export type PastFold<Row extends object, E> = PastRows<Row> &
  Pick<RowFold<Row, E>, 'keysOf' | 'evolve'> & { readonly trueFrom: (event: E) => TrueFrom };

/** Gives events of earlier batches as this table hears them, by position. */
export type Reread<E> = (positions: readonly Position[]) => Promise<ReadonlyMap<Position, Readable<E>>>;

export type PastTable<E> = {
  readonly name: string;
  readonly ddl: (table: string) => string;
  readonly open: (
    table: TableNamer,
  ) => (client: PoolClient, events: readonly Readable<E>[], reread: Reread<E>) => Promise<void>;
};

/**
 * The table `<name>_past`: the columns of the rows, and when each version was true and known. A batch costs a SELECT of
 * the ends of the rows it touches and one INSERT; what is told late, or holds for all moments, writes its rows anew.
 */
export const pastTable = <Row extends object, E>(fold: PastFold<Row, E>): PastTable<E> => ({
  name: `${fold.name}_past`,
  ddl: (table) => pastDdl(fold, table),
  open: (table) => {
    const stored = versionsIn(fold, table(`${fold.name}_past`));
    return async (client, events, reread) => {
      const heard = byKey(fold, events);
      if (heard.size === 0) return;
      const ends = await stored.ends(client, [...heard.keys()]);
      const late = new Set([...heard].flatMap(([key, list]) => (inOrder(ends.get(key), list) ? [] : [key])));
      const whole = await stored.whole(client, [...late]);
      const here = new Map(late.size > 0 ? events.map((one) => [one.envelope.position, one]) : []);
      const again = await reread(earlier(whole).filter((position) => !here.has(position)));
      const heardAt = (position: Position): Readable<E> => found(again.get(position) ?? here.get(position));

      const added: Version<Row>[] = [];
      for (const [key, list] of heard) {
        const isLate = late.has(key);
        const before = (isLate ? whole.get(key) : ends.get(key)?.versions) ?? [];
        const evolve = (row: Row | undefined, event: E, envelope: Readable<E>['envelope']) =>
          fold.evolve(row, event, key, envelope);
        const after = list.reduce((versions, one) => afterHearing(versions, one, { evolve, heardAt }), before);
        added.push(...(isLate ? after : after.filter((one) => !before.includes(one))));
      }
      await stored.remove(client, [...late]);
      await stored.add(client, added);
    };
  },
});

const found = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('an event that was heard before is not in the log');
  return value;
};

const byKey = <Row extends object, E>(
  { keysOf, trueFrom }: PastFold<Row, E>,
  events: readonly Readable<E>[],
): ReadonlyMap<string, Heard<E>[]> => {
  const heard = new Map<string, Heard<E>[]>();
  for (const { event, envelope } of events) {
    for (const key of keysOf(event)) {
      const one = { event, envelope, trueFrom: trueFrom(event) };
      const list = heard.get(key);
      if (list) list.push(one);
      else heard.set(key, [one]);
    }
  }
  return heard;
};

/** Whether each of them counts from the day of the one before or a later one. */
const inOrder = <Row, E>(ends: Ends<Row> | undefined, heard: readonly Heard<E>[]): boolean => {
  let { first, last } = ends ?? { first: undefined, last: '' };
  for (const { trueFrom } of heard) {
    if (trueFrom === 'at every moment') return false;
    if (first === undefined && trueFrom === 'from the beginning') continue;
    const day = dayOf(trueFrom, first);
    if (day < last) return false;
    first ??= day;
    last = day;
  }
  return true;
};

/** The events that the versions of these rows begin with. */
const earlier = <Row>(whole: ReadonlyMap<string, readonly Version<Row>[]>): readonly Position[] => [
  ...new Set([...whole.values()].flatMap((versions) => versions.map(({ because }) => because))),
];
