import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { renderReference } from './scenario/reference.js';
import { eventsIn, storeWithScenario } from './scenario/scenario-log.js';

/** Writes docs/reference/scenario.md, or with `--check` compares it. */
const document = renderReference(await eventsIn(await storeWithScenario()));

const path = fileURLToPath(new URL('../../../docs/reference/scenario.md', import.meta.url));
if (!process.argv.includes('--check')) {
  writeFileSync(path, document);
} else if (readFileSync(path, 'utf8') !== document) {
  process.stderr.write(
    'docs/reference/scenario.md differs from the scenario: run `node apps/standalone/dist/scenario-reference.js`\n',
  );
  process.exitCode = 1;
}
