import { readFileSync } from 'node:fs';
import { inRoot, root } from './paths.mjs';
import { runQuietly } from './child.mjs';

/** What `npm run` and `npm --prefix` set for themselves and would mislead the npx and pnpm beneath. */
const ofTheOuterNpm =
  /^npm_(package_|lifecycle_|command$|config_(prefix|local_prefix|global_prefix|workspace|noproxy$|user_agent$))/i;

/** The environment of every tool that we start: nothing phones home, nothing asks a question. */
export const toolEnv = (env = process.env) => ({
  ...Object.fromEntries(Object.entries(env).filter(([name]) => !ofTheOuterNpm.test(name))),
  CI: 'true',
  DO_NOT_TRACK: '1',
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
  npm_config_update_notifier: 'false',
});

/** The one place that says which pnpm: `packageManager` of package.json, without a hash. */
const pnpmPackage = () => {
  const { packageManager } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  return packageManager.replace(/\+.*$/, '');
};

/** Runs pnpm through npx; no pnpm needs to be on the machine. Gives the exit code and the output. */
export const pnpm = (...args) => runQuietly('npx', ['--yes', pnpmPackage(), ...args], { cwd: root, env: toolEnv() });
