import stringWidth from 'string-width';

/** Rows under a heading, in columns as wide on a terminal as their widest cell. */
export const table = (heading: readonly string[], rows: readonly (readonly string[])[]): string => {
  const lines = [heading, ...rows].map((cells) => cells.map(printable));
  const widths = heading.map((_title, n) => Math.max(...lines.map((cells) => stringWidth(cells[n] ?? ''))));
  const padded = (cell: string, n: number): string => cell + ' '.repeat((widths[n] ?? 0) - stringWidth(cell));
  return lines.map((cells) => cells.map(padded).join('  ').trimEnd()).join('\n');
};

const letters = new Intl.Segmenter('vi', { granularity: 'grapheme' });

/** As much of the beginning as is no wider than that, and a sign that there is more; no letter loses its marks. */
export const cut = (text: string, width: number): string => {
  if (stringWidth(text) <= width) return text;
  let kept = '';
  for (const { segment } of letters.segment(text)) {
    if (stringWidth(kept + segment) > width - 1) break;
    kept += segment;
  }
  return `${kept}…`;
};

/** What steers a terminal is shown, not obeyed. */
export const printable = (cell: string): string => cell.replaceAll(/\p{Cc}/gu, '\uFFFD');
