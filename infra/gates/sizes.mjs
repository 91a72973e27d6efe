import { readdirSync } from 'node:fs';
import { isCode, isSpec, repositoryFiles, textOf } from './files.mjs';
import { runGate } from './gate.mjs';
import { rooms } from './rooms.mjs';

const wall = 300;
const specWall = 500;
const topLevel = new Set([
  'README.md',
  'apps',
  'docs',
  'infra',
  'package.json',
  'packages',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'tsconfig.base.json',
  'turbo.json',
]);
const nameless = /^(common|shared|utils?|helpers?|core|misc|lib)(\.\w+)*$/;
/** As long as the contract is: infra/contracts/generate.mjs writes them, and the gate `drift` compares. */
const written = (file) => file.startsWith('packages/subscriber/src/public-events/');
const measured = (file) => (isCode(file) || /\.(sql|sh)$/.test(file) || file === '.ci/run') && !written(file);

const linesOf = (text) => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

const tooLong = (root, files) =>
  files.filter(measured).flatMap((file) => {
    const limit = isSpec(file) ? specWall : wall;
    const lines = linesOf(textOf(root, file));
    return lines > limit
      ? [{ rule: 'max-lines', file, says: `${lines} lines, the wall is ${limit}; cut it along its ideas` }]
      : [];
  });

const foldersOf = (file) => file.split('/').slice(0, -1);

const namelessPlaces = (files) =>
  files
    .filter((file) => [...foldersOf(file), file.split('/').at(-1)].some((part) => nameless.test(part)))
    .map((file) => ({
      rule: 'no-nameless-room',
      file,
      says: 'there is no common, shared, utils, helpers or core: say what it is',
    }));

const unknownTopLevel = (files) =>
  [...new Set(files.map((file) => file.split('/')[0]))]
    .filter((entry) => !entry.startsWith('.') && !topLevel.has(entry))
    .map((file) => ({ rule: 'known-top-level', file, says: 'no such entry at the top: see the rooms in the README' }));

const roomFindings = (root, files) => {
  const present = ['apps', 'packages'].flatMap((kind) =>
    readdirSync(`${root}/${kind}`, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && files.some((file) => file.startsWith(`${kind}/${entry.name}/`)))
      .map((entry) => `${kind}/${entry.name}`),
  );
  const hasSource = (room) => files.some((file) => file.startsWith(`${room}/src/`) && isCode(file) && !isSpec(file));
  return [
    ...present
      .filter((room) => !rooms.includes(room))
      .map((file) => ({ rule: 'known-room', file, says: 'a room without a row in infra/gates/rooms.mjs' })),
    ...rooms
      .filter((room) => !hasSource(room))
      .map((file) => ({ rule: 'no-empty-room', file, says: 'a room without a source file' })),
  ];
};

await runGate('sizes', ({ root }) => {
  const files = repositoryFiles(root);
  return {
    counts: { 'code files': files.filter(measured).length, files: files.length, rooms: rooms.length },
    findings: [
      ...tooLong(root, files),
      ...namelessPlaces(files),
      ...unknownTopLevel(files),
      ...roomFindings(root, files),
    ],
  };
});
