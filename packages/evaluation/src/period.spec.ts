import { describe, expect, it } from '@jest/globals';
import { fold } from '@sohoi/decider';
import { specOf } from '@sohoi/decider/testing';
import fc from 'fast-check';
import type { PeriodCommand } from './period.commands.js';
import { period } from './period.decider.js';
import type { PeriodEvent } from './period.events.js';

const { given } = specOf(period);

type Opening = Extract<PeriodEvent, { type: 'PeriodOpened' }>['data'];

const chapterRubric = { rubricId: 'e1b2c3d4-5f60-5a71-8b92-a3b4c5d6e7f8', rubricVersion: 1 };
const opening: Opening = {
  periodId: 'f0e1d2c3-b4a5-5968-8776-655443322110',
  unitId: '7b1e0c52-90aa-5d43-8c7f-31d5e8a4f0b2',
  code: '2023-H1',
  name: '6 tháng đầu năm 2023',
  from: '2023-01-01',
  to: '2023-06-30',
  chapterRubric,
  unitRubric: null,
  at: '2023-01-05',
};
const open = (change: Partial<Opening> = {}): PeriodCommand => ({
  type: 'OpenPeriod',
  data: { ...opening, ...change },
});
const opened = (change: Partial<Opening> = {}): PeriodEvent => ({
  type: 'PeriodOpened',
  data: { ...opening, ...change },
});
const { periodId, unitId, code } = opening;
const close = (at: string): PeriodCommand => ({ type: 'ClosePeriod', data: { periodId, at } });
const closed = (at: string): PeriodEvent => ({ type: 'PeriodClosed', data: { periodId, unitId, code, at } });

describe('a period', () => {
  it('is opened once', () => {
    given().when(open()).then(opened());
    given(opened()).when(open()).then();
    given(opened())
      .when(open({ name: 'Khác' }))
      .thenRejected({ code: 'PeriodAlreadyOpened', period: '2023-H1' });
  });

  it.each([
    ['2023-01-02', '2023-06-30'],
    ['2023-01-01', '2023-06-29'],
    ['2023-02-01', '2023-01-31'],
    ['2023-02-01', '2023-02-27'],
    ['2024-02-01', '2024-02-28'],
    ['1900-02-01', '1900-02-29'],
  ])('is refused from %s to %s, which are not whole months', (from, to) => {
    given().when(open({ from, to })).thenRejected({ code: 'PeriodNotWholeMonths', from, to });
  });

  it.each([
    ['2023-02-01', '2023-02-28'],
    ['2024-02-01', '2024-02-29'],
    ['2000-02-01', '2000-02-29'],
    ['2023-04-01', '2023-04-30'],
    ['2022-12-01', '2023-11-30'],
  ])('can be from %s to %s', (from, to) => {
    given().when(open({ from, to })).then(opened({ from, to }));
  });

  it('evaluates by at least one rubric', () => {
    given()
      .when(open({ chapterRubric: null }))
      .thenRejected({ code: 'PeriodWithoutRubric' });
    given()
      .when(open({ chapterRubric: null, unitRubric: chapterRubric }))
      .then(opened({ chapterRubric: null, unitRubric: chapterRubric }));
  });

  it('is closed once, before its last day if need be', () => {
    given(opened()).when(close('2023-06-10')).then(closed('2023-06-10'));
    given(opened(), closed('2023-06-10')).when(close('2023-06-10')).then();
    given(opened(), closed('2023-06-10'))
      .when(close('2023-06-11'))
      .thenRejected({ code: 'PeriodAlreadyClosed', at: '2023-06-10' });
  });

  it('is not closed before it begins, nor before it is opened', () => {
    given(opened()).when(close('2023-01-01')).then(closed('2023-01-01'));
    given(opened())
      .when(close('2022-12-31'))
      .thenRejected({ code: 'ClosedBeforePeriod', at: '2022-12-31', from: '2023-01-01' });
    given().when(close('2023-07-10')).thenRejected({ code: 'PeriodNotOpened' });
  });

  it('can be folded from any events', () => {
    const event = fc.constantFrom(opened(), closed('2023-06-10'), opened({ code: 'x' }));
    fc.assert(fc.property(fc.array(event), (events) => expect(() => fold(period, events)).not.toThrow()));
  });
});
