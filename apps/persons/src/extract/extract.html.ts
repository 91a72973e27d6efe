import { isSealed } from '@sohoi/fields';
import { legalGrounds } from '@sohoi/persons/events';
import type { HeldEvent } from './held-events.js';
import { roleWords, wordsOfCode } from './codes.js';
import { openLists } from './open-lists.js';
import { happenings, leftOut, particulars } from './words.js';
import type { Phrase } from './words.js';

export type Extract = {
  readonly personId: string;
  readonly requestId: string;
  /** Instant of the making, ISO 8601. */
  readonly madeAt: string;
  readonly events: readonly HeldEvent[];
  readonly readings: readonly {
    readonly readAt: string;
    readonly actor: string;
    readonly role: string;
    readonly fields: readonly string[];
    readonly purpose: string;
  }[];
  /** Names of units and chapters by their ids. */
  readonly places: ReadonlyMap<string, string>;
};

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '');

const clock = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  ...{ day: '2-digit', month: '2-digit', year: 'numeric' },
  ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
});
const instant = (iso: string): string => escaped(clock.format(new Date(iso)));
const day = (date: string): string => date.split('-').reverse().join('/');
/** A name that is one in both languages stands once. */
const both = ({ vi, en }: Phrase): string =>
  vi === en ? escaped(vi) : `${escaped(vi)} <small lang="en">${escaped(en)}</small>`;

/** One file for the person herself: no scripts, nothing from elsewhere, fit to be printed. */
export const extractHtml = (extract: Extract): string => `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<title>Bản trích dữ liệu cá nhân · Extract of personal data</title>
<style>
body { font: 11pt/1.45 serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
small { color: #555; } h2 { margin-top: 2rem; } article { break-inside: avoid; border-top: 1px solid #999; padding: .4rem 0; }
h3 { margin: 0; font-size: 1em; } p { margin: .2rem 0; } dl { display: grid; grid-template-columns: 14rem 1fr; gap: 0 1rem; margin: .3rem 0; }
dt, dd { margin: 0; } table { border-collapse: collapse; width: 100%; } td, th { border: 1px solid #999; padding: .2rem .4rem; text-align: left; vertical-align: top; }
</style>
</head>
<body>
<h1>Bản trích dữ liệu cá nhân<br><small lang="en">Extract of personal data</small></h1>
<p>Tất cả những gì Sổ Hội đang giữ về người có mã <code>${escaped(extract.personId)}</code>, lập lúc ${instant(extract.madeAt)} theo yêu cầu <code>${escaped(extract.requestId)}</code>.<br>
<small lang="en">All that the ledger holds on the person of this id, as of this moment, made for this request.</small></p>
<p>Mỗi mục có hai ngày: ngày sự việc có thật, và lúc được ghi vào sổ. Giờ Việt Nam.<br>
<small lang="en">Each entry has two dates: the day on which it was true, and the moment at which it was recorded. Time of Việt Nam.</small></p>
<h2>${both({ vi: `Sự việc đã ghi (${extract.events.length})`, en: `What was recorded (${extract.events.length})` })}</h2>
${extract.events.map((event) => article(event, extract.places)).join('\n')}
<h2>${both({ vi: `Ai đã xem dữ liệu nhạy cảm (${extract.readings.length})`, en: `Who read sensitive data (${extract.readings.length})` })}</h2>
${readingsTable(extract.readings)}
</body>
</html>
`;

const article = ({ type, data, recordedAt }: HeldEvent, places: Extract['places']): string => {
  const at = typeof data['at'] === 'string' ? data['at'] : '';
  const lines = linesOf(data, []).map(
    ({ path, value }) =>
      `<dt>${path
        .filter(saysMore)
        .map((key) => both(wordFor(key)))
        .join(' — ')}</dt><dd>${shown(value, { type, key: path.at(-1) ?? '', places })}</dd>`,
  );
  return `<article>
<h3>${both(happenings[type] ?? { vi: type, en: type })}</h3>
<p>Ngày <small lang="en">on</small> ${escaped(day(at))} · ghi lúc <small lang="en">recorded at</small> ${instant(recordedAt)}</p>
<dl>${lines.join('')}</dl>
</article>`;
};

/** Her own details need no heading. */
const saysMore = (key: string): boolean => key !== 'person';

const wordFor = (key: string): Phrase => particulars[key] ?? { vi: key, en: key };

type Line = { readonly path: readonly string[]; readonly value: unknown };

/** One line for each datum; an event of lists has a line for each element. */
const linesOf = (node: unknown, path: readonly string[]): readonly Line[] => {
  if (node === undefined) return [];
  if (Array.isArray(node) && node.some((one) => typeof one === 'object'))
    return node.flatMap((one) => linesOf(one, path));
  if (typeof node !== 'object' || node === null || Array.isArray(node) || isSealed(node))
    return [{ path, value: node }];
  return Object.entries(node).flatMap(([key, value]) => (leftOut.has(key) ? [] : linesOf(value, [...path, key])));
};

/** Where a value stands. */
type Place = { readonly type: string; readonly key: string; readonly places: Extract['places'] };

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const numbers = new Intl.NumberFormat('vi-VN');
const wordless: Phrase = { vi: 'mã chưa có tên gọi', en: 'a code without a name' };

const shown = (value: unknown, at: Place): string => {
  if (value === null) return '—';
  if (isSealed(value)) return both({ vi: 'đã xóa', en: 'erased' });
  if (typeof value === 'boolean') return both(value ? { vi: 'có', en: 'yes' } : { vi: 'không', en: 'no' });
  if (Array.isArray(value)) return value.map((one: unknown) => shown(one, at)).join(', ') || '—';
  if (typeof value === 'number' && at.key === 'amount') return escaped(numbers.format(value));
  return textShown(String(value), at);
};

const textShown = (text: string, { type, key, places }: Place): string => {
  const ground = Object.hasOwn(legalGrounds, text) ? legalGrounds[text as keyof typeof legalGrounds] : undefined;
  const words = ground ?? wordsOfCode(type, key, text) ?? halfYear(text);
  if (words) return both(words);
  if (Object.hasOwn(openLists, key)) return `<code>${escaped(text)}</code> (${both(wordless)})`;
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return escaped(day(text));
  const name = places.get(text);
  if (name !== undefined) return escaped(name);
  return UUID.test(text) ? `<code>${text}</code>` : escaped(text);
};

/** Of dues: `2023-H1`. */
const halfYear = (text: string): Phrase | undefined => {
  const [, year, half] = /^(\d{4})-H([12])$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  return half === '1'
    ? { vi: `6 tháng đầu năm ${year}`, en: `first half of ${year}` }
    : { vi: `6 tháng cuối năm ${year}`, en: `second half of ${year}` };
};

const roleOf = (role: string): string => {
  const words = Object.hasOwn(roleWords, role) ? roleWords[role as keyof typeof roleWords] : undefined;
  return words ? both(words) : escaped(role);
};

const readingsTable = (readings: Extract['readings']): string => {
  if (readings.length === 0) return `<p>${both({ vi: 'Chưa có ai.', en: 'Nobody yet.' })}</p>`;
  const head = [
    { vi: 'Lúc', en: 'at' },
    { vi: 'Người xem', en: 'who' },
    { vi: 'Dữ liệu', en: 'fields' },
    { vi: 'Mục đích', en: 'purpose' },
  ];
  const fieldsOf = (paths: readonly string[]): string =>
    [...new Set(paths.map((path) => path.split('.').at(-1) ?? path))].map((key) => both(wordFor(key))).join(', ');
  const rows = readings.map(
    ({ readAt, actor, role, fields, purpose }) =>
      `<tr><td>${instant(readAt)}</td><td>${escaped(actor)} (${roleOf(role)})</td><td>${fieldsOf(fields)}</td><td>${escaped(purpose)}</td></tr>`,
  );
  return `<table><tr>${head.map((cell) => `<th>${both(cell)}</th>`).join('')}</tr>${rows.join('')}</table>`;
};
