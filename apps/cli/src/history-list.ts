import { valueOf, words } from './history-entry.js';
import type { HistoryEntry, Language } from './history-entry.js';
import { wrapped } from './wrapped.js';

const said = {
  vi: {
    reason: 'lý do',
    by: (actor: string, role: string) => `người ghi: ${actor} (${role})`,
    recorded: (at: string, position: string) => `ghi lúc ${at}, vị trí ${position}`,
    together: (count: string) => `cùng yêu cầu còn ${count} việc:`,
  },
  en: {
    reason: 'reason',
    by: (actor: string, role: string) => `recorded by: ${actor} (${role})`,
    recorded: (at: string, position: string) => `recorded at ${at}, position ${position}`,
    together: (count: string) => `${count} more came of the same request:`,
  },
} as const;

/** An entry as a paragraph for a terminal of 80 columns, with nothing cut: reasons whole, ids to copy. */
export const listedEntry = (entry: HistoryEntry, lang: Language): string => {
  const { position, at, recordedAt, sentence, names, actor, role, reason, correlation } = entry;
  const { others, more, id } = correlation;
  const named = (value: unknown): unknown => (typeof value === 'string' ? (names[value] ?? value) : value);
  const shown = (value: unknown, hidden: boolean): string =>
    hidden ? words[lang].hidden : valueOf(named(value), lang);
  const changes = (entry.changes ?? []).map(
    ({ label, before, after, hidden }) => `${label[lang]}: ${shown(before, hidden)} → ${shown(after, hidden)}`,
  );
  const details = [
    ...changes,
    ...(reason === null ? [] : [`${said[lang].reason}: ${valueOf(reason, lang)}`]),
    said[lang].by(actor, role),
    said[lang].recorded(recordedAt, position),
    ...(others > 0 ? [`${said[lang].together(`${others}${more ? '+' : ''}`)} --correlation ${id}`] : []),
  ];
  return [wrapped(`${at} ${sentence[lang]}`), ...details.map((detail) => wrapped(detail, 4))].join('\n');
};
