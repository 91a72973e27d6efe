import type { Block, ReportDocument } from '@sohoi/reports';
import { drawBarChart } from './bar-chart.js';
import { drawFacts, drawLetterhead, drawNotice, drawSignatures } from './forms.js';
import { GREY, Sheet } from './sheet.js';
import { drawTable } from './table.js';

/** The document on A4 as tagged PDF (PDF/UA-1), its font embedded; the same document gives the same bytes. */
export const pdfOf = async (document: ReportDocument): Promise<Buffer> => {
  const { title, subtitle, language, toldAt, letterhead, blocks, foot } = document;
  const sheet = new Sheet({ title: `${title} – ${subtitle}`, language, toldAt });
  drawLetterhead(sheet, letterhead);
  sheet.paragraph('H1', title, { size: 15, bold: true, align: 'center', before: 18 });
  sheet.paragraph('P', subtitle, { size: 11, align: 'center', before: 2 });
  sheet.y += 12;
  for (const block of blocks) draw(sheet, block);
  sheet.feet(foot);
  return sheet.bytes();
};

/** What must stand below a heading on its sheet. */
const BELOW_HEADING = 90;

const draw = (sheet: Sheet, block: Block): void => {
  switch (block.kind) {
    case 'heading':
      sheet.paragraph('H2', block.text, { size: 11.5, bold: true, before: 12, keep: BELOW_HEADING });
      sheet.y += 3;
      return undefined;
    case 'paragraph':
      if (block.tone === 'notice') return drawNotice(sheet, block.text);
      return sheet.paragraph('P', block.text, {
        before: 6,
        ...(block.tone === 'note' && { size: 8.5, color: GREY }),
      });
    case 'facts':
      return drawFacts(sheet, block);
    case 'table':
      return drawTable(sheet, block);
    case 'barChart':
      return drawBarChart(sheet, block);
    case 'signatures':
      return drawSignatures(sheet, block);
  }
};
