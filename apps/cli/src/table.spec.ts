import { describe, expect, it } from '@jest/globals';
import stringWidth from 'string-width';
import { cut, table } from './table.js';

describe('a table', () => {
  const composed = 'Nguyễn Thị Ví Dụ'.normalize('NFC');
  const rows = [
    [composed, 'a'],
    [composed.normalize('NFD'), 'b'],
    ['阮氏', 'c'],
    ['👩‍🌾', 'd'],
    ['', 'e'],
  ];

  it('has columns that stand below each other, whatever the letters are made of', () => {
    const lines = table(['NAME', 'X'], rows).split('\n');
    expect(lines).toHaveLength(6);
    expect(lines.map((line) => stringWidth(line.slice(0, -1)))).toEqual(lines.map(() => stringWidth(composed) + 2));
  });

  it('ends no line with blanks, and steers no terminal', () => {
    expect(table(['A', 'B'], [['long', '']])).toBe('A     B\nlong');
    expect(table(['A'], [['\u001B[2J\n\u009B']])).toBe('A\n\uFFFD[2J\uFFFD\uFFFD');
  });

  it('cuts a cell between letters, by the room that they take', () => {
    expect(cut('demo-auditor', 12)).toBe('demo-auditor');
    expect(cut('demo-auditors', 12)).toBe('demo-audito…');
    expect(cut('Việt Việt'.normalize('NFD'), 5)).toBe(`${'Việt'.normalize('NFD')}…`);
    expect(cut('阮氏點', 4)).toBe('阮…');
  });
});
