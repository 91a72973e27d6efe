import { chmodSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { differencesOf, printedIn, runPrinted } from './printed-tour.js';
import type { Difference } from './printed-tour.js';
import { checksOf, startStandalone, temporaryDataDir } from './standalone-process.js';
import type { StandaloneProcess } from './standalone-process.js';

const root = join(import.meta.dirname, '..', '..', '..');

/** The address that the documents print: that of a ledger started without options. */
const PRINTED = '127.0.0.1:8080';

/** Nobody types so fast that the projections are still on their way to the end of the scenario. */
const untilCaughtUp = async (url: string, dataDir: string): Promise<void> => {
  for (;;) {
    const { detail = [] } = (await checksOf(url, dataDir)).find(({ name }) => name === 'projections') ?? {};
    const projections = detail as readonly { readonly behind: number | null }[];
    if (projections.length > 0 && projections.every(({ behind }) => behind === 0)) return;
  }
};

describe('a reader who types what is printed', () => {
  const { dataDir, remove } = temporaryDataDir();
  let standalone: StandaloneProcess;
  let host: string;

  beforeAll(async () => {
    chmodSync(dirname(dataDir), 0o755);
    standalone = startStandalone(dataDir);
    const url = await standalone.ready;
    await untilCaughtUp(url, dataDir);
    ({ host } = new URL(url));
  }, 120_000);
  afterAll(async () => {
    standalone.child.kill('SIGTERM');
    await standalone.ended;
    remove();
  }, 60_000);

  /** In this order on one ledger, as a newcomer does. */
  it.each([
    'README.md',
    'docs/tutorials/first-half-hour.md',
    'docs/how-to/audit-a-member-or-unit.md',
    'docs/how-to/read-a-history.md',
    'docs/how-to/explain-a-level.md',
    'docs/how-to/print-a-report.md',
    'docs/how-to/take-data-away.md',
    'docs/how-to/replay-with-other-criteria.md',
    'docs/tutorials/what-if-dues-counted-more.md',
    'docs/tutorials/what-an-auditor-asks.md',
  ])(
    'in %s sees what is printed',
    async (file) => {
      const printed = printedIn(readFileSync(join(root, file), 'utf8'));
      expect(printed.length).toBeGreaterThan(5);
      const env = { ...process.env, SOHOI_DATA: dataDir, LC_ALL: 'C.UTF-8' };
      const ran = await runPrinted(printed, { cwd: root, env, replace: [[PRINTED, host]] });
      expect(differencesOf(printed, ran)).toEqual([]);
    },
    300_000,
  );
});

describe('the check of a printed tour', () => {
  const tour = (commands: string, output: string): string =>
    ['```sh', 'greeting=xin', '```', '', '```sh', commands, '```', '', 'It says:', '', '```text', output, '```'].join(
      '\n',
    );
  const differencesIn = async (markdown: string): Promise<readonly Difference[]> => {
    const printed = printedIn(markdown);
    return differencesOf(printed, await runPrinted(printed, { cwd: root, env: process.env }));
  };

  it('carries variables from block to block, and lets ids, positions and instants differ', async () => {
    const commands =
      'echo "$greeting 0197a0b0-0000-7000-8000-000000000001 00000000000000000042"; echo a b c; echo; echo end';
    const output = `xin ${'f'.repeat(8)}-ffff-ffff-ffff-${'f'.repeat(12)} ${'0'.repeat(20)}\na … c\n…\nend`;
    expect(await differencesIn(tour(commands, output))).toEqual([]);
  });

  it.each([
    ['another word', 'echo "$greeting chao"', 'xin chào'],
    ['a line too many', 'echo one; echo two', 'one'],
    ['a line too few', 'echo one', 'one\ntwo'],
    ['another length of id', 'echo 0197a0b0', '0197a0b0-0000-7000-8000-000000000001'],
    ['a command that fails', 'echo one; false', 'one'],
    ['a command that fails in a pipe', 'echo one; false | cat', 'one'],
  ])('finds %s', async (_what, commands, output) => {
    expect((await differencesIn(tour(commands, output))).map(({ line }) => line)).toEqual([5]);
  });

  it('finds output where none is printed, and what a failure left undone', async () => {
    expect(await differencesIn('```sh\necho one\n```\n')).toHaveLength(1);
    expect(await differencesIn('```sh\nexit 3\n```\n\n```sh\necho two\n```\n\n```text\ntwo\n```\n')).toHaveLength(2);
  });
});
