import { wordsOf } from '@sohoi/sealing';
import { addressOf, CliError, EXIT_REFUSED, get, post, problemText, tokenOf } from './ledger-client.js';
import type { Answer, Connection } from './ledger-client.js';
import type { Language } from './history-entry.js';
import type { FoundKind } from './choices.js';
import { table } from './table.js';

export type FindOptions = Connection & {
  readonly lang: Language;
  readonly limit: string;
  /** Absent: all. */
  readonly kind?: FoundKind;
};

type Found = { readonly kind: string; readonly id: string; readonly name: string };

const headings = { vi: ['LOẠI', 'ID', 'TÊN'], en: ['KIND', 'ID', 'NAME'] } as const;
const nothing = {
  vi: (words: string) => `không tìm thấy "${words}" trong phạm vi của bạn`,
  en: (words: string) => `nothing called "${words}" in your units`,
} as const;
const more = {
  vi: (most: number) => `còn nữa, ngoài ${most} của mỗi loại: xem thêm với --limit`,
  en: (most: number) => `there is more than ${most} of a kind: ask for more with --limit`,
} as const;

type Items = readonly Readonly<Record<string, unknown>>[];

/**
 * Ids by name, for the commands that ask for one: units and chapters, clusters, and members, as the auditor sees them. All
 * the words must begin a word of the name, in any order; of units and chapters they must be a part of it. Accents and case do
 * not matter. Of persons they stand in no address, but in those asked for units, unless only members are asked for.
 * @param note is told where there is more than was asked for
 */
export const find = async (
  words: string,
  options: FindOptions,
  env: NodeJS.ProcessEnv,
  note: (line: string) => void,
): Promise<string> => {
  const { lang, limit, kind } = options;
  const address = addressOf(options, env);
  const token = await tokenOf(options, 'auditor', env);
  const page = (path: string, query: Record<string, string>): Promise<Page> =>
    get(address, `${path}?${new URLSearchParams({ limit, ...query })}`, token, { lang }).then(pageIn);
  const clustersCalledSo = async (after: string | null = null, before: Items = []): Promise<Items> => {
    const query = { limit: '200', ...(after !== null && { cursor: after }) };
    const { data, next } = await page('/v1/emulation-clusters', query);
    const found = [...before, ...data.filter(({ name }) => isCalled(String(name), words))];
    return next === null || found.length > Number(limit) ? found : clustersCalledSo(next, found);
  };
  const most = Number(limit);
  const [units, clusters, members] = await Promise.all([
    kind === undefined || kind === 'unit' ? page('/v1/units', { search: words }) : NONE,
    kind === undefined || kind === 'cluster' ? clustersCalledSo() : [],
    kind === undefined || kind === 'member'
      ? post(address, '/v1/members/search', { name: words, limit }, token, { lang }).then(pageIn)
      : NONE,
  ]);
  const found: readonly Found[] = [
    ...units.data.map(({ level, id, name }) => ({ kind: String(level), id: String(id), name: String(name) })),
    ...clusters.slice(0, most).map(({ clusterId, name }) => ({
      ...{ kind: 'cluster', id: String(clusterId), name: String(name) },
    })),
    ...members.data.map(({ memberId, person }) => ({ kind: 'member', id: String(memberId), name: nameOf(person) })),
  ];
  if (found.length === 0) throw new CliError(nothing[lang](words), EXIT_REFUSED);
  if (units.next !== null || members.next !== null || clusters.length > most) note(more[lang](most));
  return table(
    headings[lang],
    found.map(({ kind, id, name }) => [kind, id, name]),
  );
};

type Page = { readonly data: Items; readonly next: string | null };

const NONE: Page = { data: [], next: null };

const pageIn = (answer: Answer): Page => {
  if (answer.status !== 200) throw new CliError(problemText(answer), EXIT_REFUSED);
  return answer.body as Page;
};

const nameOf = (person: unknown): string =>
  typeof person === 'object' && person !== null && 'fullName' in person && typeof person.fullName === 'string'
    ? person.fullName
    : '—';

const isCalled = (name: string, asked: string): boolean => {
  const parts = wordsOf(name);
  return wordsOf(asked).every((word) => parts.some((part) => part.startsWith(word)));
};
