import PDFDocument from 'pdfkit';
import { BOLD, REGULAR } from './fonts.js';

export type Pdf = InstanceType<typeof PDFDocument>;
export type Parent = PDFKit.PDFStructureElement;

export const INK = '#1a1a1a';
export const GREY = '#5f6368';
export const LINE = '#b8bdc4';
export const FILL = '#eef1f5';
export const BAR = '#2f6f9f';

/** Of an A4 sheet in points; the foot lies below the margin. */
const MARGINS = { top: 54, bottom: 64, left: 56, right: 56 };

/** The types of the library do not know it yet; the library does. */
const PDF_UA = 'PDF/UA' as string as PDFKit.Mixins.PDFSubsets;

/** More than the types of the library know, as above. */
type Tagging = PDFKit.Mixins.StructureElementOptions & {
  readonly scope?: 'Column' | 'Row';
  readonly bbox?: readonly [left: number, top: number, right: number, bottom: number];
};

export type Style = {
  readonly size?: number;
  readonly bold?: boolean;
  readonly color?: string;
  readonly align?: 'left' | 'center' | 'right';
};

const FOOT: Style = { size: 8, color: GREY };

/** Sheets of paper that are filled from above; `y` is where the next thing goes. */
export class Sheet {
  readonly pdf: Pdf;
  readonly root: Parent;
  y = MARGINS.top;

  constructor({ title, language, toldAt }: { title: string; language: string; toldAt: string }) {
    this.pdf = new PDFDocument({
      size: 'A4',
      margins: MARGINS,
      font: REGULAR,
      lang: language,
      tagged: true,
      subset: PDF_UA,
      pdfVersion: '1.7',
      displayTitle: true,
      bufferPages: true,
      info: { Title: title, Producer: 'Sổ Hội', Creator: 'Sổ Hội', CreationDate: new Date(toldAt) },
    });
    this.root = this.pdf.struct('Document');
    this.pdf.addStructure(this.root);
  }

  get left(): number {
    return MARGINS.left;
  }

  get width(): number {
    return this.pdf.page.width - MARGINS.left - MARGINS.right;
  }

  private get bottom(): number {
    return this.pdf.page.height - MARGINS.bottom;
  }

  fits(height: number): boolean {
    return this.y + height <= this.bottom;
  }

  /** @returns whether a new sheet was begun since this height was no longer free */
  room(height: number): boolean {
    if (this.fits(height) || this.y === MARGINS.top) return false;
    this.pdf.addPage();
    this.y = MARGINS.top;
    return true;
  }

  heightOf(text: string, width: number, style: Style = {}): number {
    return this.styled(style).heightOfString(text, { width });
  }

  /** Draws text as what it is, tagged so, and nothing else. */
  tagged(parent: Parent, type: string, draw: () => void, options: Tagging = {}): void {
    const element = this.pdf.struct(type, options, draw);
    parent.add(element);
    element.end();
  }

  /** Draws what carries no meaning: lines, fills, what stands on every page. */
  artifact(draw: () => void): void {
    this.pdf.markContent('Artifact', { type: 'Layout' });
    draw();
    this.pdf.endMarkedContent();
  }

  text(text: string, x: number, y: number, width: number, style: Style = {}): void {
    const pdf = this.styled(style);
    const draw = (): Pdf => pdf.text(text, x, y, { width, align: style.align ?? 'left' });
    // Where a line ends no blank is drawn; who reads aloud or copies is told the text as it is.
    const isBroken = pdf.heightOfString(text, { width }) > 1.5 * pdf.currentLineHeight(true);
    if (!isBroken) return void draw();
    pdf.markContent('Span', { actual: text });
    draw();
    pdf.endMarkedContent();
  }

  /** A paragraph over the whole width, behind a gap; on the next sheet if it does not fit. */
  paragraph(type: string, text: string, style: Style & { readonly before?: number; readonly keep?: number }): void {
    const height = this.heightOf(text, this.width, style);
    this.y += style.before ?? 0;
    this.room(height + (style.keep ?? 0));
    this.tagged(this.root, type, () => this.text(text, this.left, this.y, this.width, style));
    this.y += height;
  }

  /** The foot of each sheet, once it is known how many there are; of what is too long for its line, the end. */
  feet(text: string): void {
    const { start, count } = this.pdf.bufferedPageRange();
    const foot = this.endOf(text, this.width - 80, FOOT);
    for (let page = start; page < start + count; page += 1) {
      this.pdf.switchToPage(page);
      this.pdf.page.margins.bottom = 0;
      const y = this.pdf.page.height - MARGINS.bottom + 26;
      this.artifact(() => {
        this.rule(y - 8);
        this.text(foot, this.left, y, this.width - 80, FOOT);
        this.text(`Trang ${page - start + 1}/${count}`, this.left, y, this.width, { ...FOOT, align: 'right' });
      });
    }
  }

  private endOf(text: string, width: number, style: Style): string {
    const pdf = this.styled(style);
    const ends = [...text].map((_, from, all) => (from === 0 ? text : `…${all.slice(from).join('')}`));
    return ends.find((end) => pdf.widthOfString(end) <= width) ?? '';
  }

  rule(y: number): void {
    this.pdf
      .moveTo(this.left, y)
      .lineTo(this.left + this.width, y)
      .lineWidth(0.5)
      .stroke(LINE);
  }

  bytes(): Promise<Buffer> {
    this.root.end();
    return new Promise((resolve, reject) => {
      const parts: Buffer[] = [];
      this.pdf.on('data', (part: Buffer) => parts.push(part));
      this.pdf.on('end', () => resolve(Buffer.concat(parts)));
      this.pdf.on('error', reject);
      this.pdf.end();
    });
  }

  private styled({ size = 10, bold = false, color = INK }: Style): Pdf {
    return this.pdf
      .font(bold ? BOLD : REGULAR)
      .fontSize(size)
      .fillColor(color);
  }
}
