import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { standInTree } from './stand-in/tree.mjs';
import { complaintAbout } from './node-version.mjs';
import { leftBehind } from './leftovers.mjs';
import { totalsOf } from './totals.mjs';

/** In place of jest: it says what it was given, and what `more` says. */
const jest = (more) => `
const { spawn } = require('node:child_process');
console.log(JSON.stringify({ args: process.argv.slice(2), flags: process.execArgv, tmp: process.env.TMPDIR, nightly: process.env.NIGHTLY }));
${more}
`;
const sleeper = `['-e', 'setTimeout(() => undefined, 60000)']`;

let tree;
beforeEach(() => {
  tree = standInTree();
});
afterEach(() => tree.end());

const runWith = (more, args = []) => {
  tree.write('node_modules/jest/bin/jest.js', jest(more));
  return tree.run('test.mjs', args);
};

describe('test', () => {
  it('passes paths and flags on, and asks for the nightly specs when told', async () => {
    const { stdout, code } = await runWith('', ['packages/decider', '--nightly', '--json']);
    const { args, flags, nightly } = JSON.parse(stdout);
    expect(args).toEqual(expect.arrayContaining(['packages/decider', '--json']));
    expect(args).not.toContain('--nightly');
    expect(flags).toEqual(['--experimental-vm-modules', '--disable-warning=ExperimentalWarning']);
    expect([nightly, code]).toEqual(['1', 0]);
  });

  it("ends with jest's exit code, and removes what the run wrote", async () => {
    const { stdout, stderr, code } = await runWith('process.exit(3);');
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    expect(existsSync(JSON.parse(stdout).tmp)).toBe(false);
  });

  it('fails for processes left behind, known by environment, working folder or command line, and ends them', async () => {
    const { stdout, stderr, code } = await runWith(`
      const leave = (args, options) => spawn(process.execPath, args, { detached: true, stdio: 'ignore', ...options }).unref();
      leave(${sleeper}, {});
      leave(${sleeper}, { cwd: process.env.TMPDIR, env: {} });
      leave([...${sleeper}, process.env.TMPDIR], { env: {} });
    `);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^The tests left processes behind.*\n( {2}\d+ .*\n){3}$/);
    const { tmp } = JSON.parse(stdout);
    expect(await leftBehind(tmp)).toEqual([]);
    expect(existsSync(tmp)).toBe(false);
  });

  it('gives a process that is just ending the time to do so', async () => {
    const short = `['-e', 'setTimeout(() => undefined, 300)']`;
    const { code, stderr } = await runWith(
      `spawn(process.execPath, ${short}, { detached: true, stdio: 'ignore' }).unref();`,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});

describe('the totals', () => {
  const json = (numbers) =>
    JSON.stringify({
      numPassedTests: 3,
      numFailedTests: 0,
      numPendingTests: 0,
      numTodoTests: 0,
      numRuntimeErrorTestSuites: 0,
      ...numbers,
    });

  it.each([
    [{}, '3 passed, 0 failed', true],
    [{ numFailedTests: 1 }, '3 passed, 1 failed', false],
    [{ numRuntimeErrorTestSuites: 2 }, '3 passed, 2 failed', false],
    [{ numPendingTests: 1 }, '3 passed, 0 failed, 1 skipped', true],
    [{ numPassedTests: 0 }, '0 passed, 0 failed', false],
  ])('of %j read %s', (numbers, line, isGood) => {
    expect(totalsOf(json(numbers))).toEqual({ line, isGood });
  });
});

describe('the version of Node', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '24.21.0'])('%s will do', (version) => {
    expect(complaintAbout(version)).toBeUndefined();
  });

  it.each(['12.22.0', '18.20.4', '20.18.3'])('%s gets one sentence that says what to do', (version) => {
    expect(complaintAbout(version)).toMatch(/^Sổ Hội needs Node 20\.19 or newer.*Install a newer Node/);
  });
});
