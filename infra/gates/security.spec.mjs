import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { requirements } from './asvs.mjs';
import { isSpec } from './files.mjs';

const root = path.join(import.meta.dirname, '..', '..');

const rowsOf = (markdown) =>
  [...markdown.matchAll(/^\| (\d+\.\d+\.\d+) +\| (\d) +\| (.+?) +\| (.+?) +\|$/gm)].map(
    ([, id, level, asks, stands]) => ({
      id,
      level: Number(level),
      asks,
      stands,
    }),
  );

const testsOf = ({ stands }) => [...stands.matchAll(/`((?:apps|packages|infra)\/[^`]+)`/g)].map(([, file]) => file);

/** Why there is no test: one of the four kinds, and a reason. */
const REASON = /^(Does not apply|The issuer's|Documented|Not done): .{6,}/;

/** What is wrong with a row, or null. */
const faultOf = (row) => {
  const tests = testsOf(row);
  const gone = tests.find((file) => !isSpec(file) || !existsSync(path.join(root, file)));
  if (gone) return `${row.id}: there is no test ${gone}`;
  return tests.length > 0 || REASON.test(row.stands) ? null : `${row.id}: neither a test nor a reason`;
};

describe('the checklist of security', () => {
  const rows = rowsOf(readFileSync(path.join(root, 'docs/reference/security.md'), 'utf8'));

  it('has each requirement of levels 1 and 2 once, with its level, in their order', () => {
    const asked = requirements.filter(({ level }) => level <= 2);
    expect(rows.map(({ id, level }) => ({ id, level }))).toEqual(asked);
  });

  it('counts as the standard does', () => {
    const count = (least, most) => requirements.filter(({ level }) => level >= least && level <= most).length;
    expect([count(1, 1), count(2, 2), count(3, 3)]).toEqual([70, 183, 92]);
  });

  it('names tests that are there, or a reason', () => {
    expect(rows.map(faultOf).filter((fault) => fault !== null)).toEqual([]);
  });

  it.each([
    ['a test that is not there', '| 1.1.1 | 2 | a | `apps/cli/test/no.spec.ts` |'],
    ['a file that is no test', '| 1.1.1 | 2 | a | `infra/gates/asvs.mjs` |'],
    ['nothing', '| 1.1.1 | 2 | a | fine |'],
    ['a kind without a reason', '| 1.1.1 | 2 | a | Not done: - |'],
  ])('would be found at fault with %s', (_what, line) => {
    expect(rowsOf(line).map(faultOf)).toEqual([expect.stringContaining('1.1.1: ')]);
  });
});
