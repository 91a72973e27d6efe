import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { processesWith } from '../leftovers.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));

const { scripts } = JSON.parse(readFileSync(path.join(here, '..', '..', '..', 'package.json'), 'utf8'));

/** In place of npx: it notes what it was asked, and does in a blink what pnpm and turbo would. */
const npx = `#!/bin/sh
echo "$*" >> "$STAND_IN_LOG"
case "$*" in
  *" install "*)
    echo 'output of the install'
    test -z "$STAND_IN_INSTALL_FAILS" || exit 4
    mkdir -p node_modules/node/bin
    ln -sf "$STAND_IN_NODE" node_modules/node/bin/node ;;
  *" run build "*)
    echo 'output of the build'
    test -z "$STAND_IN_BUILD_FAILS" || exit 5
    mkdir -p apps/standalone/dist apps/cli/dist
    cp stand-in-main.mjs apps/standalone/dist/main.js
    cp stand-in-main.mjs apps/cli/dist/main.js ;;
esac
`;

const textsOf = {
  'package.json': JSON.stringify({
    name: 'stand-in',
    type: 'module',
    packageManager: 'pnpm@1.2.3+sha512.abc',
    scripts,
  }),
  'pnpm-lock.yaml': 'lockfileVersion: 1\n',
  'apps/standalone/package.json': '{ "name": "a", "type": "module" }',
  'apps/standalone/src/main.ts': 'export {};\n',
  'apps/cli/package.json': '{ "name": "b", "type": "module" }',
  'bin/npx': npx,
};

/** A small house with these very scripts and stand-ins for all that they start, in a folder with a space and Vietnamese letters. */
export const standInTree = () => {
  const outer = mkdtempSync(path.join(tmpdir(), 'run-'));
  chmodSync(outer, 0o755);
  const root = path.join(outer, 'Sổ Hội (thử)');
  const at = (...parts) => path.join(root, ...parts);
  const write = (file, text) => {
    mkdirSync(path.dirname(at(file)), { recursive: true });
    writeFileSync(at(file), text);
  };
  for (const [file, text] of Object.entries(textsOf)) write(file, text);
  chmodSync(at('bin', 'npx'), 0o755);
  cpSync(path.join(here, '..'), at('infra', 'run'), { recursive: true });
  cpSync(path.join(here, 'main.mjs'), at('stand-in-main.mjs'));
  const log = path.join(outer, 'npx.log');

  /** Starts a command in the tree; gives the process, its output so far and its end. */
  const begin = (command, args, { cwd = root, env = {}, ...options } = {}) => {
    const child = spawn(command, args, {
      cwd,
      env: {
        ...process.env,
        PATH: `${at('bin')}${path.delimiter}${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH}`,
        STAND_IN_LOG: log,
        STAND_IN_NODE: process.execPath,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...options,
    });
    const said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) child[name].setEncoding('utf8').on('data', (text) => (said[name] += text));
    const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, ...said }));
    const hasSaid = async (text) => {
      while (!said.stdout.includes(text))
        await Promise.race([once(child.stdout, 'data'), ended.then(() => Promise.reject(new Error(said.stderr)))]);
    };
    return { child, said, ended, hasSaid };
  };

  return {
    root,
    write,
    begin,
    /** Runs a script of infra/run to its end. */
    run: (script, args = [], options = {}) =>
      begin(process.execPath, [at('infra', 'run', script), ...args], options).ended,
    /** What npx was asked since the last time, one request a line. */
    asked: () => {
      const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
      rmSync(log, { force: true });
      return lines;
    },
    end: () => {
      for (const { pid } of processesWith(root)) process.kill(pid, 'SIGKILL');
      rmSync(outer, { recursive: true, force: true });
    },
  };
};
