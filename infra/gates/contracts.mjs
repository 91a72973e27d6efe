import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { contracts } from '../contracts/contracts.mjs';
import { runGate } from './gate.mjs';

const SCHEMAS = 'packages/contracts/schemas';

const git = (root, ...args) =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'ignore'] });

const hasCommits = (root) => {
  try {
    return git(root, 'rev-parse', '--verify', 'HEAD') !== '';
  } catch {
    return false;
  }
};

/** Every schema file as any commit had it: `{ file, text, where }`. */
const committed = (root) => {
  if (!hasCommits(root)) return [];
  const changes = git(root, 'log', '--format=@%h', '--raw', '--no-renames', '--no-abbrev', '--', SCHEMAS).split('\n');
  let commit = '';
  const found = [];
  for (const line of changes) {
    if (line.startsWith('@')) commit = line.slice(1);
    const [, blob, file] = /^:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) [AM]\t(.+)$/.exec(line) ?? [];
    if (file?.endsWith('.json')) found.push({ file, text: git(root, 'cat-file', 'blob', blob), where: `in ${commit}` });
  }
  return found;
};

const present = (root) =>
  readdirSync(path.join(root, SCHEMAS), { recursive: true })
    .filter((name) => name.endsWith('.json'))
    .map((name) => `${SCHEMAS}/${name}`)
    .map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8'), where: 'now' }));

/** `…/vn.vwu.member.admitted/1.3.json` → `vn.vwu.member.admitted.v1` */
const majorOf = (file) => `${path.basename(path.dirname(file))}.v${path.basename(file).split('.')[0]}`;

/** Inside a major, every version is held against every other one, whether it is still there or only in the history. */
const findingsOf = (versions) =>
  [...Map.groupBy(versions, ({ file }) => majorOf(file)).values()].flatMap((ofMajor) =>
    ofMajor.flatMap((one, n) =>
      ofMajor.slice(n + 1).flatMap((other) =>
        one.text === other.text
          ? []
          : contracts.incompatibilities(JSON.parse(one.text), JSON.parse(other.text)).map((why) => ({
              rule: 'breaking-change',
              file: one.file,
              says: `${why}; against ${other.file} ${other.where}. A breaking change is a new major version`,
            })),
      ),
    ),
  );

/** What was once published stays: a reader of an old event asks for the schema that the event names. */
const removed = (now, history) =>
  [...new Set(history.map(({ file }) => file))]
    .filter((file) => !now.some((there) => there.file === file))
    .map((file) => ({ rule: 'schema-removed', file, says: 'events name it for ever; it must stay' }));

await runGate('contracts', ({ root }) => {
  const now = present(root);
  const history = committed(root);
  return {
    counts: { schemas: now.length, versions: now.length + history.length },
    findings: [...findingsOf([...now, ...history]), ...removed(now, history)],
  };
});
