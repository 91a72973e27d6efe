import tseslint from 'typescript-eslint';
import { pureRooms } from './rooms.mjs';

const specs = ['**/*.spec.ts', '**/*.spec.mjs'];
const pure = Object.keys(pureRooms).map((room) => `${room}/src/**/*.ts`);

const runsAlways = 'Every test runs: none is focused or put off, and none skipped without a condition.';
const neverSleeps = 'A test waits on a condition; it never sleeps.';

const suite = 'MemberExpression[object.name=/^(it|test|describe)$/]';
const outOfTurn = '/^(only|skip|todo|failing)$/';
/** A pause straight in a function's body; within a loop it is the pulse of a wait on a condition. */
const pause = ':function > BlockStatement > ExpressionStatement > AwaitExpression >';

const inSpecs = [
  // `(condition ? it : it.skip)(…)` states its condition, and the totals count what it skips.
  { selector: `:not(ConditionalExpression) > ${suite}[property.name=${outOfTurn}]`, message: runsAlways },
  { selector: `${suite}[property.value=${outOfTurn}]`, message: runsAlways },
  { selector: 'CallExpression[callee.name=/^(fit|xit|xtest|fdescribe|xdescribe)$/]', message: runsAlways },
  { selector: `${pause} CallExpression[callee.name=/^(setTimeout|delay|sleep|pause|wait)$/]`, message: neverSleeps },
  { selector: `${pause} NewExpression[callee.name="Promise"] Identifier[name="setTimeout"]`, message: neverSleeps },
];

/** What types cannot forbid: `Date` and `Math` belong to the language itself. */
const purity = {
  'no-restricted-globals': [
    'error',
    { name: 'Date', message: 'A pure room has no clock: a plain date comes as data.' },
    { name: 'globalThis', message: 'A pure room reaches for nothing outside itself.' },
    { name: 'eval', message: 'A pure room runs no text.' },
    { name: 'Function', message: 'A pure room runs no text.' },
  ],
  'no-restricted-properties': [
    'error',
    { object: 'Math', property: 'random', message: 'A pure room has no randomness: an id comes as data.' },
    { object: 'Intl', property: 'DateTimeFormat', message: 'A pure room has no clock, and no time zone either.' },
  ],
};

export default tseslint.config(
  { ignores: ['**/node_modules/', '**/dist/', '**/coverage/', '**/.data/'] },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.mts'],
    extends: [tseslint.configs.recommended],
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-ignore': true, 'ts-nocheck': true, 'ts-expect-error': true, 'ts-check': true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'kafkajs', message: 'Only packages/relay and packages/subscriber speak to Kafka.' }] },
      ],
    },
  },
  {
    files: ['apps/**/*.ts', 'packages/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: process.cwd() } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
      ],
    },
  },
  {
    files: ['infra/**/*.mjs', 'apps/**/*.mjs', 'packages/**/*.mjs'],
    extends: [tseslint.configs.recommended],
    rules: { 'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }] },
  },
  {
    files: ['packages/{subscriber,relay}/**', '**/*.kafka.spec.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  // Generated, as long as the contract is.
  { files: ['packages/subscriber/src/public-events/*.ts'], rules: { 'max-lines': 'off' } },
  { files: pure, ignores: specs, rules: purity },
  {
    files: specs,
    rules: {
      'max-lines': ['error', { max: 500, skipBlankLines: false, skipComments: false }],
      'no-restricted-syntax': ['error', ...inSpecs],
    },
  },
);
