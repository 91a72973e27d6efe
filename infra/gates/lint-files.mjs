import path from 'node:path';
import { ESLint } from 'eslint';

// A process of its own, since what ESLint keeps of types in memory is not all given back: prints what it finds in these files
// of the current folder, as JSON.
const root = process.cwd();
const overrideConfigFile = path.join(import.meta.dirname, 'eslint.config.mjs');
const results = await new ESLint({ cwd: root, overrideConfigFile }).lintFiles(process.argv.slice(2));
const findings = results.flatMap(({ filePath, messages }) =>
  messages.map(({ ruleId, line, message }) => ({
    rule: ruleId ?? 'unreadable',
    file: `${path.relative(root, filePath).replaceAll(path.sep, '/')}:${line ?? 0}`,
    says: message,
  })),
);
process.stdout.write(JSON.stringify({ files: results.length, findings }));
