import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repositoryFiles } from '../files.mjs';
import { rooms } from '../rooms.mjs';

const root = path.resolve(import.meta.dirname, '..', '..', '..');

/** Each room's links to what it depends on; those to other rooms then lead to the copies. */
const linkDependencies = (folder) => {
  for (const room of rooms) {
    const links = path.join(room, 'node_modules');
    if (existsSync(path.join(root, links))) {
      cpSync(path.join(root, links), path.join(folder, links), { recursive: true, verbatimSymlinks: true });
    }
  }
  mkdirSync(path.join(folder, 'node_modules'));
  for (const entry of readdirSync(path.join(root, 'node_modules'))) {
    symlinkSync(path.join(root, 'node_modules', entry), path.join(folder, 'node_modules', entry));
  }
};

/** A copy of the tree to plant violations in, with the means to run a gate over it. */
export const overlay = () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'planted-'));
  for (const file of repositoryFiles(root)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    copyFileSync(path.join(root, file), path.join(folder, file));
  }
  linkDependencies(folder);
  spawnSync('git', ['init', '--quiet'], { cwd: folder });

  const plant = ({ file, text, append = '', replace }) => {
    const full = path.join(folder, file);
    mkdirSync(path.dirname(full), { recursive: true });
    const before = existsSync(full) ? readFileSync(full, 'utf8') : '';
    const changed = replace ? before.replace(...replace) : before;
    writeFileSync(full, text ?? changed + append);
  };

  const run = (script, ...args) =>
    spawnSync(process.execPath, [script, ...args], { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26 });

  const runGate = (script, paths) => {
    const { status, stdout, stderr } = run(script, '--root', folder, '--json', ...paths);
    if (stdout === '') throw new Error(`${script} gave no findings: ${stderr}`);
    return { status, ...JSON.parse(stdout) };
  };

  return {
    plant,
    ensure: (file) => {
      if (!existsSync(path.join(folder, file))) plant({ file, text: 'export const here = 1;\n' });
    },
    remove: (file) => rmSync(path.join(folder, file), { recursive: true, force: true }),
    /** Findings and counts of a gate over the copy, and its exit code. */
    gate: (name, ...paths) => runGate(path.join(import.meta.dirname, '..', `${name}.mjs`), paths),
    /** The same by the copy's own gate, whose tables may have been changed. */
    ownGate: (name, ...paths) => runGate(path.join(folder, 'infra', 'gates', `${name}.mjs`), paths),
    /** What the compiler says of a room of the copy. */
    compile: (room) =>
      run(
        path.join(root, 'node_modules', 'typescript', 'bin', 'tsc'),
        '-p',
        path.join(room, 'tsconfig.json'),
        '--noEmit',
      ).stdout,
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
};
