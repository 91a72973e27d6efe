import { availableParallelism } from 'node:os';

/** Sources are tested as they are: workspace packages resolve to their TypeScript through the `source` condition. */
const swc = {
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: false },
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

export default {
  rootDir: '../..',
  roots: ['<rootDir>/packages', '<rootDir>/apps', '<rootDir>/infra'],
  testMatch: ['**/*.spec.ts', '**/*.spec.mjs'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', ...(process.env.NIGHTLY ? [] : ['\\.nightly\\.spec\\.ts$'])],
  modulePathIgnorePatterns: ['/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', swc] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  globalSetup: '<rootDir>/infra/jest/global.setup.mjs',
  globalTeardown: '<rootDir>/infra/jest/postgres.teardown.mjs',
  testTimeout: 30_000,
  // By itself jest leaves a core free; most of our specs wait half of the time for a database or a process, so that
  // three share two cores.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  // Modules of a spec are never quite let go; a worker that has grown this large spends its time collecting garbage.
  workerIdleMemoryLimit: '768MB',
};
