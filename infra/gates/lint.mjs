import path from 'node:path';
import { ESLint } from 'eslint';
import { isCode, repositoryFiles } from './files.mjs';
import { runGate } from './gate.mjs';

const inARoom = (file) => /^(apps|packages|infra)\//.test(file);

await runGate('lint', async ({ root, paths }) => {
  process.chdir(root);
  const eslint = new ESLint({ cwd: root, overrideConfigFile: path.join(import.meta.dirname, 'eslint.config.mjs') });
  const files = paths.length > 0 ? paths : repositoryFiles(root).filter((file) => isCode(file) && inARoom(file));
  const results = await eslint.lintFiles(files);
  const findings = results.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, line, message }) => ({
      rule: ruleId ?? 'unreadable',
      file: `${path.relative(root, filePath).replaceAll(path.sep, '/')}:${line ?? 0}`,
      says: message,
    })),
  );
  return { counts: { files: results.length }, findings };
});
