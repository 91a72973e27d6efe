import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { runGate } from './gate.mjs';
import { generators } from './drift.table.mjs';

/** A generator run with `--check` compares what it would write with what is committed: exit code 0 says that they are equal. */
const check = (root, { writes, by }) => {
  if (!existsSync(path.join(root, by))) return [{ rule: 'generator-missing', file: by, says: `it writes ${writes}` }];
  if (!existsSync(path.join(root, writes))) return [{ rule: 'artefact-missing', file: writes, says: `run node ${by}` }];
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [by, '--check'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status === 0) return [];
  const output = `${stdout ?? ''}${stderr ?? ''}${error ?? ''}`.trim();
  return [{ rule: 'drift', file: writes, says: `not what its generator writes; run node ${by}\n${output}` }];
};

await runGate('drift', ({ root }) => ({
  counts: { 'generated files': generators.length },
  findings: generators.flatMap((generator) => check(root, generator)),
}));
