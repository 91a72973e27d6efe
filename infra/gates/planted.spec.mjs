import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { boundaryViolations } from './planted/boundaries.mjs';
import {
  dependencyViolations,
  formatViolations,
  purityViolations,
  sizeViolations,
  textViolations,
} from './planted/files.mjs';
import { lintPermissions, lintViolations } from './planted/lint.mjs';
import { overlay } from './planted/overlay.mjs';
import { typeViolations } from './planted/types.mjs';
import { forbidden } from './boundaries.rules.mjs';
import { rooms } from './rooms.mjs';

const minutes = 60_000;
const copies = [];
const copy = () => {
  const made = overlay();
  copies.push(made);
  return made;
};
afterAll(() => copies.forEach((made) => made.end()));

const titleOf = ({ rule, file }) => [rule, file];
const table = (violations) => violations.map((violation) => [...titleOf(violation), violation]);

/** The findings that name a planted file under the rule expected of it. */
const found = (findings, { rule, file, at = file, says = '' }) =>
  findings.filter(
    (finding) => finding.rule === rule && finding.file.split(':')[0] === at && finding.says.includes(says),
  );

describe.each([
  ['boundaries', boundaryViolations, false],
  ['lint', lintViolations, true],
  ['sizes', sizeViolations, false],
  ['text', textViolations, false],
  ['dependencies', dependencyViolations, false],
  ['purity', purityViolations, false],
  ['format', formatViolations, true],
])('the gate %s', (gate, violations, onlyPlanted) => {
  let before;
  let after;

  beforeAll(() => {
    const tree = copy();
    for (const { needs } of violations) if (needs) tree.ensure(needs);
    // Two gates take a minute over everything; a sample shows that they look.
    const clean = onlyPlanted ? ['packages/decider/src/decider.ts'] : [];
    before = tree.gate(gate, ...clean);
    violations.flatMap(({ beside, ...violation }) => [violation, beside ?? []].flat()).forEach(tree.plant);
    after = tree.gate(gate, ...(onlyPlanted ? violations.map(({ file }) => file) : []));
  }, 2 * minutes);

  it('has looked at something of every kind that it counts', () => {
    expect(Object.values(before.counts).every((count) => count > 0)).toBe(true);
    expect(before.findings.filter(({ rule }) => rule === 'looked-at-nothing')).toEqual([]);
  });

  it('fails when a violation is there', () => {
    expect(after.status).toBe(1);
  });

  it.each(table(violations))('finds %s in %s', (_rule, _file, violation) => {
    expect(found(before.findings, violation)).toEqual([]);
    expect(found(after.findings, violation)).not.toEqual([]);
  });
});

describe('the boundaries', () => {
  it('have a planted violation for each kind of rule', () => {
    const kinds = new Set(forbidden.map(({ name }) => name.split(':')[0]));
    const planted = new Set(boundaryViolations.map(({ rule }) => rule.split(':')[0]));
    expect([...kinds].filter((kind) => !planted.has(kind))).toEqual([]);
  });

  it('see the sources of every room', () => {
    const { counts } = copy().gate('boundaries');
    expect(Object.keys(counts)).toEqual(rooms);
  });

  it('fail when a room yields no module, as all do under a TypeScript that the tool does not support', () => {
    const tree = copy();
    tree.remove('packages/decider/src');
    const { status, findings } = tree.gate('boundaries');
    expect(status).toBe(1);
    expect(findings).toContainEqual(expect.objectContaining({ rule: 'looked-at-nothing', file: 'packages/decider' }));
  });
});

describe('the sizes', () => {
  it('fail when a room is empty', () => {
    const tree = copy();
    tree.remove('packages/fields/src');
    const { findings } = tree.gate('sizes');
    expect(findings).toContainEqual(expect.objectContaining({ rule: 'no-empty-room', file: 'packages/fields' }));
  });
});

describe('the dependencies', () => {
  it('fail for a licence that the table does not allow', () => {
    const tree = copy();
    expect(tree.ownGate('dependencies').findings).toEqual([]);
    tree.plant({ file: 'infra/gates/dependencies.table.mjs', replace: [/ {2}'ISC',\n/, ''] });
    const { status, findings } = tree.ownGate('dependencies');
    expect(status).toBe(1);
    expect(new Set(findings.map(({ rule }) => rule))).toEqual(new Set(['licence']));
    expect(findings).toContainEqual(
      expect.objectContaining({ says: expect.stringContaining('rate-limiter-flexible') }),
    );
  });
});

describe('lint', () => {
  it('permits a skip with a condition, and a pause within a wait', () => {
    const tree = copy();
    lintPermissions.forEach(tree.plant);
    const { findings, counts } = tree.gate('lint', ...lintPermissions.map(({ file }) => file));
    expect(findings).toEqual([]);
    expect(counts.files).toBe(lintPermissions.length);
  }, 60_000);
});

describe('the compiler in a pure room', () => {
  let said;

  beforeAll(() => {
    const tree = copy();
    typeViolations.forEach(tree.plant);
    said = tree.compile('packages/decider');
  }, minutes);

  it.each(typeViolations.map(({ file }) => [file]))('refuses %s', (file) => {
    expect(said).toContain(`${file}(`);
  });
});

describe('drift', () => {
  const generator = (tree, text) => {
    tree.plant({
      file: 'infra/gates/drift.table.mjs',
      text: "export const generators = [{ writes: 'docs/planted.json', by: 'infra/planted-generator.mjs' }];\n",
    });
    if (text) tree.plant({ file: 'infra/planted-generator.mjs', text });
  };
  const artefact = { file: 'docs/planted.json', text: '{}\n' };

  it.each([
    ['passes when the generator says that nothing differs', 'process.exit(0);\n', true, undefined],
    [
      'fails when the generator says that something differs',
      "console.log('two lines differ'); process.exit(1);\n",
      true,
      'drift',
    ],
    ['fails when the generator is missing', undefined, true, 'generator-missing'],
    ['fails when the file is missing', 'process.exit(0);\n', false, 'artefact-missing'],
  ])('%s', (_title, text, hasArtefact, rule) => {
    const tree = copy();
    generator(tree, text);
    if (hasArtefact) tree.plant(artefact);
    const { status, findings } = tree.ownGate('drift');
    expect(findings.map((finding) => finding.rule)).toEqual(rule ? [rule] : []);
    expect(status).toBe(rule ? 1 : 0);
  });
});
