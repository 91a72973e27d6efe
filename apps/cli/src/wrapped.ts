import stringWidth from 'string-width';
import { printable } from './table.js';

/** What an ordinary terminal shows of a line. */
export const COLUMNS = 80;

/**
 * A text in lines of at most that many columns, broken between words; the first begins at `indent`, those after two columns
 * further. A word that is wider than a line, such as an id, stands alone and whole, so that it can be copied.
 */
export const wrapped = (text: string, indent = 0, width = COLUMNS): string => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/u).map(printable)) {
    const start = ' '.repeat(indent + (lines.length > 0 ? 2 : 0));
    const longer = line === '' ? start + word : `${line} ${word}`;
    if (line !== '' && stringWidth(longer) > width) {
      lines.push(line);
      line = ' '.repeat(indent + 2) + word;
    } else line = longer;
  }
  return [...lines, line].join('\n').trimEnd();
};
