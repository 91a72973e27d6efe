import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = path.join(import.meta.dirname, '..', '..');
const documents = ['README.md', ...globSync('docs/**/*.md', { cwd: root })];
const withoutCode = (markdown) => markdown.replaceAll(/^```[\s\S]*?^```$/gm, '').replaceAll(/`[^`\n]*`/g, '');

/** As the heading's address is made where such documents are read: lower case, words joined by dashes. */
const anchorOf = (heading) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');

const anchorsIn = (markdown) => [
  ...[...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading)),
  ...[...markdown.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id),
];

/** What a document links to in the repository. */
const linksOf = (markdown) =>
  [...withoutCode(markdown).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target)
    .filter((target) => !/^[a-z]+:/.test(target));

const isDead = (file, target) => {
  const [to, anchor] = target.split('#');
  const full = to === '' ? path.join(root, file) : path.join(root, path.dirname(file), to);
  if (!existsSync(full)) return true;
  return anchor !== undefined && !anchorsIn(readFileSync(full, 'utf8')).includes(anchor);
};

describe('the links of the documents', () => {
  it('lead to files and headings that are there', () => {
    const links = documents.flatMap((file) =>
      linksOf(readFileSync(path.join(root, file), 'utf8')).map((target) => ({ file, target })),
    );
    expect(links.length).toBeGreaterThan(50);
    expect(links.filter(({ file, target }) => isDead(file, target))).toEqual([]);
  });

  it('are found dead when the file or the heading is not there', () => {
    expect(linksOf('See [it](docs/no.md), `[not](this.md)` and [that](https://example.vn).')).toEqual(['docs/no.md']);
    expect(isDead('README.md', 'docs/no.md')).toBe(true);
    expect(isDead('README.md', 'docs/glossary.md#no-such-heading')).toBe(true);
    expect(isDead('README.md', 'docs/glossary.md#roles')).toBe(false);
  });
});
