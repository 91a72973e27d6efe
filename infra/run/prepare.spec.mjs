import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmodSync, existsSync } from 'node:fs';
import path from 'node:path';
import { standInTree } from './stand-in/tree.mjs';

const install = '--yes pnpm@1.2.3 install --frozen-lockfile';
const build = '--yes pnpm@1.2.3 exec turbo run build --output-logs=errors-only';
const asRoot = process.getuid?.() === 0;
const nobody = 65534;

let tree;
beforeEach(() => {
  tree = standInTree();
});
afterEach(() => tree.end());

describe('prepare', () => {
  it('installs with the pnpm that package.json names, then builds, and the second time does neither', async () => {
    expect(await tree.run('start.mjs')).toMatchObject({ code: 0, stderr: '' });
    expect(tree.asked()).toEqual([install, build]);
    expect(await tree.run('start.mjs')).toMatchObject({ code: 0, stderr: '' });
    expect(tree.asked()).toEqual([]);
  });

  it('prints nothing of an install and a build that went well', async () => {
    const { stdout, stderr } = await tree.run('sohoi.mjs', ['status']);
    expect(JSON.parse(stdout).args).toEqual(['status']);
    expect(stderr).toBe('');
  });

  // `script` of util-linux gives a terminal to a program.
  (existsSync('/usr/bin/script') && process.platform === 'linux' ? it : it.skip)(
    'says at a terminal what it does and how long that may take, once',
    async () => {
      const atTerminal = () =>
        tree.begin('/usr/bin/script', ['-qec', `'${process.execPath}' infra/run/start.mjs`, '/dev/null']).ended;
      const first = await atTerminal();
      expect(first.code).toBe(0);
      expect(first.stdout).toMatch(/^Installing .*minute.*…\r?\nBuilding .*minute.*…\r?\n/);
      expect((await atTerminal()).stdout).not.toMatch(/Installing|Building/);
    },
  );

  it.each([
    ['the lock file', 'pnpm-lock.yaml', [install, build]],
    ["a room's package.json", 'apps/cli/package.json', [install, build]],
    ['a new room', 'packages/new/package.json', [install, build]],
    ['a source', 'apps/standalone/src/main.ts', [build]],
    ['a statement', 'packages/log/sql/0001.sql', []],
    ['the base of the compiler options', 'tsconfig.base.json', [build]],
    ['a document', 'docs/a.md', []],
  ])('does what a change of %s asks for', async (_what, file, expected) => {
    await tree.run('start.mjs');
    tree.asked();
    tree.write(file, '{ "changed": true }\n');
    await tree.run('start.mjs');
    expect(tree.asked()).toEqual(expected);
  });

  it.each([
    ['install', { STAND_IN_INSTALL_FAILS: '1' }, 'Installing the dependencies failed'],
    ['build', { STAND_IN_BUILD_FAILS: '1' }, 'The build failed'],
  ])('shows all that a failed %s printed, and tries again the next time', async (what, env, sentence) => {
    const { code, stdout, stderr } = await tree.run('start.mjs', [], { env });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`output of the ${what}`);
    expect(stderr).toContain(sentence);
    expect(await tree.run('start.mjs')).toMatchObject({ code: 0 });
  });

  it('lets the second of two wait for the first', async () => {
    const both = await Promise.all([tree.run('start.mjs'), tree.run('sohoi.mjs')]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(tree.asked()).toEqual([install, build]);
  });

  it('is not held up by one that died', async () => {
    tree.write('.turbo/prepare.lock', '999999999');
    expect(await tree.run('start.mjs')).toMatchObject({ code: 0 });
  });

  it('does not pass on what the npm around it set for itself', async () => {
    const outer = { npm_config_prefix: '/elsewhere', npm_lifecycle_event: 'start', npm_config_registry: 'kept' };
    tree.write('bin/npx', '#!/bin/sh\nenv >&2\nexit 1\n');
    const { stderr } = await tree.run('start.mjs', [], { env: outer });
    expect(stderr).not.toMatch(/^npm_(config_prefix|lifecycle_event)=/m);
    expect(stderr).toMatch(/^npm_config_registry=kept$/m);
    expect(stderr).toMatch(/^TURBO_TELEMETRY_DISABLED=1$/m);
    expect(stderr).toMatch(/^DO_NOT_TRACK=1$/m);
  });

  it('names npx when there is none', async () => {
    const { code, stderr } = await tree.run('start.mjs', [], { env: { PATH: path.join(tree.root, 'docs') } });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Cannot find npx.*\n$/);
  });

  // Only root can become a user who may not write here.
  (asRoot ? it : it.skip)('says in a sentence that the folder cannot be written', async () => {
    chmodSync(tree.root, 0o755);
    const { code, stderr } = await tree.run('start.mjs', [], { uid: nobody, gid: nobody });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Cannot write .*Run the command as the owner.*\n$/);
  });
});
