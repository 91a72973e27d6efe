import { describe, expect, it } from '@jest/globals';
import { csv } from './csv.js';

describe('a table as CSV', () => {
  it('quotes what needs it, and doubles quotes', () => {
    expect(
      csv(
        ['a', 'b'],
        [
          ['một', 'hai, ba'],
          ['"x"', 'y\nz'],
        ],
      ),
    ).toBe('a,b\r\nmột,"hai, ba"\r\n"""x""","y\nz"');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])('lets no spreadsheet reckon with %j', (cell) => {
    expect(csv(['a'], [[cell]])).toBe(`a\r\n'${cell}`);
  });
});
