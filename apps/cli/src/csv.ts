import { csvLine, harmless } from '@sohoi/exports';

/** A table as RFC 4180 has it. A cell that a spreadsheet would take for a formula begins with an apostrophe. */
export const csv = (heading: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heading, ...rows].map((cells) => csvLine(cells.map((text) => (text === '' ? null : harmless(text))))).join('\r\n');
