import type { historyFormats } from './choices.js';
import { csv } from './csv.js';
import { valueOf, words } from './history-entry.js';
import type { HistoryEntry, Language } from './history-entry.js';
import { listedEntry } from './history-list.js';
import { addressOf, CliError, EXIT_REFUSED, EXIT_USAGE, get, problemText, tokenOf } from './ledger-client.js';
import type { Connection } from './ledger-client.js';
import { cut, table } from './table.js';

export type HistoryOptions = Connection & {
  readonly lang: Language;
  readonly format: (typeof historyFormats)[number];
  readonly limit: string;
  readonly from?: string;
  readonly to?: string;
  readonly recordedFrom?: string;
  readonly recordedTo?: string;
  readonly actor?: string;
  readonly type?: string;
  readonly field?: string;
  readonly correlation?: string;
  readonly unit?: string;
  readonly purpose?: string;
  readonly asOf?: string;
  readonly validAt?: string;
};

/** As many as a page has at most. */
const PAGE = 200;

const MOST = 100_000;

/** `--format json` and `csv` have the whole. */
const WIDTH = 40;

const headings = {
  vi: ['VỊ TRÍ', 'ĐÚNG NGÀY', 'GHI LÚC', 'VIỆC', 'TRƯỜNG', 'TRƯỚC', 'SAU', 'NGƯỜI GHI', 'VAI TRÒ', 'LÝ DO'],
  en: ['POSITION', 'TRUE ON', 'RECORDED AT', 'WHAT', 'FIELD', 'BEFORE', 'AFTER', 'ACTOR', 'ROLE', 'REASON'],
} as const;

const COLUMNS = [
  ...['position', 'at', 'recordedAt', 'type', 'sentence', 'field', 'before', 'after', 'actor', 'role', 'reason'],
  ...['correlationId', 'others'],
] as const;

/**
 * The history of one thing or of the log, as the auditor may see it, oldest first: a row for each field that changed. With
 * `json`: one entry a line.
 * @param note is told where there is more than was asked for
 */
export const history = async (
  kind: string,
  id: string | undefined,
  options: HistoryOptions,
  env: NodeJS.ProcessEnv,
  note: (line: string) => void,
): Promise<string> => {
  const { lang, format } = options;
  const entries = await read(pathOf(kind, id), options, env, note);
  switch (format) {
    case 'json':
      return entries.map((entry) => JSON.stringify(entry)).join('\n');
    case 'csv':
      return csv(
        COLUMNS,
        entries.flatMap((entry) => csvRows(entry, lang)),
      );
    case 'list':
      return entries.map((entry) => listedEntry(entry, lang)).join('\n\n');
    case 'table':
      return table(
        headings[lang],
        entries.flatMap((entry) => tableRows(entry, lang)),
      );
  }
};

const pathOf = (kind: string, id: string | undefined): string => {
  if (kind === 'log') {
    if (id !== undefined) throw new CliError('the log has no id: narrow it with --unit, --actor or others', EXIT_USAGE);
    return '/v1/history';
  }
  if (id === undefined) throw new CliError(`say whose history: sohoi history ${kind} <id>`, EXIT_USAGE);
  return `/v1/history/${kind}/${encodeURIComponent(id)}`;
};

const read = async (
  path: string,
  options: HistoryOptions,
  env: NodeJS.ProcessEnv,
  note: (line: string) => void,
): Promise<readonly HistoryEntry[]> => {
  const { lang, from, to, recordedFrom, recordedTo, actor, type, field, correlation, unit, purpose, asOf, validAt } =
    options;
  const most = Number(options.limit);
  if (!Number.isInteger(most) || most < 1 || most > MOST) {
    throw new CliError(`--limit must be a whole number from 1 to ${MOST}, not ${options.limit}`, EXIT_USAGE);
  }
  const query = new URLSearchParams();
  const asked = {
    ...{ from, to, recordedFrom, recordedTo, actor, type, field },
    ...{ correlation, unit, purpose, asOf, validAt },
  };
  for (const [name, value] of Object.entries(asked)) if (value !== undefined) query.set(name, value);
  if (purpose !== undefined) query.set('open', 'true');
  const address = addressOf(options, env);
  const entries: HistoryEntry[] = [];
  for (;;) {
    query.set('limit', String(Math.min(PAGE, most - entries.length)));
    const answer = await get(address, `${path}?${query}`, await tokenOf(options, 'auditor', env), { lang });
    if (answer.status !== 200) throw new CliError(problemText(answer), EXIT_REFUSED);
    const { data, next } = answer.body as { data: readonly HistoryEntry[]; next: string | null };
    entries.push(...data);
    if (next === null) return entries;
    if (entries.length >= most) {
      note(words[lang].more(most));
      return entries;
    }
    query.set('cursor', next);
  }
};

const tableRows = (entry: HistoryEntry, lang: Language): readonly (readonly string[])[] => {
  const { position, at, recordedAt, sentence, names, actor, role, reason } = entry;
  const named = (value: unknown): unknown => (typeof value === 'string' ? (names[value] ?? value) : value);
  const who = [cut(actor, WIDTH), role, reason === null ? '' : cut(valueOf(reason, lang), WIDTH)];
  const changes = (entry.changes ?? []).map(({ label, before, after, hidden }) => [
    cut(label[lang], WIDTH),
    ...[before, after].map((value) => cut(hidden ? words[lang].hidden : valueOf(named(value), lang), WIDTH)),
  ]);
  const [first = ['', '', ''], ...others] = changes;
  return [
    [position, at, recordedAt, sentence[lang], ...first, ...who],
    ...others.map((change) => ['', '', '', '', ...change]),
  ];
};

const csvRows = (entry: HistoryEntry, lang: Language): readonly (readonly string[])[] => {
  const { position, at, recordedAt, type, sentence, actor, role, reason, correlation } = entry;
  const changes = (entry.changes ?? []).map(({ field, before, after, hidden }) => [
    field,
    ...[before, after].map((value) => (hidden ? words[lang].hidden : value === null ? '' : valueOf(value, lang))),
  ]);
  return (changes.length > 0 ? changes : [['', '', '']]).map((change) => [
    ...[position, at, recordedAt, type, sentence[lang], ...change, actor, role],
    ...[reason === null ? '' : valueOf(reason, lang), correlation.id, String(correlation.others)],
  ]);
};
