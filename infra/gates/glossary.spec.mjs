import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = path.join(import.meta.dirname, '..', '..');
const textOf = (file) => readFileSync(path.join(root, file), 'utf8');
const files = (pattern) => globSync(pattern, { cwd: root }).filter((file) => !file.includes('.spec.'));
const uniqueIn = (patterns, word) =>
  [...new Set(files(patterns).flatMap((file) => [...textOf(file).matchAll(word)].map(([, found]) => found)))].sort();

/** Of each row of docs/glossary.md: the words in code font, and the room in the last column. */
const rowsOf = (markdown) =>
  markdown
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[\s|-]+$/.test(line))
    .map((line) => line.split('|').slice(1, -1))
    .map((cells) => ({
      words: cells.slice(2, -1).flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word)),
      room: (cells.at(-1) ?? '').trim(),
    }))
    .filter(({ words }) => words.length > 0);

/** The words of `z.enum([…])` in what a context stores. */
const codeLists = () => {
  const lists = files(['packages/*/src/*.events.ts', 'packages/*/src/body.ts']).flatMap((file) =>
    [...textOf(file).matchAll(/z\s*\.enum\(\[([^\]]+)\]/g)].map(([, list]) => list),
  );
  return [...new Set(lists.flatMap((list) => [...list.matchAll(/'([^']+)'/g)].map(([, word]) => word)))];
};

const roles = () => {
  const [, list = ''] = /export const roles = \[([^\]]+)\]/.exec(textOf('packages/access/src/role.ts')) ?? [];
  return [...list.matchAll(/'([^']+)'/g)].map(([, role]) => role);
};

/** Every event type has a fixture; the specs of the contexts see to that. */
const events = () => files('packages/*/fixtures/*.json').map((file) => path.basename(file).split('.')[0]);

const indicators = () => {
  const [, catalog = ''] = textOf('packages/standings/src/indicators.ts').split('export const indicators');
  return [...catalog.matchAll(/^ {2}(?:'([a-z-]+)'|([a-z]+)): /gm)].map(([, quoted, bare]) => quoted ?? bare);
};

const kinds = {
  event: events(),
  command: uniqueIn('packages/*/src/*.commands.ts', /\.meta\(\{\s*id: '([A-Za-z]+)'/g),
  role: roles(),
  'word of a code list': codeLists(),
  indicator: indicators(),
};
const glossary = textOf('docs/glossary.md');

const unexplained = (words, markdown) => {
  const explained = new Set(rowsOf(markdown).flatMap((row) => row.words));
  return words.filter((word) => !explained.has(word));
};

describe('docs/glossary.md', () => {
  it.each(Object.entries(kinds))('has a row for each %s of the code', (_kind, words) => {
    expect(words.length).toBeGreaterThan(5);
    expect(unexplained(words, glossary)).toEqual([]);
  });

  it.each(Object.entries(kinds))('is found wanting when a row for an %s is taken out', (_kind, words) => {
    const without = glossary.replaceAll(new RegExp(`^.*\`${words[0]}\`.*$`, 'gm'), '');
    expect(unexplained(words, without)).toContain(words[0]);
  });

  it('names nothing that its room does not have', () => {
    const sources = new Map();
    const sourceOf = (room) => {
      if (!sources.has(room)) sources.set(room, files(`${room}/src/**/*.ts`).map(textOf).join('\n'));
      return sources.get(room);
    };
    const rows = rowsOf(glossary);
    expect(rows.flatMap(({ words, room }) => words.filter((word) => !sourceOf(room).includes(word)))).toEqual([]);
  });
});
