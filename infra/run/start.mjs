import './node-version.mjs';
import { runInOurPlace } from './child.mjs';
import { environment, inRoot, node24, root } from './paths.mjs';
import { asScript, prepare } from './prepare.mjs';

await asScript(async (args) => {
  await prepare();
  return runInOurPlace(node24, [inRoot('apps', 'standalone', 'dist', 'main.js'), ...args], {
    cwd: root,
    env: environment,
    ownGroup: true,
  });
});
