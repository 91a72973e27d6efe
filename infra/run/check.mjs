import './node-version.mjs';
import { runQuietly } from './child.mjs';
import { gates } from './gates.mjs';
import { node24, root } from './paths.mjs';
import { pnpm } from './pnpm.mjs';
import { asScript, prepare } from './prepare.mjs';

const typecheck = () => pnpm('exec', 'turbo', 'run', 'typecheck', '--output-logs=errors-only');

const run = async ({ name, script }) => {
  const begun = performance.now();
  const { code, output } = await (script ? runQuietly(node24, [script], { cwd: root }) : typecheck());
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`${code === 0 ? 'pass' : 'FAIL'}  ${name} (${seconds} s)`);
  if (code !== 0) console.log(`${output.trimEnd()}\n`);
  return code === 0;
};

// `npm run check` looks through every gate; `npm run check -- lint sizes` through those named.
await asScript(async (args) => {
  const unknown = args.filter((name) => !gates.some((gate) => gate.name === name));
  if (unknown.length > 0) {
    console.error(`No gate is called ${unknown.join(', ')}; there are ${gates.map(({ name }) => name).join(', ')}.`);
    return 2;
  }
  await prepare();
  let failed = 0;
  for (const gate of gates.filter(({ name }) => args.length === 0 || args.includes(name))) {
    if (!(await run(gate))) failed += 1;
  }
  return failed === 0 ? 0 : 1;
});
