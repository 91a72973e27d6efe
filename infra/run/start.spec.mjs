import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { isAnother } from './child.mjs';
import { processesWith } from './leftovers.mjs';
import { standInTree } from './stand-in/tree.mjs';

let tree;
beforeEach(() => {
  tree = standInTree();
});
afterEach(() => tree.end());

const start = (args = [], options = {}) => tree.begin(process.execPath, ['infra/run/start.mjs', ...args], options);
/** Waits until `ask` gives something, 10 s at most. */
const until = async (ask) => {
  for (const end = performance.now() + 10_000; performance.now() < end; await delay(10)) {
    const answer = ask();
    if (answer) return answer;
  }
  throw new Error('it did not come about within 10 s');
};

/** The number that a process writes to a file, once it is there. */
const pidIn = (file) =>
  until(() => {
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    return text.endsWith('\n') && Number(text);
  });

const times = (text, part) => text.split(part).length - 1;

describe('start', () => {
  it('passes the arguments on, as npm does from another folder', async () => {
    const npm = tree.begin('npm', ['--prefix', tree.root, 'start', '--silent', '--', '--empty', '--port', '8080'], {
      cwd: tmpdir(),
    });
    const { code, stdout } = await npm.ended;
    expect(JSON.parse(stdout)).toEqual({
      args: ['--empty', '--port', '8080'],
      node: process.versions.node,
      cwd: tree.root,
    });
    expect(code).toBe(0);
  });

  it("ends with the program's exit code", async () => {
    expect(await start([], { env: { STAND_IN_CODE: '42' } }).ended).toMatchObject({ code: 42 });
  });

  it('passes a signal on once, however often it comes in a moment', () => {
    let now = 5_000;
    const another = isAnother(() => now);
    const ofEach = (...signals) => signals.map(another);
    expect(ofEach('SIGINT', 'SIGINT', 'SIGTERM', 'SIGTERM')).toEqual([true, false, true, false]);
    now += 999;
    expect(ofEach('SIGTERM')).toEqual([false]);
    now += 1;
    expect(ofEach('SIGTERM')).toEqual([true]);
  });

  it('passes each signal on, and waits for the program to end', async () => {
    const { child, hasSaid, ended } = start(['--serve']);
    await hasSaid('ready');
    child.kill('SIGINT');
    await hasSaid('got SIGINT');
    child.kill('SIGTERM');
    const { code, stdout } = await ended;
    expect([times(stdout, 'got SIGINT'), times(stdout, 'got SIGTERM'), code]).toEqual([1, 1, 7]);
  });

  it("gives the program a terminal's Ctrl-C once, though the whole group gets it", async () => {
    const { child, hasSaid, ended } = start(['--serve'], { detached: true });
    await hasSaid('ready');
    process.kill(-child.pid, 'SIGINT');
    await hasSaid('got SIGINT');
    process.kill(-child.pid, 'SIGTERM');
    const { code, stdout } = await ended;
    expect([times(stdout, 'got SIGINT'), times(stdout, 'got SIGTERM'), code]).toEqual([1, 1, 7]);
  });

  it('tells the program to finish when the terminal is closed', async () => {
    const { child, hasSaid, ended } = start(['--serve']);
    await hasSaid('ready');
    child.kill('SIGHUP');
    expect(await ended).toMatchObject({ code: 7, stdout: expect.stringContaining('got SIGTERM') });
  });

  it('reaches the program through npm', async () => {
    const { child, hasSaid, ended } = tree.begin('npm', ['start', '--silent', '--', '--serve']);
    await hasSaid('ready');
    child.kill('SIGTERM');
    const { stdout } = await ended;
    expect(times(stdout, 'got SIGTERM')).toBe(1);
  });

  it('ends an install that is under way, and all that it started', async () => {
    tree.write('bin/npx', `#!/bin/sh\necho $$ > '${tree.root}/npx.pid'\nsleep 60 &\nwait\n`);
    const { child, ended } = start();
    const group = await pidIn(`${tree.root}/npx.pid`);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 143 });
    expect(group).toBeGreaterThan(0);
    expect(await until(() => processesWith(tree.root).length === 0)).toBe(true);
  });
});
