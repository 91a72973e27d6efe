import type { Format } from '@sohoi/exports';
import type { Body } from '@sohoi/replay';

// What an argument may be, apart from the commands themselves: the help shows it without loading them.

export const historyKinds = ['log', 'member', 'chapter', 'unit', 'class', 'scorecard', 'rubric', 'cluster'] as const;
export const historyFormats = ['table', 'list', 'json', 'csv'] as const;

export const explainKinds = ['chapter', 'unit'] as const;

export const differenceKinds = ['chapter', 'cluster'] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

/** What is found by its name. */
export const foundKinds = ['unit', 'cluster', 'member'] as const;
export type FoundKind = (typeof foundKinds)[number];

export const reportKinds = ['cluster', 'commune'] as const;
export type ReportKind = (typeof reportKinds)[number];

/** What can be taken away. The order is that of the reference. */
export const datasets = ['events', 'standings', 'members'] as const;
export type Dataset = (typeof datasets)[number];

export const exportFormats = Object.keys({ parquet: true, csv: true, xlsx: true } satisfies Record<Format, true>);

/** Whose results are replayed. */
export const bodies = Object.keys({ chapter: true, unit: true } satisfies Record<Body, true>);
