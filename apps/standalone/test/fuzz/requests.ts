import fc from 'fast-check';
import type { ApiDocument, Operation, Parameter } from './document.js';
import { HOSTILE_TEXTS } from './junk.js';
import { mutationsOf, rawBodiesOf } from './mutations.js';
import { valuesOf } from './valid-values.js';
import type { Pool } from './valid-values.js';

/** One request as it goes over the wire, but for the token of who sends it. */
export type WireRequest = {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** Requests for an operation: some as documented, most with something wrong in path, query, headers or body. */
export const requestsFor = (operation: Operation, document: ApiDocument, pool: Pool): fc.Arbitrary<WireRequest> =>
  fc
    .tuple(
      pathsOf(operation, document, pool),
      queriesOf(operation, document, pool),
      headersOf,
      bodiesOf(operation, document, pool),
    )
    .map(([path, query, headers, body]) => ({
      method: operation.method,
      path: query === '' ? path : `${path}?${query}`,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body }),
    }));

const encoded = (text: string): string => encodeURIComponent(Buffer.from(text).toString());
const encodedHostile = HOSTILE_TEXTS.filter((text) => text !== '').map(encoded);
const JUNK_PARTS = [
  ...encodedHostile,
  '%',
  '%zz',
  '%00',
  '%ff',
  '%c0%af',
  '%2e%2e%2f',
  '%E0%A4%A',
  'null',
  '-1',
  'a'.repeat(900),
];

const pathsOf = ({ path, parameters }: Operation, document: ApiDocument, pool: Pool): fc.Arbitrary<string> => {
  const inPath = parameters.filter((parameter) => parameter.in === 'path');
  const [, , things = ''] = path.split('/');
  const parts = inPath.map(({ name, schema }) =>
    fc.oneof(
      {
        weight: 12,
        arbitrary: valuesOf(schema, document, pool, name === 'id' ? things : name).map((value) =>
          encoded(String(value)),
        ),
      },
      { weight: 1, arbitrary: fc.constantFrom(...JUNK_PARTS) },
    ),
  );
  return fc
    .tuple(...parts)
    .map((values) => inPath.reduce((whole, { name }, n) => whole.replace(`{${name}}`, () => values[n] ?? ''), path));
};

const CURSORS = [
  '[]',
  '[null]',
  '["a"]',
  '["a","b"]',
  '["","",""]',
  '{"0":"a"}',
  '["\u0000","\u0000"]',
  '["1","2","3","4"]',
  '[[],[]]',
].map((json) => Buffer.from(json).toString('base64url'));

const queriesOf = ({ parameters }: Operation, document: ApiDocument, pool: Pool): fc.Arbitrary<string> => {
  const inQuery = parameters.filter((parameter) => parameter.in === 'query');
  const pair = (parameter: Parameter) =>
    fc
      .oneof(
        { weight: 3, arbitrary: validIn(parameter, document, pool) },
        { weight: 1, arbitrary: fc.constantFrom(...JUNK_PARTS, ...(parameter.name === 'cursor' ? CURSORS : [])) },
      )
      .map((value) => `${parameter.name}=${value}`);
  const junk = fc.constantFrom(
    'colour=red',
    '__proto__=a',
    'limit',
    '=',
    '&&',
    'limit=1&limit=2',
    'a[b]=c',
    'unit[]=1',
    '%=%',
    'x%00=1',
  );
  const pairs = fc.subarray(inQuery).chain((chosen) => fc.tuple(...chosen.map(pair)));
  return fc
    .tuple(pairs, fc.option(junk, { nil: '', freq: 8 }))
    .map(([some, more]) => [...some, more].filter((part) => part !== '').join('&'));
};

const validIn = ({ name, schema }: Parameter, document: ApiDocument, pool: Pool): fc.Arbitrary<string> =>
  valuesOf(schema, document, pool, name).map((value) => encoded(String(value)));

const NO_SIGNATURE = [{ alg: 'none' }, { sub: 'a', role: 'central-officer', iss: 'urn:sohoi:test', aud: 'sohoi' }]
  .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .join('.');

const junkHeader: fc.Arbitrary<Readonly<Record<string, string>>> = fc.oneof(
  ...[
    ['idempotency-key', '', ' ', 'a b', 'é', 'a'.repeat(201), "k' OR 1=1", 'k-1', 'k-2'],
    ['if-match', '"0"', '"1"', '3', 'W/"3"', '*', '"-1"', '"1e9"', '"99999999999"', '"٣"'.slice(0, 1), '"1","2"'],
    [
      'authorization',
      'Bearer',
      'Bearer a.b.c',
      'Basic YTpi',
      `Bearer ${NO_SIGNATURE}.`,
      `Bearer ${'a'.repeat(4000)}`,
      'é',
    ],
    [
      'content-type',
      'text/plain',
      'application/json; charset=utf-16',
      'application/json;charset=x',
      'multipart/form-data',
      'a',
    ],
    ['content-encoding', 'gzip', 'br', 'identity', 'a, b'],
    ['accept', 'text/html', 'application/xml', '*/*;q=0', '<'],
    ['accept-language', 'xx', '*', 'vi;q=a', 'en;q=0, vi;q=0', ','.repeat(500), 'en-\u00e9'],
    ['x-correlation-id', 'a b', '<b>', '0197a7c0-0000-7000-8000-00000000beef', 'a'.repeat(65)],
    ['x-forwarded-for', '127.0.0.1', 'a, b', "' OR 1=1"],
    ['x-http-method-override', 'DELETE', 'PUT'],
    ['origin', 'https://evil.example', 'null'],
    ['range', 'bytes=0-1', 'a'],
    ['prefer', 'return=minimal'],
    ['cookie', 'a=b; __proto__=1'],
  ].map(([name = '', ...values]) => fc.constantFrom(...values).map((value) => ({ [name]: value }))),
);

const headersOf = fc.oneof({ weight: 5, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: junkHeader });

const bodiesOf = (operation: Operation, document: ApiDocument, pool: Pool): fc.Arbitrary<string | undefined> => {
  const { method, body, example } = operation;
  if (method === 'GET') return fc.constant(undefined);
  const valid = fc.oneof(
    body ? valuesOf(body, document, pool) : fc.constant({}),
    fc.infiniteStream(fc.nat()).map((choices) => withIds(example ?? {}, pool, choices)),
  );
  const json = (value: unknown): string => JSON.stringify(value) ?? '';
  return fc.oneof(
    { weight: 4, arbitrary: valid.map(json) },
    { weight: 5, arbitrary: valid.chain((value) => mutationsOf(value, pool.ids)).map(json) },
    { weight: 1, arbitrary: valid.chain(rawBodiesOf) },
  );
};

/** The example with every id in it replaced by one that is there. */
const withIds = (example: unknown, { likely }: Pool, choices: Iterator<number>): unknown =>
  JSON.parse(JSON.stringify(example), (name: string, value: unknown) => {
    if (typeof value !== 'string' || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)) return value;
    const ids = likely(name);
    return ids[choices.next().value % ids.length];
  });
