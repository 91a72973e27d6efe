import fc from 'fast-check';

const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);

/** Words that mean something to a machine behind us, if anything takes them for more than text. */
export const HOSTILE_TEXTS = [
  "' OR 1=1 --",
  "'; DROP TABLE log.event; --",
  '$1',
  ':actorUnit',
  '<script>alert(1)</script>',
  '{{7*7}}',
  '${process.env.HOME}',
  'a\r\nSet-Cookie: a=b',
  '../../../../etc/passwd',
  '__proto__',
  'constructor',
  'a\u0000b',
  'a\ud800b',
  '\udc00',
  'a\u0007b',
  '\u202eabc',
  '\uFEFF',
  ' ',
  '',
  '٢٠٢٣-٠٦-٢٠',
  '２０２３-06-20',
  '²',
  '2023-02-30',
  '9999-12-31',
  '0000-00-00',
  '2023-H3',
  'NaN',
  '0x10',
  '1e400',
  'null',
  'Đa'.repeat(40),
  'a'.repeat(201),
  '\u0301'.repeat(1500),
  'ﷺ'.repeat(300),
] as const;

/** Values of every type, most of them wrong wherever they stand. */
export const junkValues = (ids: readonly string[]): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.constantFrom<unknown>(...HOSTILE_TEXTS),
    fc.constantFrom<unknown>(...ids),
    fc.constantFrom<unknown>(null, true, false, 0, -0, -1, 0.1, 1.005, 1e-7, 2 ** 31, 2 ** 53, 2 ** 63, 1e21, 1e308),
    fc.constantFrom<unknown>([], {}, [[]], [null], { a: 1 }, deep(20), deep(31), deep(40), { length: 3 }),
    fc.constantFrom<unknown>(
      Array.from({ length: 1001 }, () => 'a'),
      Array.from({ length: 1001 }, () => ({})),
    ),
    fc.constantFrom<unknown>({ $gt: '' }, { toString: 'a' }, { then: 'a' }, { sealed: 'v1.AAAA' }, { toJSON: 1 }),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.jsonValue({ maxDepth: 3 }),
  );

/** Names of fields that no schema has, or that mean something to JavaScript. */
export const junkKeys: fc.Arbitrary<string> = fc.constantFrom(
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'role', 'unitId', 'by', 'actor'],
  ...['streamVersion', 'position', 'colour', '', ' at', 'at ', 'AT', 'a.b', 'a\u0000b', "x'; --", '\ud800', '0'],
);
