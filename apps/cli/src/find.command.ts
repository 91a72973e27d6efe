import { wordsOf } from '@sohoi/sealing';
import { addressOf, CliError, EXIT_REFUSED, get, problemText, tokenOf } from './ledger-client.js';
import type { Connection } from './ledger-client.js';
import type { Language } from './history-entry.js';
import { table } from './table.js';

export type FindOptions = Connection & { readonly lang: Language; readonly limit: string };

type Found = { readonly kind: string; readonly id: string; readonly name: string };

const headings = { vi: ['LOẠI', 'ID', 'TÊN'], en: ['KIND', 'ID', 'NAME'] } as const;
const nothing = {
  vi: (words: string) => `không tìm thấy "${words}" trong phạm vi của bạn`,
  en: (words: string) => `nothing called "${words}" in your units`,
} as const;

/**
 * Ids by name, for the commands that ask for one: units and chapters, clusters, and members, as the auditor sees them. All
 * the words must begin a word of the name, in any order, without accents or case.
 */
export const find = async (words: string, options: FindOptions, env: NodeJS.ProcessEnv): Promise<string> => {
  const { lang, limit } = options;
  const address = addressOf(options, env);
  const token = await tokenOf(options, 'auditor', env);
  const rows = async (path: string, query: Record<string, string>): Promise<readonly Record<string, unknown>[]> => {
    const answer = await get(address, `${path}?${new URLSearchParams({ limit, ...query })}`, token, { lang });
    if (answer.status !== 200) throw new CliError(problemText(answer), EXIT_REFUSED);
    return (answer.body as { data: readonly Record<string, unknown>[] }).data;
  };
  const [units, clusters, members] = await Promise.all([
    rows('/v1/units', { search: words }),
    rows('/v1/emulation-clusters', { limit: '200' }),
    rows('/v1/members', { search: words }),
  ]);
  const found: readonly Found[] = [
    ...units.map(({ level, id, name }) => ({ kind: String(level), id: String(id), name: String(name) })),
    ...clusters
      .map(({ clusterId, name }) => ({ kind: 'cluster', id: String(clusterId), name: String(name) }))
      .filter(({ name }) => isCalled(name, words)),
    ...members.map(({ memberId, person }) => ({ kind: 'member', id: String(memberId), name: nameOf(person) })),
  ];
  if (found.length === 0) throw new CliError(nothing[lang](words), EXIT_REFUSED);
  return table(
    headings[lang],
    found.map(({ kind, id, name }) => [kind, id, name]),
  );
};

const nameOf = (person: unknown): string =>
  typeof person === 'object' && person !== null && 'fullName' in person && typeof person.fullName === 'string'
    ? person.fullName
    : '—';

const isCalled = (name: string, asked: string): boolean => {
  const parts = wordsOf(name);
  return wordsOf(asked).every((word) => parts.some((part) => part.startsWith(word)));
};
