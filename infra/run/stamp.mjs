import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { root as ourRoot } from './paths.mjs';

const sourceFolders = new Set(['src', 'sql']);
const isConfig = (name) => name === 'package.json' || /^tsconfig.*\.json$/.test(name);

const entriesOf = (folder) => (existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : []);
const byName = (a, b) => (a < b ? -1 : 1);

const filesUnder = (folder) =>
  entriesOf(folder).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(full) : [full];
  });

/** The folders of all rooms, as `packages/decider`. */
export const roomFolders = (root = ourRoot) =>
  ['apps', 'packages'].flatMap((kind) =>
    entriesOf(path.join(root, kind))
      .filter((entry) => existsSync(path.join(root, kind, entry.name, 'package.json')))
      .map((entry) => path.join(kind, entry.name)),
  );

const hashOf = (root, files) => {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  for (const file of files.map((f) => path.join(root, f)).sort(byName)) {
    if (!existsSync(file)) continue;
    const bytes = readFileSync(file);
    hash.update(`${path.relative(root, file)} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
};

/** Changes whenever another set of dependencies is asked for. */
export const installStamp = (root = ourRoot) =>
  hashOf(root, [
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'package.json',
    ...roomFolders(root).map((room) => path.join(room, 'package.json')),
  ]);

/** Changes whenever anything changes that a build reads: by content, so that a checkout back and forth costs nothing. */
export const buildStamp = (root = ourRoot) => {
  const ofRoom = (room) =>
    entriesOf(path.join(root, room)).flatMap((entry) => {
      if (entry.isDirectory() && sourceFolders.has(entry.name)) {
        return filesUnder(path.join(root, room, entry.name)).map((file) => path.relative(root, file));
      }
      return isConfig(entry.name) ? [path.join(room, entry.name)] : [];
    });
  const shared = filesUnder(path.join(root, 'infra', 'tsconfig')).map((file) => path.relative(root, file));
  return hashOf(root, [
    'pnpm-lock.yaml',
    'tsconfig.base.json',
    'turbo.json',
    ...shared,
    ...roomFolders(root).flatMap(ofRoom),
  ]);
};
