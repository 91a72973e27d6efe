import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '@sohoi/event-store';
import fc from 'fast-check';
import { afterHearing, asOf } from './versions.js';
import type { Heard, TrueFrom, Version } from './versions.js';

/** Each event appends its letter, and a note forgets or restores what was said; so the order of events shows in the row. */
type Row = { readonly said: string; readonly secret: boolean; readonly streamVersion: number };
type Event = { readonly says: string } | { readonly secret: boolean };

const positionAt = (n: number): string => String(n).padStart(20, '0');
const envelopeAt = (n: number) => ({ position: positionAt(n), streamVersion: n }) as RecordedEvent;

const evolve = (row: Row | undefined, event: Event, { streamVersion }: RecordedEvent): Row | undefined => {
  if ('secret' in event) return row && { ...row, secret: event.secret };
  if (row && streamVersion <= row.streamVersion) return row;
  return { said: `${row?.said ?? ''}${event.says}`, secret: row?.secret ?? false, streamVersion };
};

const days = ['2024-01-01', '2024-02-01', '2024-03-01', '2024-04-01'] as const;
const beginning = fc.constantFrom<TrueFrom>(...days.map((day) => ({ day })), 'from the beginning');
const histories = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), beginning) },
    { weight: 1, arbitrary: fc.tuple(fc.boolean(), fc.constant('at every moment' as const)) },
  ),
  { minLength: 1, maxLength: 9 },
);

const heardIn = (history: readonly (readonly [string | boolean, TrueFrom])[]): readonly Heard<Event>[] =>
  history.map(([what, trueFrom], n) => ({
    event: typeof what === 'boolean' ? { secret: what } : { says: what },
    envelope: envelopeAt(n + 1),
    trueFrom,
  }));

const versionsOf = (heard: readonly Heard<Event>[]): readonly Version<Row>[] =>
  heard.reduce<readonly Version<Row>[]>(
    (versions, one) =>
      afterHearing(versions, one, {
        evolve,
        heardAt: (position) => {
          const found = heard.find(({ envelope }) => envelope.position === position);
          if (!found) throw new Error(`nothing was heard at ${position}`);
          return found;
        },
      }),
    [],
  );

/** The same as the rule says it, from the beginning and without versions. */
const folded = (heard: readonly Heard<Event>[], known: number, day: string | undefined): Row | undefined => {
  const begins = heard.findIndex(({ trueFrom }) => typeof trueFrom === 'object');
  const first = heard[begins]?.trueFrom;
  if (typeof first !== 'object') return undefined;
  const counted = heard.slice(begins, known).flatMap((one, n) => {
    if (one.trueFrom === 'at every moment') return [];
    const from = one.trueFrom === 'from the beginning' || one.trueFrom.day < first.day ? first.day : one.trueFrom.day;
    return day === undefined ? [{ one, from: '', n }] : from <= day ? [{ one, from, n }] : [];
  });
  counted.sort((a, b) => (a.from === b.from ? a.n - b.n : a.from < b.from ? -1 : 1));
  const said = counted.flatMap(({ one: { event } }) => ('says' in event ? [event.says] : [])).join('');
  // Whatever moment is asked for, what was decided last holds; nothing is decided about what is not there yet.
  const decided = heard.slice(begins).findLast(({ trueFrom }) => trueFrom === 'at every moment')?.event;
  if (counted.length === 0) return undefined;
  return { said, secret: decided !== undefined && 'secret' in decided && decided.secret, streamVersion: 0 };
};

const told = (row: Row | undefined) => row && { said: row.said, secret: row.secret };

describe('the versions of a row', () => {
  it('tell at any position, for any day, what a fold from the beginning tells', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const heard = heardIn(history);
        const versions = versionsOf(heard);
        for (let known = 0; known <= heard.length; known += 1) {
          for (const day of ['2023-12-31', ...days, undefined]) {
            expect(told(asOf(versions, positionAt(known), day))).toEqual(told(folded(heard, known, day)));
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('are one more with each event that comes in order, and no other is touched', () => {
    const [first, second] = heardIn([
      ['a', { day: days[0] }],
      ['b', { day: days[1] }],
    ]);
    if (!first || !second) throw new Error('two were heard');
    const one = versionsOf([first]);
    expect(versionsOf([first, second]).slice(0, 1)).toEqual(one);
    expect(versionsOf([first, second])).toHaveLength(2);
  });

  it('are kept as they were known before something was told late', () => {
    const versions = versionsOf(
      heardIn([
        ['a', { day: days[0] }],
        ['c', { day: days[2] }],
        ['b', { day: days[1] }],
      ]),
    );
    expect(asOf(versions, positionAt(2), days[3])?.said).toBe('ac');
    expect(asOf(versions, positionAt(3), days[3])?.said).toBe('abc');
    expect(asOf(versions, positionAt(3))?.said).toBe('acb');
  });
});
