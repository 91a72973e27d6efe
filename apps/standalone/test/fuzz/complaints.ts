import type { Operation } from './document.js';
import type { WireRequest } from './requests.js';

/** An answer as it came over the wire. */
export type WireAnswer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
};

/** Words of the inside: traces, files, SQL, tables, names of errors, and values that were put in words by mistake. */
const INSIDE = [
  /\bat (async )?[\w.<>]+ \(/,
  /node_modules|node:internal|file:\/\/|\/(home|root|tmp|work|usr|var)\//,
  /\b[\w.-]+\.[cm]?[jt]s:\d+/,
  /\b(SELECT|INSERT INTO|DELETE FROM|UPDATE|WHERE|JOIN|ORDER BY)\b/,
  /\b(read|log|vault|pg_catalog|information_schema)\.\w+/,
  /\b(relation|column|constraint|violates|duplicate key|syntax error|invalid input syntax)\b/i,
  /\b(QueryFailedError|TypeError|RangeError|SyntaxError|ReferenceError|ZodError|EventIdReused|VersionConflict|URIError)\b/,
  /\b(postgres|typeorm|express|nestjs|zod|pg_\w+|ECONN\w+)\b/i,
  /\[object \w+\]|\bundefined\b|\bNaN\b/,
  /founder-\d|demo-[a-z-]+/,
];

/** More than any list of what is wrong needs. */
const PROBLEM_BYTES = 65_536;

/** What is created there is nothing of the book of record. */
const BESIDE_THE_LOG: ReadonlySet<string> = new Set(['/v1/webhooks']);

/** All that is wrong with an answer; empty if nothing is. */
export const complaintsOf = (
  { path, statuses }: Operation,
  request: WireRequest,
  answer: WireAnswer,
  recorded: boolean,
): readonly string[] => {
  const { status } = answer;
  const refused = status >= 400;
  const mayRecord = status === 201 && !answer.headers.has('idempotent-replayed') && !BESIDE_THE_LOG.has(path);
  return [
    ...(status >= 500 ? [`answers ${status}`] : []),
    ...(statuses.has(status) ? [] : [`answers ${status}, which the document does not list`]),
    ...(recorded && !mayRecord ? [`records something and answers ${status}`] : []),
    ...(mayRecord && !recorded ? ['answers 201 and records nothing'] : []),
    ...(refused ? problemComplaints(answer, said(request)) : []),
  ];
};

const said = ({ path, headers, body = '' }: WireRequest): string =>
  [path, decoded(path), ...Object.values(headers), body, unescaped(body)].join('\n');

const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

const unescaped = (json: string): string => {
  try {
    return Object.values(flat(JSON.parse(json))).join('\n');
  } catch {
    return json;
  }
};

const flat = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, part]) => [key, ...flat(part)])
    : [String(value)];

type ProblemBody = Readonly<Record<string, unknown>> & { readonly errors?: unknown };

const KNOWN_KEYS = ['type', 'title', 'status', 'code', 'errors', 'details', 'correlationId'];

const problemComplaints = ({ status, headers, text }: WireAnswer, asked: string): readonly string[] => {
  const complaints: string[] = [];
  const expectThat = (fine: boolean, otherwise: string): void => void (fine || complaints.push(otherwise));
  expectThat(/^application\/problem\+json/.test(headers.get('content-type') ?? ''), 'is no application/problem+json');
  expectThat(/^(vi|en)$/.test(headers.get('content-language') ?? ''), 'does not name its language');
  expectThat(status !== 401 || /^Bearer/.test(headers.get('www-authenticate') ?? ''), '401 without a challenge');
  expectThat(text.length <= PROBLEM_BYTES, `is ${text.length} characters long`);
  const problem = parsed(text);
  if (!problem) return [...complaints, 'is no JSON object'];
  expectThat(
    typeof problem['code'] === 'string' && problem['type'] === `urn:sohoi:problem:${problem['code']}`,
    'has no type',
  );
  expectThat(typeof problem['title'] === 'string' && problem['title'].length > 0, 'has no title');
  expectThat(problem['status'] === status, 'names another status');
  expectThat(
    Object.keys(problem).every((key) => KNOWN_KEYS.includes(key)),
    'has fields that are not documented',
  );
  expectThat(areErrors(problem.errors), 'has errors without field or message');
  expectThat(status !== 400 || Array.isArray(problem.errors), '400 without naming a field');
  for (const pattern of INSIDE) {
    const found = pattern.exec(text)?.[0];
    expectThat(found === undefined || asked.includes(found), `shows "${found}"`);
  }
  return complaints;
};

const parsed = (text: string): ProblemBody | null => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as ProblemBody) : null;
  } catch {
    return null;
  }
};

const areErrors = (errors: unknown): boolean =>
  errors === undefined ||
  (Array.isArray(errors) &&
    errors.every(
      (error: Readonly<Record<string, unknown>>) =>
        typeof error['field'] === 'string' &&
        error['field'] !== '' &&
        typeof error['message'] === 'string' &&
        error['message'] !== '',
    ));
