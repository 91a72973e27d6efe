const pure = 'packages/decider/src';
// Written so that this file itself has none of them.
const off = 'eslint-' + 'disable';
const ignore = '@ts-' + 'ignore';

/** One violation of every lint rule that the house relies on. */
export const lintViolations = [
  {
    rule: '@typescript-eslint/no-floating-promises',
    file: `${pure}/planted-floating.ts`,
    text: 'const later = async () => 1;\nexport const run = () => {\n  later();\n};\n',
  },
  {
    rule: '@typescript-eslint/no-misused-promises',
    file: `${pure}/planted-misused.ts`,
    text: 'const later = async () => true;\nexport const is = () => (later() ? 1 : 2);\n',
  },
  {
    rule: '@typescript-eslint/switch-exhaustiveness-check',
    file: `${pure}/planted-switch.ts`,
    text: "export const f = (x: 'a' | 'b') => {\n  switch (x) {\n    case 'a':\n      return 1;\n  }\n  return 2;\n};\n",
  },
  {
    rule: '@typescript-eslint/no-explicit-any',
    file: `${pure}/planted-any.ts`,
    text: 'export const f = (x: any) => String(x);\n',
  },
  {
    rule: '@typescript-eslint/ban-ts-comment',
    file: `${pure}/planted-ignore.ts`,
    text: `// ${ignore}\nexport const f: string = 1;\n`,
  },
  {
    rule: 'unreadable',
    says: 'noInlineConfig',
    file: `${pure}/planted-disable.ts`,
    text: `/* ${off} */\nexport const f = 1;\n`,
  },
  { rule: 'max-lines', file: `${pure}/planted-long.ts`, text: 'export {};\n' + '\n'.repeat(300) },
  { rule: 'max-lines', file: `${pure}/planted-long.spec.ts`, text: 'export {};\n' + '\n'.repeat(500) },
  { rule: 'no-restricted-globals', file: `${pure}/planted-clock.ts`, text: 'export const now = () => Date.now();\n' },
  {
    rule: 'no-restricted-globals',
    file: `${pure}/planted-new-date.ts`,
    text: 'export const now = () => new Date();\n',
  },
  { rule: 'no-restricted-globals', file: `${pure}/planted-global.ts`, text: 'export const all = () => globalThis;\n' },
  {
    rule: 'no-restricted-properties',
    file: `${pure}/planted-chance.ts`,
    text: 'export const any = () => Math.random();\n',
  },
  {
    rule: 'no-restricted-properties',
    file: `${pure}/planted-chance-apart.ts`,
    text: 'const { random } = Math;\nexport const any = () => random();\n',
  },
  { rule: 'no-restricted-imports', file: 'apps/cli/src/planted-kafka.ts', text: "import 'kafkajs';\n" },
  ...[
    ['only', "it.only('runs alone', () => {});\n"],
    ['skip', "describe.skip('never', () => {});\n"],
    ['each', "it.skip.each([1])('never', () => {});\n"],
    ['todo', "it['todo']('later');\n"],
    ['fit', "fit('runs alone', () => {});\n"],
    ['sleep', "it('sleeps', async () => {\n  await new Promise((done) => setTimeout(done, 10));\n});\n"],
    [
      'pause',
      "import { setTimeout as delay } from 'node:timers/promises';\nit('sleeps', async () => {\n  await delay(10);\n});\n",
    ],
  ].map(([name, text]) => ({ rule: 'no-restricted-syntax', file: `${pure}/planted-${name}.spec.ts`, text })),
];

/** What a spec may do: each looks like a violation and is none. */
export const lintPermissions = [
  {
    file: `${pure}/planted-condition.spec.ts`,
    text: "import { it } from '@jest/globals';\nconst here: boolean = [1].includes(2);\n(here ? it : it.skip)('runs where it can', () => {});\n",
  },
  {
    file: `${pure}/planted-until.spec.ts`,
    text: 'declare const pause: (ms: number) => Promise<void>;\nexport const until = async (is: () => boolean) => {\n  while (!is()) await pause(5);\n};\n',
  },
];
