import './node-version.mjs';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runInOurPlace } from './child.mjs';
import { leftBehind } from './leftovers.mjs';
import { environment, inRoot, node24, root } from './paths.mjs';
import { asScript, prepare } from './prepare.mjs';

const jest = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  inRoot('node_modules', 'jest', 'bin', 'jest.js'),
  '--config',
  inRoot('infra', 'jest', 'jest.config.mjs'),
  '--watchman=false',
  '--cacheDirectory',
  inRoot('node_modules', '.cache', 'jest'),
];

/**
 * A temporary folder of this run alone: it holds what the tests write, and marks every process that they start,
 * by environment, working folder or command line. Others may pass through it, for PostgreSQL may run as another user.
 */
const ownFolder = () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sohoi-test-'));
  chmodSync(folder, 0o711);
  return folder;
};

const endAll = (processes) => {
  for (const { pid } of processes) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself a moment ago.
    }
  }
};

await asScript(async (args) => {
  const nightly = args.includes('--nightly');
  await prepare();
  const folder = ownFolder();
  try {
    const env = { ...environment, TMPDIR: folder, ...(nightly ? { NIGHTLY: '1' } : {}) };
    const code = await runInOurPlace(node24, [...jest, ...args.filter((arg) => arg !== '--nightly')], {
      cwd: root,
      env,
      ownGroup: true,
    });
    const left = await leftBehind(folder);
    if (left.length === 0) return code;
    endAll(left);
    console.error('The tests left processes behind (ended now):');
    for (const { pid, command } of left) console.error(`  ${pid} ${command}`);
    return code || 1;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
});
