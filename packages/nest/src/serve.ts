import type { DynamicModule, Type } from '@nestjs/common';
import type { EventStore } from '@sohoi/event-store';
import { createFileMasterKeys, migrateVault, openVault, sealingStore } from '@sohoi/sealing';
import type { SealedStream } from '@sohoi/sealing';
import { Pool } from 'pg';
import { z } from 'zod';
import { createApplication } from './application.js';
import { consoleLogger } from './console-logger.js';
import { edgeSettings, edgesOf } from './edges.js';
import { endOnSignal } from './end-on-signal.js';
import { erasuresCheck } from './erasures-check.js';
import { CLOCK_SKEW_S, MAX_TOKEN_AGE_S, remoteIdentity } from './identity.js';
import type { Identity } from './identity.js';
import { createMetrics } from './metrics.js';
import { PlatformModule } from './platform.module.js';
import type { Platform } from './platform.module.js';
import { redact } from './redact.js';

const environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  EVENT_STORE: z.string().optional(),
  KEYS_FOLDER: z.string().min(1),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  OIDC_ISSUER: z.string().min(1),
  OIDC_AUDIENCE: z.string().min(1).default('sohoi'),
  OIDC_JWKS_URL: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_MAX_TOKEN_AGE: z.coerce.number().int().min(CLOCK_SKEW_S).max(MAX_TOKEN_AGE_S).default(MAX_TOKEN_AGE_S),
  ...edgeSettings,
});

export type Service = {
  readonly name: string;
  readonly module: Type | DynamicModule;
  readonly entities: Platform['entities'];
  /** Every kind of stream that the service writes or opens. */
  readonly streams: readonly SealedStream[];
  /** Opens the log at the address, or in the pool's database without one. */
  readonly openLog: (options: {
    readonly pool: Pool;
    readonly address: string | undefined;
  }) => Promise<{ readonly engine: string; readonly store: EventStore; close(): Promise<void> }>;
};

/**
 * Runs one service as a process of its own, configured by the environment: DATABASE_URL, EVENT_STORE, KEYS_FOLDER, PORT, HOST,
 * OIDC_ISSUER, OIDC_AUDIENCE, OIDC_JWKS_URL, OIDC_MAX_TOKEN_AGE. Ends with exit code 1 and one sentence if it cannot start.
 */
export const serve = async ({ name, module, entities, streams, openLog }: Service): Promise<void> => {
  const logger = consoleLogger(name);
  const settings = environment.safeParse(process.env);
  if (!settings.success)
    return giveUp(name, settings.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
  const { DATABASE_URL, EVENT_STORE, KEYS_FOLDER, PORT, HOST } = settings.data;

  const pool = new Pool({
    connectionString: DATABASE_URL,
    max: 10,
    connectionTimeoutMillis: 10_000,
    application_name: `sohoi-${name}`,
    // A connection whose other end is gone without a word is found out.
    keepAlive: true,
    query_timeout: 60_000,
  });
  pool.on('error', (error) => logger.error(`lost a database connection: ${error.message}`));
  try {
    const edges = edgesOf(settings.data);
    const log = await openLog({ pool, address: EVENT_STORE });
    await migrateVault(pool);
    const { sealer } = await openVault(pool, createFileMasterKeys(KEYS_FOLDER), streams);
    const metrics = createMetrics();
    metrics.pool('log', pool);
    const store = metrics.store(sealingStore(log.store, sealer));
    const platform = PlatformModule.of({
      store,
      sealer,
      pool,
      databaseUrl: DATABASE_URL,
      identity: identityOf(settings.data),
      entities,
      readiness: [
        { name: 'log', check: async () => ({ ready: true, detail: { head: await store.head() } }) },
        erasuresCheck(pool),
      ],
      queryConnections: 10,
      actorRate: edges.rates.actor,
      metrics,
      countable: log.engine === 'PostgreSQL',
    });
    const root = { module: class Root {}, imports: [platform, module] };
    const app = await createApplication(root, logger, edges, [], metrics);
    endOnSignal(app, () => log.close().then(() => pool.end()));
    await app.listen(PORT, HOST);
    logger.log(`listening on ${await app.getUrl()}`);
  } catch (error) {
    giveUp(name, error instanceof Error ? error.message : String(error));
  }
};

const identityOf = (settings: z.output<typeof environment>): Identity =>
  remoteIdentity(
    { issuer: settings.OIDC_ISSUER, jwksUrl: settings.OIDC_JWKS_URL },
    { audience: settings.OIDC_AUDIENCE, maxTokenAge: settings.OIDC_MAX_TOKEN_AGE },
  );

const giveUp = (name: string, why: string): void => {
  process.stderr.write(`${name} cannot start: ${redact(why)}\n`);
  process.exit(1);
};
