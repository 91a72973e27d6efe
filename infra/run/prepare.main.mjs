import './node-version.mjs';
import { asScript, prepare } from './prepare.mjs';

await asScript(async () => {
  await prepare();
  return 0;
});
