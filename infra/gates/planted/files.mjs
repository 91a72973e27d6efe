const registry = `https://${'registry'}.example.org/`;
const slash = '/';
const off = 'eslint-' + 'disable-next-line';

/** Violations of the gates that read files as text; `append` adds to a file that exists, `replace` changes it. */
export const sizeViolations = [
  { rule: 'max-lines', file: 'packages/fields/src/planted-long.ts', text: 'export {};\n'.repeat(301) },
  { rule: 'max-lines', file: 'packages/fields/src/planted-long.spec.ts', text: 'export {};\n'.repeat(501) },
  { rule: 'no-nameless-room', file: 'packages/shared/src/index.ts', text: 'export {};\n' },
  { rule: 'no-nameless-room', file: 'packages/fields/src/utils.ts', text: 'export {};\n' },
  { rule: 'known-top-level', file: 'PLAN.md', at: 'PLAN.md', text: 'A plan.\n' },
  { rule: 'known-room', file: 'packages/planted/src/index.ts', at: 'packages/planted', text: 'export {};\n' },
];

export const textViolations = [
  {
    rule: 'no-registry-address',
    file: 'pnpm-lock.yaml',
    append: `\n    resolution: {tarball: ${registry}a/-/a-1.0.0.tgz}\n`,
  },
  { rule: 'no-registry-address', file: '.npmrc', text: `registry=${registry}\n` },
  { rule: 'no-machine-path', file: 'docs/planted.md', text: `See ${slash}home/ann/notes.\n` },
  { rule: 'no-suppression', file: 'packages/fields/src/planted-off.ts', text: `// ${off}\nexport {};\n` },
  {
    rule: 'no-unfinished-work',
    file: 'packages/fields/src/planted-later.ts',
    text: `// ${'TO' + 'DO'}: finish\nexport {};\n`,
  },
];

export const formatViolations = [
  { rule: 'prettier', file: 'packages/fields/src/planted-format.ts', text: 'export const a = "b"\n' },
  { rule: 'prettier', file: 'packages/fields/src/planted-syntax.ts', text: 'export const = ;\n' },
];

export const purityViolations = [
  {
    rule: 'pure-compiler-options',
    says: '`lib`',
    file: 'packages/decider/tsconfig.json',
    text: '{ "extends": "../../tsconfig.base.json", "compilerOptions": { "lib": ["ES2023", "DOM"] }, "include": ["src"] }\n',
  },
  {
    rule: 'pure-compiler-options',
    says: '`types`',
    file: 'packages/fields/tsconfig.json',
    text: '{ "extends": "../../infra/tsconfig/node.json", "include": ["src"] }\n',
  },
  {
    rule: 'pure-compiler-options',
    says: '`experimentalDecorators`',
    file: 'packages/standings/tsconfig.build.json',
    text: '{ "extends": "../../infra/tsconfig/nest.json", "include": ["src"] }\n',
  },
  {
    rule: 'pure-dependencies',
    says: 'pg',
    file: 'packages/event-store/package.json',
    replace: [/"dependencies": \{/, '"dependencies": {\n    "pg": "catalog:",'],
  },
  {
    rule: 'context-dependencies',
    says: '@sohoi/organization',
    file: 'packages/membership/package.json',
    replace: [/"dependencies": \{/, '"dependencies": {\n    "@sohoi/organization": "workspace:*",'],
  },
];

export const dependencyViolations = [
  {
    rule: 'exact-version',
    says: 'pg',
    file: 'pnpm-workspace.yaml',
    replace: [/^ {2}pg: (.*)$/m, '  pg: ^$1'],
  },
  {
    rule: 'from-the-catalog',
    says: 'left-pad',
    file: 'packages/nest/package.json',
    replace: [/"dependencies": \{/, '"dependencies": {\n    "left-pad": "^1.3.0",'],
  },
  {
    rule: 'integrity',
    says: 'helmet',
    file: 'pnpm-lock.yaml',
    replace: [/^( {2}helmet@.*:\n {4}resolution:) .*$/m, '$1 {directory: ../helmet}'],
  },
  {
    rule: 'install-script',
    says: '@swc/core',
    file: 'pnpm-workspace.yaml',
    at: 'pnpm-workspace.yaml',
    replace: [/^ {2}'@swc\/core': true\n/m, ''],
  },
];
