import path from 'node:path';
import { clearCaches } from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
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

await runGate('lint', async ({ root, paths }) => {
  process.chdir(root);
  const overrideConfigFile = path.join(import.meta.dirname, 'eslint.config.mjs');
  const files = paths.length > 0 ? paths : repositoryFiles(root).filter((file) => isCode(file) && inARoom(file));
  const results = [];
  for (const part of inParts(files)) {
    results.push(...(await new ESLint({ cwd: root, overrideConfigFile }).lintFiles(part)));
    clearCaches();
  }
  const findings = results.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, line, message }) => ({
      rule: ruleId ?? 'unreadable',
      file: `${path.relative(root, filePath).replaceAll(path.sep, '/')}:${line ?? 0}`,
      says: message,
    })),
  );
  return { counts: { files: results.length }, findings };
});
