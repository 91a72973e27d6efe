import { describe, expect, it } from '@jest/globals';
import { progressLine } from './progress-line.js';

const onTerminal = (isTTY: boolean) => {
  const written: string[] = [];
  let ms = 0;
  const line = progressLine(
    { isTTY, write: (text: string) => written.push(text.replace(/\r\u001b\[K/, '')) },
    'events',
    () => ms,
  );
  return { line, written, after: (passed: number) => (ms += passed) };
};

describe('a line of progress', () => {
  it('says what is done, its share, its rate and the time left', () => {
    const { line, written, after } = onTerminal(true);
    line.at(1000, 101_000);
    after(1000);
    line.at(6000, 101_000);
    after(200);
    line.at(101_000, 101_000);
    line.end();
    expect(written).toEqual([
      '1,000 events · 0 %',
      '6,000 events · 5 % · 5,000/s · 19 s left',
      '101,000 events · 100 % · 83,333/s · 0 s left',
      '',
    ]);
  });

  it('says neither a share nor an end where the whole is unknown', () => {
    const { line, written, after } = onTerminal(true);
    line.at(0);
    after(2000);
    line.at(500);
    expect(written).toEqual(['0 events', '500 events · 250/s']);
  });

  it('gives long times in hours and minutes', () => {
    const { line, written, after } = onTerminal(true);
    line.at(0, 4_000_000);
    after(1000);
    line.at(1000, 4_000_000);
    after(500_000);
    line.at(3_900_000, 4_000_000);
    expect(written.slice(1).map((text) => text.split(' · ').at(-1))).toEqual(['1 h 6 min left', '13 s left']);
  });

  it('writes no more often than people read', () => {
    const { line, written, after } = onTerminal(true);
    for (let n = 0; n < 100; n += 1) {
      line.at(n);
      after(10);
    }
    expect(written).toHaveLength(5);
  });

  it('is silent in a pipe', () => {
    const { line, written, after } = onTerminal(false);
    line.at(0, 10);
    after(1000);
    line.at(10, 10);
    line.end();
    expect(written).toEqual([]);
  });
});
