import { printable } from './table.js';

export type Branch = { readonly text: string; readonly below: readonly Branch[] };

export const branch = (text: string, ...below: readonly Branch[]): Branch => ({ text, below });

/** A tree as lines, the root without a line before it. */
export const drawn = ({ text, below }: Branch): string => [printable(text), ...linesOf(below)].join('\n');

const linesOf = (branches: readonly Branch[]): readonly string[] =>
  branches.flatMap(({ text, below }, n) => {
    const isLast = n === branches.length - 1;
    const inner = linesOf(below).map((line) => `${isLast ? '   ' : '│  '}${line}`);
    return [`${isLast ? '└─ ' : '├─ '}${printable(text)}`, ...inner];
  });
