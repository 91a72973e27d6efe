import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '@sohoi/event-store';
import { historyAsOf } from './history-as-of.js';

const at = (position: string, type: string, day: string) => ({ position, type, data: { at: day } }) as RecordedEvent;
const history = [
  at('1', 'Opened', '2024-02-01'),
  at('2', 'Enrolled', '2024-03-01'),
  at('3', 'Attended', '2024-02-15'),
  at('4', 'Corrected', '2024-05-01'),
  at('5', 'Backdated', '2024-01-01'),
];
const types = (position: string, validAt: string | null) =>
  historyAsOf(history, { position, validAt }, new Set(['Corrected'])).map(({ type }) => type);

describe('the history of one stream at a moment', () => {
  it('is what was known by then, in the order of the log', () => {
    expect(types('3', null)).toEqual(['Opened', 'Enrolled', 'Attended']);
    expect(types('0', null)).toEqual([]);
  });

  it('is for a day what was true by then, in the order of the days, corrections on every day', () => {
    expect(types('5', '2024-02-20')).toEqual(['Opened', 'Backdated', 'Attended', 'Corrected']);
    expect(types('3', '2024-12-31')).toEqual(['Opened', 'Attended', 'Enrolled']);
    expect(types('5', '2024-01-31')).toEqual([]);
  });
});
