/** A document as its reader is to find it: what it says and in which order, not where on which sheet. */
export type ReportDocument = {
  readonly language: 'vi-VN';
  readonly title: string;
  readonly subtitle: string;
  /** Above the title: who makes the report, and the line for place and day. */
  readonly letterhead: { readonly issuer: readonly string[]; readonly placeAndDay: string };
  readonly blocks: readonly Block[];
  /** At the foot of every page, beside the page's number. */
  readonly foot: string;
  /** Instant that the document tells of, ISO 8601: the same document bears the same. */
  readonly toldAt: string;
};

export type Block = Heading | Paragraph | Facts | Table | BarChart | Signatures;

export type Heading = { readonly kind: 'heading'; readonly text: string };

export type Paragraph = {
  readonly kind: 'paragraph';
  readonly text: string;
  /** A notice must not be overlooked; a note explains what stands before it. */
  readonly tone?: 'notice' | 'note';
};

/** Names and what they stand for, one a line. */
export type Facts = { readonly kind: 'facts'; readonly rows: readonly (readonly [name: string, value: string])[] };

export type Column = {
  readonly title: string;
  /** Of the width of the table, relative to the other columns. */
  readonly share: number;
  readonly align: 'left' | 'center' | 'right';
};

export type Table = {
  readonly kind: 'table';
  readonly columns: readonly Column[];
  /** Which column names its row, from 0. */
  readonly namedBy: number;
  readonly rows: readonly (readonly string[])[];
};

export type BarChart = {
  readonly kind: 'barChart';
  readonly title: string;
  /** What the chart shows, in words, for who cannot see it. */
  readonly alt: string;
  /** What the full width stands for; above 0. */
  readonly max: number;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  /** A value that is null has no bar. */
  readonly bars: readonly { readonly label: string; readonly value: number | null; readonly text: string }[];
};

/** Who signs, side by side, with room for a signature and a name to be written by hand. */
export type Signatures = {
  readonly kind: 'signatures';
  readonly places: readonly { readonly title: string; readonly hint: string }[];
};
