import { describe, expect, it } from '@jest/globals';
import { add, chapter, latest } from './contribution.js';
import type { Contribution } from './contribution.js';
import { readMeasure } from './indicator.js';
import { indicatorOf, indicators } from './indicators.js';
import { monthOf } from './month.js';
import { sampleChapterRubric } from './samples/chapter-rubric.js';
import { sampleClusterRubric } from './samples/cluster-rubric.js';
import { emptyTally, take } from './tally.js';

const a = chapter('a');
const H1 = { from: monthOf('2023-01-01'), to: monthOf('2023-06-30') };
const YEAR = { from: monthOf('2023-01-01'), to: monthOf('2023-12-31') };
const Q2 = { from: monthOf('2023-04-01'), to: monthOf('2023-06-30') };

const value = (code: string, months: typeof H1, ...given: readonly Contribution[]): number | null => {
  const tally = emptyTally();
  for (const [i, contribution] of given.entries()) take(tally, contribution, String(i).padStart(4, '0'));
  const { reads, formula } = indicatorOf(code);
  return formula(
    reads.map((read) => readMeasure(tally, read, months)),
    months,
  );
};
const members = (count: number, at = '2023-01-10'): Contribution => add(a, 'members', at, count);
const head = (at: string): readonly Contribution[] => [
  latest(a, 'headSince', at, 1),
  add(a, 'headInPost', at, 1),
  add(a, 'headNonParty', at, 1),
];

describe('an indicator', () => {
  it.each(Object.keys(indicators))('%s is unknown where nothing is recorded', (code) => {
    expect(value(code, H1)).toBeNull();
  });

  it('is unknown without a denominator, and no more than the whole', () => {
    expect(value('gathered-share', H1, members(30))).toBeNull();
    expect(value('gathered-share', H1, members(30), latest(a, 'women18', '2023-01-01', 0))).toBeNull();
    expect(value('gathered-share', H1, members(30), latest(a, 'women18', '2023-01-01', 40))).toBe(0.75);
    expect(value('gathered-share', H1, members(50), latest(a, 'women18', '2023-01-01', 40))).toBe(1);
  });

  it('takes a reported number of members where none are recorded one by one', () => {
    const women = latest(a, 'women18', '2023-01-01', 200);
    expect(value('gathered-share', H1, women, latest(a, 'figure:members', '2023-03-01', 100))).toBe(0.5);
    expect(value('gathered-share', H1, women, latest(a, 'figure:members', '2023-03-01', 100), members(20))).toBe(0.1);
  });

  it('counts dues by the half-years of the period', () => {
    const paid = add(a, 'duesPaid', '2023-01-01', 8);
    expect(value('dues-share', H1, members(10), paid)).toBe(0.8);
    expect(value('dues-share', YEAR, members(10), paid)).toBe(0.4);
    expect(value('dues-share', Q2, members(10), paid)).toBeNull();
    expect(value('dues-share', H1, members(10))).toBe(0);
  });

  it('of the head says yes, no, or nothing where there is no head', () => {
    const allowance = latest(a, 'headAllowance', '2023-02-01', 1);
    expect(value('head-allowance', H1, allowance)).toBeNull();
    expect(value('head-allowance', H1, ...head('2023-01-05'))).toBe(0);
    expect(value('head-allowance', H1, ...head('2023-01-05'), allowance)).toBe(1);
    expect(
      value('head-allowance', H1, ...head('2023-01-05'), allowance, add(a, 'headInPost', '2023-06-01', -1)),
    ).toBeNull();
  });

  it('of the head counts only what came since the head took office', () => {
    const groomed = add(a, 'headGroomed', '2023-01-20', 1);
    expect(value('head-party-development', H1, ...head('2023-01-05'), groomed)).toBe(1);
    expect(value('head-party-development', H1, ...head('2023-02-05'), groomed)).toBe(0);
    const joined = add(a, 'headNonParty', '2023-03-01', -1);
    expect(value('head-party-development', H1, ...head('2023-02-05'), joined)).toBe(1);
  });

  it('lets a reported figure stand for all that events count, and counts nothing twice', () => {
    const classes = [add(a, 'trained', '2023-02-01', 30), add(a, 'trained', '2023-03-01', 500)];
    expect(value('officers-trained', H1, ...classes)).toBe(530);
    expect(value('officers-trained', H1, ...classes, latest(a, 'figure:officers-trained', '2023-06-14', 2343))).toBe(
      2343,
    );
    expect(value('officers-trained', YEAR, latest(a, 'figure:officers-trained', '2022-06-14', 9))).toBeNull();
  });

  it('counts the programmes responded to, each once', () => {
    const responded = add(a, 'model:godmother', '2023-02-01', 3);
    expect(value('programmes-responded', H1, responded)).toBe(1);
    expect(value('programmes-responded', H1, responded, add(a, 'model:border-companion', '2023-02-01', 1))).toBe(2);
  });

  it('is a model, a group of members or a reported figure where the catalog does not know its code', () => {
    expect(value('model-one-plus-one', H1, add(a, 'model:one-plus-one', '2022-05-01', 1))).toBe(1);
    expect(value('category-religion', H1, members(10), add(a, 'category:religion', '2023-02-01', 2))).toBe(0.2);
    expect(value('households-helped', H1, latest(a, 'figure:households-helped', '2023-02-01', 12))).toBe(12);
    expect(value('constructor', H1)).toBeNull();
  });
});

describe('the sample rubrics', () => {
  it.each([sampleChapterRubric, sampleClusterRubric])(
    '$name give 100 points and say that they are samples',
    (rubric) => {
      const main = rubric.criteria.filter(({ kind }) => kind !== 'bonus' && kind !== 'penalty');
      expect(main.reduce((sum, { maxPoints }) => sum + maxPoints, 0)).toBe(100);
      expect(rubric.name).toMatch(/^Mẫu/);
      expect(rubric.criteria.every(({ clause }) => clause !== undefined)).toBe(true);
    },
  );

  it('name indicators that are computed, but for the one figure that is only reported', () => {
    const codes = [...sampleChapterRubric.criteria, ...sampleClusterRubric.criteria].flatMap(({ feed }) =>
      feed.by === 'indicator' ? [feed.indicator] : [],
    );
    expect(codes.filter((code) => indicatorOf(code).unit === 'as reported')).toEqual(['officers-trained-it']);
  });
});
