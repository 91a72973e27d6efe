/** A table as RFC 4180 has it. A cell that a spreadsheet would take for a formula begins with an apostrophe. */
export const csv = (heading: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heading, ...rows].map((cells) => cells.map(cellOf).join(',')).join('\r\n');

const cellOf = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
