import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A block of commands as a document prints it, and the output that it prints beneath. */
export type Printed = { readonly line: number; readonly commands: string; readonly output: string };

const FENCE = /^```(\w*)$/;

/**
 * The ```sh blocks of a document in order, each with the ```text block that follows before the next one (none: the
 * commands print nothing). Blocks of other languages are not run: ```bash is for what the reader does beforehand.
 */
export const printedIn = (markdown: string): readonly Printed[] => {
  const blocks: { line: number; language: string; text: string[] }[] = [];
  let open: { line: number; language: string; text: string[] } | undefined;
  markdown.split('\n').forEach((line, n) => {
    const fence = FENCE.exec(line);
    if (open && fence) open = void blocks.push(open);
    else if (open) open.text.push(line);
    else if (fence) open = { line: n + 1, language: fence[1] ?? '', text: [] };
  });
  const shown = blocks.filter(({ language }) => language === 'sh' || language === 'text');
  return shown.flatMap(({ line, language, text }, n) => {
    if (language !== 'sh') return [];
    const next = shown[n + 1];
    const output = next?.language === 'text' ? next.text : [];
    return [{ line, commands: text.join('\n'), output: output.join('\n') }];
  });
};

/** What became of a tour: the output of each block that was run, and the exit code of the last one. */
export type Ran = { readonly outputs: readonly string[]; readonly exitCode: number };

/** Runs the blocks one after another in one bash, which ends at the first command that fails. */
export const runPrinted = async (
  printed: readonly Printed[],
  { cwd, env, replace = [] }: { cwd: string; env: NodeJS.ProcessEnv; replace?: readonly [string, string][] },
): Promise<Ran> => {
  const folder = mkdtempSync(join(tmpdir(), 'tour-'));
  try {
    const inPlace = (text: string): string => replace.reduce((now, [from, to]) => now.replaceAll(from, to), text);
    const parts = printed.map(({ commands }, n) => `{\n${inPlace(commands)}\n} >'${folder}/${n}' 2>&1`);
    const script = join(folder, 'script');
    writeFileSync(script, ['set -eo pipefail', ...parts, ''].join('\n'));
    const child = spawn('bash', [script], { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] });
    const exitCode = await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve(code ?? 1));
    });
    const asPrinted = (text: string): string => replace.reduce((now, [to, from]) => now.replaceAll(from, to), text);
    return { outputs: printed.flatMap((_block, n) => textOf(join(folder, String(n)), asPrinted)), exitCode };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const textOf = (file: string, asPrinted: (text: string) => string): readonly string[] => {
  try {
    return [asPrinted(readFileSync(file, 'utf8')).trimEnd()];
  } catch {
    return [];
  }
};

/** What differs from one run to the next: one id stands for another, and so with positions and instants. */
const KINDS: readonly [RegExp, string][] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>'],
  [/\b\d{20}\b/g, '<position>'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '<instant>'],
];

const inKinds = (text: string): string => KINDS.reduce((now, [kind, name]) => now.replaceAll(kind, name), text);

const asPattern = (line: string): string =>
  line.trim() === '…'
    ? '(?:[^\\n]*\\n)*?'
    : `${line
        .split('…')
        .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('[^\\n]*?')}\\n`;

/** Whether an output is the printed one; `…` stands for whatever is left out of a line, alone for whole lines. */
export const isAsPrinted = (output: string, printed: string): boolean =>
  new RegExp(`^${inKinds(printed).split('\n').map(asPattern).join('')}$`).test(`${inKinds(output)}\n`);

export type Difference = { readonly line: number; readonly printed: string; readonly found: string };

/** Where a tour does not go as it is printed; a block that was not run, or that ended it with an error, is one. */
export const differencesOf = (printed: readonly Printed[], { outputs, exitCode }: Ran): readonly Difference[] =>
  printed.flatMap(({ line, output }, n) => {
    const found = outputs[n];
    if (found === undefined) return [{ line, printed: output, found: 'not run' }];
    const failed = exitCode !== 0 && n === outputs.length - 1;
    if (failed) return [{ line, printed: output, found: `${found}\nexit code ${exitCode}` }];
    return isAsPrinted(found, output) ? [] : [{ line, printed: output, found }];
  });
