import path from 'node:path';
import * as prettier from 'prettier';
import { repositoryFiles, textOf } from './files.mjs';
import { runGate } from './gate.mjs';

const written = /^(pnpm-lock\.yaml|docs\/reference\/(.*\.json|benchmarks\.md))$/;

await runGate('format', async ({ root, paths }) => {
  const config = await prettier.resolveConfig(path.join(root, 'package.json'), { editorconfig: true });
  const findings = [];
  let looked = 0;
  for (const file of paths.length > 0 ? paths : repositoryFiles(root)) {
    const { inferredParser } = await prettier.getFileInfo(path.join(root, file), { resolveConfig: false });
    if (!inferredParser || written.test(file)) continue;
    looked += 1;
    const isFormatted = await prettier.check(textOf(root, file), { ...config, filepath: file }).catch((error) => error);
    if (isFormatted === true) continue;
    const says = isFormatted === false ? 'run prettier --write on it' : isFormatted.message;
    findings.push({ rule: 'prettier', file, says });
  }
  return { counts: { files: looked }, findings };
});
