import { describe, expect, it } from '@jest/globals';
import { UnreadableEvent } from '@sohoi/decider';
import { placedEvent } from './events.js';

describe('a stored event', () => {
  const stored = { type: 'ChapterClosed', schemaVersion: 1, data: { chapterId: 'a' }, position: '1' };

  it('is taken as it is where it has today’s form', () => {
    expect(placedEvent(stored)).toBe(stored);
  });

  it.each([
    ['of the future', { ...stored, schemaVersion: 99 }],
    ['of an unknown type', { ...stored, type: 'WeatherChanged' }],
  ])('%s is refused', (_what, event) => {
    expect(() => placedEvent(event)).toThrow(UnreadableEvent);
  });
});
