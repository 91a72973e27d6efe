import './node-version.mjs';
import { runInOurPlace } from './child.mjs';
import { inRoot, node24, root } from './paths.mjs';
import { asScript, prepare } from './prepare.mjs';

await asScript(async (args) => {
  await prepare({ quiet: true });
  return runInOurPlace(node24, [inRoot('infra', 'bench', 'run.ts'), ...args], { cwd: root, ownGroup: true });
});
