import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Parser } from '@asyncapi/parser';
import { afterAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const root = path.resolve(import.meta.dirname, '..', '..');
const read = (...parts) => JSON.parse(readFileSync(path.join(root, ...parts), 'utf8'));
const document = read('docs', 'reference', 'events', 'asyncapi.json');
/** Of the public events; what is on topics of its own is none. */
const messages = Object.values(document.components.messages).filter(({ name }) => name.startsWith('vn.vwu.'));

describe('the AsyncAPI document', () => {
  it('is valid for the parser of AsyncAPI', async () => {
    const { document: parsed, diagnostics } = await new Parser().parse(JSON.stringify(document));
    // 0 is an error, 1 a warning; that 3.1.0 is newer is no more than a note.
    expect(diagnostics.filter(({ severity }) => severity <= 1)).toEqual([]);
    expect(parsed.messages().length).toBe(messages.length + 2);
    expect(parsed.channels().map((channel) => channel.id())).toEqual(
      expect.arrayContaining(['membership-state', 'checkpoints']),
    );
  });

  it('is found invalid when something of it is wrong', async () => {
    const broken = { ...document, channels: { membership: { address: 7 } } };
    const { diagnostics } = await new Parser().parse(JSON.stringify(broken));
    expect(diagnostics.filter(({ severity }) => severity === 0)).not.toEqual([]);
  });
});

describe('the examples', () => {
  const ajv = addFormats.default(new Ajv2020({ strict: true, allErrors: true }));

  it.each(messages.map((message) => [message.name, message]))(
    'of %s are valid and nothing may be added',
    (_, message) => {
      const valid = ajv.compile(read('packages', 'contracts', 'schemas', message.payload.$id));
      expect(message.examples?.length).toBeGreaterThan(0);
      for (const { payload } of message.examples) {
        expect([valid(payload), valid.errors]).toEqual([true, null]);
        expect(valid({ ...payload, fullName: 'Ví Dụ' })).toBe(false);
        const required = message.payload.required[0];
        expect(valid({ ...payload, [required]: undefined })).toBe(false);
      }
    },
  );

  it('hold nothing sealed or masked', () => {
    expect(JSON.stringify(messages)).not.toMatch(/"sealed"|"m1\./);
  });
});

const folders = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const name = 'vn.vwu.member.admitted';
const schemas = path.join('packages', 'contracts', 'schemas', name);
const first = read('packages', 'contracts', 'schemas', name, '1.0.json');

/** A repository whose first commit has 1.0 as it is, and then other files beside it or in its place. */
const gate = (files, { committed = true } = {}) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sohoi-contracts-'));
  folders.push(folder);
  const git = (...args) => spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd: folder });
  const write = (file, schema) => writeFileSync(path.join(folder, schemas, file), JSON.stringify(schema));
  mkdirSync(path.join(folder, schemas), { recursive: true });
  git('init', '--quiet');
  write('1.0.json', first);
  git('add', '.');
  if (committed) git('commit', '--quiet', '-m', 'first');
  for (const [file, schema] of Object.entries(files)) {
    if (schema === null) rmSync(path.join(folder, schemas, file));
    else write(file, schema);
  }
  const script = path.join(root, 'infra', 'gates', 'contracts.mjs');
  const { status, stdout } = spawnSync(process.execPath, [script, '--root', folder, '--json'], { encoding: 'utf8' });
  return { status, rules: [...new Set(JSON.parse(stdout).findings.map(({ rule }) => rule))] };
};

const changed = (change) => {
  const schema = structuredClone(first);
  change(schema);
  return schema;
};

describe('the gate of the contracts', () => {
  it.each([
    ['nothing else', {}],
    ['an optional field more', { '1.1.json': changed(({ properties }) => (properties.more = { type: 'string' })) }],
    ['another major', { '2.0.json': changed((schema) => (schema.required = ['memberId'])) }],
  ])('lets pass %s', (_, files) => {
    expect(gate(files)).toEqual({ status: 0, rules: [] });
  });

  const breaking = [
    ['a field removed', ({ properties, required }) => (delete properties.unitId, required.splice(2, 1))],
    ['a field made required', (schema) => (schema.properties.more = {}) && schema.required.push('more')],
    ['a type narrowed', ({ properties }) => (properties.at.pattern = '^2026')],
    ['a type widened', ({ properties }) => (properties.chapterId.type = ['string', 'null'])],
    ['an enum in the place of a text', ({ properties }) => (properties.unitId = { type: 'string', enum: ['a'] })],
  ];

  it.each(breaking)('fails for %s, in a new minor version or in the place of the old one', (_, change) => {
    expect(gate({ '1.1.json': changed(change) })).toEqual({ status: 1, rules: ['breaking-change'] });
    expect(gate({ '1.0.json': changed(change) })).toEqual({ status: 1, rules: ['breaking-change'] });
  });

  it('fails for a field that comes back as another', () => {
    const more = (type) => changed(({ properties }) => (properties.more = { type }));
    const files = { '1.1.json': more('string'), '1.2.json': first, '1.3.json': more('integer') };
    expect(gate(files)).toEqual({ status: 1, rules: ['breaking-change'] });
  });

  it('fails for a schema that is gone', () => {
    expect(gate({ '1.0.json': null, '1.1.json': first }).rules).toEqual(['schema-removed']);
  });

  it('fails when there is nothing to look at', () => {
    expect(gate({ '1.0.json': null }, { committed: false }).rules).toEqual(['looked-at-nothing']);
  });

  it('has a schema of every public event before it', () => {
    const there = readdirSync(path.join(root, 'packages', 'contracts', 'schemas'));
    expect(there).toEqual(expect.arrayContaining(messages.map((message) => message.payload.$id.split('/')[0])));
  });
});
