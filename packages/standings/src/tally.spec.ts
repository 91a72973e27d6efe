import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { add, chapter } from './contribution.js';
import type { Contribution } from './contribution.js';
import { monthOf, monthText } from './month.js';
import { emptyTally, flowIn, latestIn, stockAt, take, tallyFromRow, tallyToRow } from './tally.js';
import type { Tally } from './tally.js';

const a = chapter('a');
const tallyOf = (...contributions: readonly (readonly [Contribution, string])[]): Tally => {
  const tally = emptyTally();
  for (const [contribution, position] of contributions) take(tally, contribution, position);
  return tally;
};
const women = (at: string, amount: number, figureId?: string): Contribution => ({
  subject: a,
  measure: 'women18',
  at,
  amount,
  mode: 'latest',
  ...(figureId === undefined ? {} : { figureId }),
});

const date = fc
  .tuple(fc.integer({ min: 2020, max: 2024 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([y, m, d]) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`);
const measure = fc.constantFrom('members', 'regular', 'model:godmother');
const placed = fc
  .array(
    fc.oneof(
      fc
        .record({ measure, at: date, amount: fc.integer({ min: -5, max: 5 }) })
        .map((c) => add(a, c.measure, c.at, c.amount)),
      fc.tuple(date, fc.nat(100)).map(([at, amount]) => women(at, amount)),
    ),
    { maxLength: 60 },
  )
  .map((all) => all.map((contribution, i) => [contribution, String(i).padStart(4, '0')] as const));

describe('a month', () => {
  it('is counted from year 0 and shown as year and month', () => {
    expect(monthOf('2023-12-31') + 1).toBe(monthOf('2024-01-01'));
    fc.assert(fc.property(date, (d) => monthText(monthOf(d)) === d.slice(0, 7)));
  });
});

describe('a tally', () => {
  it('knows stocks at the end of a month and flows inside months', () => {
    const tally = tallyOf(
      [add(a, 'members', '2023-01-15', 3), '1'],
      [add(a, 'members', '2023-03-01', -1), '2'],
      [add(a, 'members', '2023-01-31', 1), '3'],
    );
    expect(stockAt(tally, 'members', monthOf('2022-12-31'))).toBeNull();
    expect(stockAt(tally, 'members', monthOf('2023-02-28'))).toBe(4);
    expect(stockAt(tally, 'members', monthOf('2023-03-31'))).toBe(3);
    expect(flowIn(tally, 'members', monthOf('2023-02-01'), monthOf('2023-03-31'))).toBe(-1);
    expect(flowIn(tally, 'members', monthOf('2023-04-01'), monthOf('2023-05-31'))).toBe(0);
    expect(stockAt(tally, 'honorary', monthOf('2023-03-31'))).toBeNull();
  });

  it('takes of dated values the latest by date and then by position', () => {
    const tally = tallyOf(
      [women('2023-05-02', 10), '2'],
      [women('2023-05-01', 9), '3'],
      [women('2023-05-02', 11), '4'],
    );
    expect(latestIn(tally, 'women18', 0, monthOf('2023-05-31'))?.value).toBe(11);
    expect(latestIn(tally, 'women18', 0, monthOf('2023-04-30'))).toBeNull();
  });

  it('passes over a value that has run out, to an earlier one that holds', () => {
    const target = (at: string, until: string, amount: number): Contribution => ({
      subject: a,
      measure: 'target:x',
      at,
      amount,
      mode: 'latest',
      until,
    });
    const tally = tallyOf(
      [target('2022-01-01', '2027-12-31', 100), '1'],
      [target('2022-01-01', '2022-12-31', 50), '2'],
    );
    expect(latestIn(tally, 'target:x', 0, monthOf('2022-12-31'))?.value).toBe(50);
    expect(latestIn(tally, 'target:x', 0, monthOf('2023-06-30'))?.value).toBe(100);
    expect(latestIn(tally, 'target:x', 0, monthOf('2028-06-30'))).toBeNull();
  });

  it('corrects a figure for the date of the figure, and only while that figure counts', () => {
    const correct: Contribution = { ...women('2023-09-01', 7), mode: 'correct', figureId: 'f1' };
    const tally = tallyOf([women('2023-05-02', 10, 'f1'), '1']);
    expect(take(tally, correct, '2')).toBe('2023-05-02');
    expect(latestIn(tally, 'women18', 0, monthOf('2023-06-30'))?.value).toBe(7);
    take(tally, women('2023-05-03', 20, 'f2'), '3');
    expect(take(tally, correct, '4')).toBeNull();
    expect(latestIn(tally, 'women18', 0, monthOf('2023-06-30'))?.value).toBe(20);
  });

  it('is the same in whatever order the reports arrive', () => {
    fc.assert(
      fc.property(
        placed.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          expect(tallyToRow(tallyOf(...shuffled))).toEqual(tallyToRow(tallyOf(...all)));
        },
      ),
    );
  });

  it('comes back from its row as it was, through JSON too', () => {
    fc.assert(
      fc.property(placed, (all) => {
        const tally = tallyOf(...all);
        const row = tallyToRow(tally);
        const again = tallyFromRow(JSON.parse(JSON.stringify(row)));
        expect(tallyToRow(again)).toEqual(row);
      }),
    );
  });

  it('is as large as its months, however many events there are', () => {
    const many = Array.from({ length: 5000 }, (_, i) => [add(a, 'members', '2023-05-02', 1), String(i)] as const);
    expect(tallyToRow(tallyOf(...many)).sums).toEqual({ members: [monthOf('2023-05-01'), 5000] });
  });
});
