import { describe, expect, it } from '@jest/globals';
import { differencesOf, printedIn, runPrinted } from './printed-tour.js';
import type { Difference } from './printed-tour.js';
import { readerWhoTypes, root } from './typing-readers.js';

readerWhoTypes([
  'README.md',
  'docs/tutorials/first-half-hour.md',
  'docs/how-to/audit-a-member-or-unit.md',
  'docs/how-to/read-a-history.md',
  'docs/how-to/explain-a-level.md',
  'docs/how-to/print-a-report.md',
]);

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
