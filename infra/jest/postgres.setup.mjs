import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { registerTypeScript } from '../node/typescript-hooks.mjs';

/** Specs that may ask for a PostgreSQL. */
const WITH_POSTGRES = '{packages,apps,infra}/**/*.{int,e2e,nightly}.spec.{ts,mjs}';

const mayRun = (patterns, root) => {
  const files = globSync(WITH_POSTGRES, { cwd: root, exclude: (name) => name === 'node_modules' || name === 'dist' });
  const tests = patterns.map((pattern) => new RegExp(pattern, 'i'));
  return files.some((file) => tests.length === 0 || tests.some((test) => test.test(resolve(root, file))));
};

/** One throw-away server for the whole run, only if a spec that may need it is among those asked for. */
export default async ({ testPathPatterns, rootDir, nonFlagArgs }) => {
  const patterns = testPathPatterns?.patterns ?? nonFlagArgs ?? [];
  if (process.env.SOHOI_TEST_POSTGRES || !mayRun(patterns, rootDir)) return;
  registerTypeScript({ conditions: ['source'] });
  const { startTemporaryPostgres } = await import('../../packages/embedded-postgres/src/temporary-postgres.ts');
  const server = await startTemporaryPostgres();
  process.env.SOHOI_TEST_POSTGRES = server.url;
  globalThis.sohoiTestPostgres = server;
};
