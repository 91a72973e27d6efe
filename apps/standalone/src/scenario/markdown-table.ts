/** A Markdown table with aligned columns, as the formatter would write it; each character is one column wide. */
export const markdownTable = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const widths = head.map((title, i) => Math.max(3, ...[title, ...rows.map((row) => row[i] ?? '')].map(widthOf)));
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, i) => (cells[i] ?? '') + ' '.repeat(width - widthOf(cells[i] ?? ''))).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
};

const widthOf = (cell: string): number => [...cell].length;
