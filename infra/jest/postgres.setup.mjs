import { registerTypeScript } from '../node/typescript-hooks.mjs';
import { askedFor } from './asked-for.mjs';

/** Specs that may ask for a PostgreSQL. */
const WITH_POSTGRES = '{packages,apps,infra}/**/*.{int,e2e,nightly,kafka}.spec.{ts,mjs}';

/** One throw-away server for the whole run, only if a spec that may need it is among those asked for. */
export const setUpPostgres = async (config) => {
  if (process.env.SOHOI_TEST_POSTGRES || !askedFor(WITH_POSTGRES, config)) return;
  registerTypeScript({ conditions: ['source'] });
  const { startTemporaryPostgres } = await import('../../packages/embedded-postgres/src/temporary-postgres.ts');
  const server = await startTemporaryPostgres();
  process.env.SOHOI_TEST_POSTGRES = server.url;
  globalThis.sohoiTestPostgres = server;
};
