import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { alone } from './alone.mjs';
import { inRoot, node24, root } from './paths.mjs';
import { pnpm } from './pnpm.mjs';
import { buildStamp, installStamp, roomFolders } from './stamp.mjs';

const installed = inRoot('node_modules', '.sohoi-installed');
const built = inRoot('node_modules', '.sohoi-built');

const holds = (file, stamp) => existsSync(file) && readFileSync(file, 'utf8') === stamp;

const isInstalled = () => existsSync(node24) && holds(installed, installStamp());
const isBuilt = () =>
  holds(built, buildStamp()) && roomFolders().every((room) => existsSync(path.join(root, room, 'dist')));

/** A step that failed, with everything that its tool printed. */
export class StepFailed extends Error {}

/** A line for whoever waits at a terminal; a pipe gets none. */
const step = async ({ doing, failed, quiet }, work) => {
  if (!quiet && process.stderr.isTTY) process.stderr.write(`${doing} …\n`);
  const { code, output } = await work();
  if (code !== 0) throw new StepFailed(`${output.trimEnd()}\n\n${failed}`);
};

const install = async (quiet) => {
  const stamp = installStamp();
  const words = {
    doing: 'Installing what Sổ Hội needs (a minute or two the first time)',
    failed:
      'Installing the dependencies failed, see above. It needs the npm registry; run the same command again when it can be reached.',
    quiet,
  };
  await step(words, () => pnpm('install', '--frozen-lockfile'));
  writeFileSync(installed, stamp);
};

const build = async (quiet) => {
  const stamp = buildStamp();
  const words = { doing: 'Building (a minute or two the first time)', failed: 'The build failed, see above.', quiet };
  await step(words, () => pnpm('exec', 'turbo', 'run', 'build', '--output-logs=errors-only'));
  writeFileSync(built, stamp);
};

/** Dependencies installed, sources built, each only if something changed since; two at once wait for each other. */
export const prepare = async ({ quiet = false, builds = true } = {}) => {
  const isReady = () => isInstalled() && (!builds || isBuilt());
  if (isReady()) return;
  await alone(inRoot('.turbo', 'prepare.lock'), async () => {
    if (!isInstalled()) await install(quiet);
    if (builds && !isBuilt()) await build(quiet);
  });
};

/** What to print for an error that stops a script. */
export const sentenceFor = (error) => {
  if (error instanceof StepFailed) return error.message;
  if (['EACCES', 'EPERM', 'EROFS'].includes(error.code)) {
    return `Cannot write ${error.path ?? 'a file'} (${error.code}). Run the command as the owner of the folder ${root}, or make it writable.`;
  }
  if (error.code === 'ENOENT' && error.path === 'npx')
    return 'Cannot find npx, which comes with Node and npm. Install npm, then run the same command again.';
  return error.stack ?? String(error);
};

/** Runs a script: its exit code, or one clear message and 1. */
export const asScript = async (main) => {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    console.error(sentenceFor(error));
    process.exitCode = 1;
  }
};
