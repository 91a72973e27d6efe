import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The repository's files, tracked or about to be, relative to the root; what .gitignore names is not among them. */
export const repositoryFiles = (root) =>
  execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
    .split('\0')
    .filter((file) => file !== '' && existsSync(path.join(root, file)));

export const textOf = (root, file) => readFileSync(path.join(root, file), 'utf8');

export const isSpec = (file) => /\.spec\.(ts|mjs)$/.test(file);

export const isCode = (file) => /\.(ts|mts|mjs|cjs|js)$/.test(file);
