import type { Table } from '@sohoi/reports';
import { FILL, LINE } from './sheet.js';
import type { Parent, Sheet, Style } from './sheet.js';

const PAD = { x: 5, y: 4 };
const SIZE = 9;

type Cell = { readonly text: string; readonly x: number; readonly width: number; readonly style: Style };
type Row = { readonly cells: readonly Cell[]; readonly height: number };

/** A table with lines; a row is never torn, and the head stands on every sheet that the table comes to. */
export const drawTable = (sheet: Sheet, { columns, rows, namedBy }: Table): void => {
  const whole = columns.reduce((sum, { share }) => sum + share, 0);
  let at = sheet.left;
  const places = columns.map(({ share, align }) => {
    const place = { x: at, width: (sheet.width * share) / whole, align };
    at += place.width;
    return place;
  });
  const rowOf = (texts: readonly string[], bold: boolean): Row => {
    const cells = places.map(({ align, ...place }, i) => ({
      ...place,
      text: texts[i] ?? '',
      style: { size: SIZE, bold, align },
    }));
    const heights = cells.map(({ text, width, style }) => sheet.heightOf(text, width - 2 * PAD.x, style));
    return { cells, height: Math.max(...heights) + 2 * PAD.y };
  };
  const table = sheet.pdf.struct('Table');
  sheet.root.add(table);
  const head = rowOf(
    columns.map(({ title }) => title),
    true,
  );
  const body = rows.map((texts) => rowOf(texts, false));

  sheet.y += 6;
  sheet.room(head.height + (body[0]?.height ?? 0));
  drawRow(
    sheet,
    head,
    FILL,
    tagIn(sheet, table, () => ['TH', 'Column']),
  );
  for (const row of body) {
    if (sheet.room(row.height)) drawRow(sheet, head, FILL, (_, draw) => sheet.artifact(draw));
    drawRow(
      sheet,
      row,
      undefined,
      tagIn(sheet, table, (i) => (i === namedBy ? ['TH', 'Row'] : ['TD'])),
    );
  }
  table.end();
  sheet.y += 6;
};

type Draw = (column: number, draw: () => void) => void;
type Tag = (column: number) => readonly [type: 'TH', scope: 'Column' | 'Row'] | readonly [type: 'TD'];

const tagIn = (sheet: Sheet, table: Parent, tag: Tag): Draw => {
  const row = sheet.pdf.struct('TR');
  table.add(row);
  return (column, draw) => {
    const [type, scope] = tag(column);
    sheet.tagged(row, type, draw, scope === undefined ? {} : { scope });
  };
};

const drawRow = (sheet: Sheet, { cells, height }: Row, fill: string | undefined, drawCell: Draw): void => {
  const { pdf, y } = sheet;
  sheet.artifact(() => {
    for (const { x, width } of cells) {
      if (fill !== undefined) pdf.rect(x, y, width, height).fill(fill);
      pdf.rect(x, y, width, height).lineWidth(0.5).stroke(LINE);
    }
  });
  cells.forEach(({ text, x, width, style }, i) =>
    drawCell(i, () => sheet.text(text, x + PAD.x, y + PAD.y, width - 2 * PAD.x, style)),
  );
  sheet.y += height;
};
