import type { Facts, ReportDocument, Signatures } from '@sohoi/reports';
import { FILL } from './sheet.js';
import type { Sheet } from './sheet.js';

/** Who makes the report, to the left; place and day to the right, to be written by hand. */
export const drawLetterhead = (sheet: Sheet, { issuer, placeAndDay }: ReportDocument['letterhead']): void => {
  const half = sheet.width / 2 - 6;
  const { y } = sheet;
  issuer.forEach((line, i) => {
    const style = { size: 9.5, bold: i === issuer.length - 1, align: 'center' } as const;
    const text = line.toLocaleUpperCase('vi-VN');
    const height = sheet.heightOf(text, half, style);
    sheet.tagged(sheet.root, 'P', () => sheet.text(text, sheet.left, sheet.y, half, style));
    sheet.y += height;
  });
  sheet.tagged(sheet.root, 'P', () =>
    sheet.text(placeAndDay, sheet.left + sheet.width - half, y, half, { size: 9.5, align: 'right' }),
  );
};

const NAMES = 112;

/** Names to the left, what they stand for beside them; each line is read as one. */
export const drawFacts = (sheet: Sheet, { rows }: Facts): void => {
  const beside = sheet.width - NAMES;
  for (const [name, value] of rows) {
    const style = { size: 9 };
    const height = Math.max(sheet.heightOf(value, beside, style), sheet.heightOf(name, NAMES - 8, style));
    sheet.room(height + 3);
    const { left, y } = sheet;
    sheet.tagged(sheet.root, 'P', () => {
      sheet.text(`${name}: `, left, y, NAMES - 4, { ...style, bold: true });
      sheet.text(value, left + NAMES, y, beside, style);
    });
    sheet.y += height + 3;
  }
};

/** In a box, so that it is not overlooked. */
export const drawNotice = (sheet: Sheet, text: string): void => {
  const style = { size: 10, bold: true, align: 'center' } as const;
  const height = sheet.heightOf(text, sheet.width - 20, style) + 12;
  sheet.room(height);
  const { left, width, y } = sheet;
  sheet.artifact(() => sheet.pdf.rect(left, y, width, height).fill(FILL));
  sheet.tagged(sheet.root, 'P', () => sheet.text(text, left + 10, y + 6, width - 20, style));
  sheet.y += height + 8;
};

/** Room to sign by hand. */
const HAND = 70;

export const drawSignatures = (sheet: Sheet, { places }: Signatures): void => {
  sheet.y += 22;
  sheet.room(40 + HAND);
  const each = sheet.width / places.length;
  const { left, y } = sheet;
  places.forEach(({ title, hint }, i) => {
    const at = left + i * each;
    sheet.tagged(sheet.root, 'P', () => {
      sheet.text(title, at, y, each, { size: 10, bold: true, align: 'center' });
      sheet.text(hint, at, y + 15, each, { size: 9, align: 'center' });
    });
  });
  sheet.y += 40 + HAND;
};
