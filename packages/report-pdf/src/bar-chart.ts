import type { BarChart } from '@sohoi/reports';
import { REGULAR } from './fonts.js';
import { BAR, GREY, LINE } from './sheet.js';
import type { Sheet } from './sheet.js';

const SIZE = 9;
const GAP = 7;
const BAR_HEIGHT = 12;
const TITLE = 20;
const AXIS = 18;
/** Of the width: the names to the left, the figures to the right of the longest bar. */
const LABELS = 0.3;
const FIGURES = 62;

type Bar = BarChart['bars'][number] & { readonly height: number };

/** Bars that lie, one below the other, on as many sheets as they take; each sheet's part is one figure with its words. */
export const drawBarChart = (sheet: Sheet, chart: BarChart): void => {
  const labels = sheet.width * LABELS;
  const bars = chart.bars.map((bar) => ({
    ...bar,
    height: Math.max(sheet.heightOf(bar.label, labels - 10, { size: SIZE }), BAR_HEIGHT) + GAP,
  }));
  let { title, alt } = chart;
  for (let rest: readonly Bar[] = bars; rest.length > 0;) {
    const whole = rest.reduce((sum, { height }) => sum + height, TITLE + AXIS);
    if (!sheet.fits(Math.min(whole, TITLE + AXIS + 4 * (BAR_HEIGHT + GAP)))) sheet.room(Number.POSITIVE_INFINITY);
    let height = TITLE + AXIS;
    const shown = rest.filter(({ height: own }, i) => {
      height += own;
      return i === 0 || sheet.fits(height);
    });
    drawPart(sheet, { ...chart, title, alt }, shown, labels);
    rest = rest.slice(shown.length);
    title = `${chart.title} (tiếp theo)`;
    alt = title;
  }
};

const drawPart = (sheet: Sheet, chart: BarChart, bars: readonly Bar[], labels: number): void => {
  const { pdf, left, width, y } = sheet;
  const inside = bars.reduce((sum, { height }) => sum + height, 0);
  const from = left + labels;
  const full = width - labels - FIGURES;
  const end = y + TITLE + inside;
  const bbox = [left, y, left + width, end + AXIS] as const;
  const draw = (): void => {
    sheet.text(chart.title, left, y, width, { size: SIZE, bold: true });
    for (const { at, text } of chart.ticks) {
      const x = from + (full * at) / chart.max;
      pdf
        .moveTo(x, y + TITLE)
        .lineTo(x, end)
        .lineWidth(0.5)
        .stroke(LINE);
      sheet.text(text, x - 25, end + 3, 50, { size: 8, color: GREY, align: 'center' });
    }
    let top = y + TITLE;
    for (const { label, value, text, height } of bars) {
      const middle = top + height / 2;
      const tall = sheet.heightOf(label, labels - 10, { size: SIZE });
      sheet.text(label, left, middle - tall / 2, labels - 10, { size: SIZE, align: 'right' });
      const long = value === null ? 0 : (full * Math.max(0, value)) / chart.max;
      if (long > 0) pdf.rect(from, middle - BAR_HEIGHT / 2, long, BAR_HEIGHT).fill(BAR);
      const line = sheet.heightOf(text, FIGURES, { size: SIZE });
      const color = value === null ? { color: GREY } : {};
      // The figure stands on no line of the axis.
      const wide = Math.min(FIGURES, pdf.font(REGULAR).fontSize(SIZE).widthOfString(text));
      pdf.rect(from + long + 3, middle - line / 2, wide + 4, line).fill('white');
      sheet.text(text, from + long + 5, middle - line / 2, FIGURES, { size: SIZE, ...color });
      top += height;
    }
  };
  sheet.tagged(sheet.root, 'Figure', draw, { alt: chart.alt, bbox });
  sheet.y = end + AXIS + 4;
};
