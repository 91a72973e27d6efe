import type { DifferenceKind } from './choices.js';
import { addressOf, CliError, EXIT_REFUSED, get, problemText, tokenOf } from './ledger-client.js';
import type { Connection } from './ledger-client.js';
import type { Language } from './history-entry.js';
import { wrapped } from './wrapped.js';

export type DifferenceOptions = Connection & {
  readonly lang: Language;
  readonly from: string;
  readonly to?: string;
  readonly period?: string;
  readonly json?: boolean;
};

type Bilingual = { readonly [L in Language]: string };
type Moment = { readonly position: string; readonly recordedAt: string };
type Changed = {
  readonly sentence: Bilingual;
  readonly causes: readonly {
    readonly position: string | null;
    readonly type: string | null;
    readonly at: string | null;
    readonly sentence: Bilingual;
  }[];
};
type Difference = {
  readonly periodCode: string;
  readonly from: Moment;
  readonly to: Moment;
  readonly name: string;
} & (Changed | { readonly units: readonly Changed[] });

const said = {
  vi: { between: 'từ', and: 'đến', nothing: 'không có sự kiện nào của chính nơi này làm điểm thay đổi' },
  en: { between: 'from', and: 'to', nothing: 'no event of its own changed its score' },
} as const;

/** Why a chapter's score, or the ranking of a cluster, changed between two moments: the events, each with its share. */
export const difference = async (
  kind: DifferenceKind,
  id: string,
  options: DifferenceOptions,
  env: NodeJS.ProcessEnv,
): Promise<string> => {
  const { lang, from, to, period } = options;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ from, to, period })) if (value !== undefined) query.set(name, value);
  const of = kind === 'chapter' ? ['standings/chapters', 'difference'] : ['emulation-clusters', 'ranking/difference'];
  const path = `/v1/${of[0]}/${encodeURIComponent(id)}/${of[1]}?${query}`;
  const answer = await get(addressOf(options, env), path, await tokenOf(options, 'auditor', env), { lang });
  if (answer.status !== 200) throw new CliError(problemText(answer), EXIT_REFUSED);
  if (options.json) return JSON.stringify(answer.body, null, 2);
  const { data } = answer.body as { data: Difference };
  const changed = 'units' in data ? data.units : [data];
  const moment = ({ position, recordedAt }: Moment): string => `${position} (${recordedAt})`;
  return [
    wrapped(`${data.name} · ${data.periodCode}`),
    wrapped(`${said[lang].between} ${moment(data.from)}`, 2),
    wrapped(`${said[lang].and} ${moment(data.to)}`, 2),
    ...changed.flatMap((one) => ['', ...changedLines(one, lang)]),
  ].join('\n');
};

const changedLines = ({ sentence, causes }: Changed, lang: Language): readonly string[] => [
  wrapped(sentence[lang]),
  ...(causes.length === 0 ? [wrapped(said[lang].nothing, 4)] : []),
  ...causes.flatMap(({ position, type, at, sentence: told }) => [
    wrapped(told[lang], 4),
    ...(position === null ? [] : [wrapped([at, type, position].filter((part) => part !== null).join(' '), 8)]),
  ]),
];
