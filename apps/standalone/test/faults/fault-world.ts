import { chmodSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoPersons } from '@sohoi/demo-identity';
import type { DemoRole } from '@sohoi/demo-identity';
import { startPostgres } from '@sohoi/embedded-postgres';
import type { EmbeddedPostgres } from '@sohoi/embedded-postgres';
import { openEventLog } from '@sohoi/event-log';
import type { RecordedEvent } from '@sohoi/event-store';
import { checkpoints } from '@sohoi/projection';
import { ledgerStreams, projectionsWith } from '@sohoi/projector/module';
import { createFileMasterKeys, openVault, sealingStore } from '@sohoi/sealing';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { Pool } from 'pg';
import { migrateDatabase } from '../../src/database.js';
import { loadScenario } from '../../src/scenario/load-scenario.js';
import { grantAll } from '../grants.js';
import { freePort } from '../standalone-process.js';
import { startService } from './service-process.js';
import type { ServiceProcess } from './service-process.js';

const ISSUER = 'urn:sohoi:test';
/** The services' tokens allow 30 s between clocks; the projector knows no tokens. */
export const CLOCK_BACK_MS = { service: 20_000, projector: 3_600_000 };

export type FaultWorld = Awaited<ReturnType<typeof openFaultWorld>>;

/**
 * The scenario in a PostgreSQL of its own that can be killed, with ports at which services start again.
 * @param dataDir a folder that PostgreSQL's user can reach
 */
export const openFaultWorld = async (dataDir: string, settings: Readonly<Record<string, string>> = {}) => {
  const postgresPort = await freePort();
  const start = (): Promise<EmbeddedPostgres> => startPostgres({ dataDir, port: postgresPort, settings });
  let postgres = await start();
  const { url } = postgres;
  const pool = new Pool({ connectionString: url, max: 4, application_name: 'test' }).on('error', () => undefined);
  const keysFolder = mkdtempSync(join(tmpdir(), 'sohoi-keys-'));
  await migrateDatabase(pool);
  const vault = await openVault(pool, createFileMasterKeys(keysFolder), ledgerStreams);
  const eventLog = await openEventLog({ pool, address: undefined, migrate: false });
  const { store } = eventLog;
  const sealed = sealingStore(store, vault.sealer);
  await loadScenario(sealed, new AbortController().signal);
  await grantAll(sealed, Object.values(demoPersons));

  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256' }] });
  const jwks = createServer((_request, response) => response.setHeader('content-type', 'application/json').end(keys));
  await new Promise<void>((resolve) => jwks.listen(0, '127.0.0.1', resolve));

  const service = (app: string, port = 0): Promise<ServiceProcess> =>
    startService(app, {
      DATABASE_URL: url,
      PORT: String(port),
      KEYS_FOLDER: keysFolder,
      OIDC_ISSUER: ISSUER,
      OIDC_JWKS_URL: `http://127.0.0.1:${(jwks.address() as AddressInfo).port}/`,
      RATE_LIMIT_ADDRESS: '0',
      RATE_LIMIT_ACTOR: '0',
      CLOCK_BACK_MS: String(app === 'projector' ? CLOCK_BACK_MS.projector : CLOCK_BACK_MS.service),
    });
  const token = (role: DemoRole): Promise<string> =>
    new SignJWT({})
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt' })
      .setIssuer(ISSUER)
      .setAudience('sohoi')
      .setSubject(demoPersons[role].sub)
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(privateKey);

  /** The whole log with its masked codes open, once every read model shows it. */
  const caughtUpLog = async (): Promise<readonly RecordedEvent[]> => {
    const head = await store.head();
    const names = projectionsWith(vault).map(({ name }) => name);
    const waited = await checkpoints(pool).waitUntil(names, head, 60_000);
    if (!waited.reached) throw new Error(`the read models stand at ${waited.position} of ${head}`);
    const log: RecordedEvent[] = [];
    for await (const batch of store.readAll('')) {
      log.push(...(await vault.sealer.openEvents(batch, { sensitive: true, codesOfErased: true })));
    }
    return log;
  };

  return {
    pool,
    /** The log as commands write it: what is marked personal is sealed. */
    store: sealed,
    service,
    token,
    caughtUpLog,
    postgresPid: () => postgres.pid,
    postgresFailed: () => postgres.failed,
    /** Stops what is left of PostgreSQL and starts it again at its port. */
    restartPostgres: async (): Promise<void> => {
      await postgres.stop();
      // What the killed one left behind may hold its shared memory a moment longer.
      postgres = await until('PostgreSQL to start again', () => start().catch(() => undefined));
    },
    close: async (): Promise<void> => {
      jwks.close();
      await eventLog.close();
      await pool.end();
      await postgres.stop();
    },
  };
};

/** Asks until there is an answer. @throws Error after 60 s */
export const until = async <T>(what: string, ask: () => Promise<T | undefined>): Promise<T> => {
  for (const deadline = Date.now() + 60_000; ;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

export const folderForPostgres = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'sohoi-faults-'));
  chmodSync(folder, 0o755);
  return folder;
};
