import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { isCode, repositoryFiles } from './files.mjs';
import { runGate } from './gate.mjs';

const inARoom = (file) => /^(apps|packages|infra)\//.test(file);

/** Types of so many files at most are held in memory at once; a room is not cut. */
const AT_ONCE = 100;

const inParts = (files) => {
  const rooms = Map.groupBy(files, (file) => file.split('/').slice(0, 2).join('/'));
  const parts = [[]];
  for (const ofRoom of rooms.values()) {
    if (parts.at(-1).length > 0 && parts.at(-1).length + ofRoom.length > AT_ONCE) parts.push([]);
    parts.at(-1).push(...ofRoom);
  }
  return parts;
};

const lintFiles = async (root, files) => {
  const script = path.join(import.meta.dirname, 'lint-files.mjs');
  const options = { cwd: root, maxBuffer: 64 * 2 ** 20 };
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...files], options);
  return JSON.parse(stdout);
};

await runGate('lint', async ({ root, paths }) => {
  const files = paths.length > 0 ? paths : repositoryFiles(root).filter((file) => isCode(file) && inARoom(file));
  const waiting = inParts(files);
  const found = [];
  const hand = async () => {
    for (let part = waiting.shift(); part; part = waiting.shift()) found.push(await lintFiles(root, part));
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, hand));
  return {
    counts: { files: found.reduce((sum, { files: count }) => sum + count, 0) },
    findings: found.flatMap(({ findings }) => findings),
  };
});
