import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { renderExportsReference } from './exports/reference.js';

/** Writes docs/reference/exports.md, or with `--check` compares it. */
const document = renderExportsReference();

const path = fileURLToPath(new URL('../../../docs/reference/exports.md', import.meta.url));
if (!process.argv.includes('--check')) {
  writeFileSync(path, document);
} else if (readFileSync(path, 'utf8') !== document) {
  process.stderr.write(
    'docs/reference/exports.md differs from what is exported: run `node apps/cli/dist/exports-reference.js`\n',
  );
  process.exitCode = 1;
}
