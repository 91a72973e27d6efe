import { Logger } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { foundRights } from '@sohoi/access-service/module';
import { announceAddress, withdrawAddress } from '@sohoi/demo-identity';
import { startPostgres } from '@sohoi/embedded-postgres';
import type { EmbeddedPostgres, PostgresFailed } from '@sohoi/embedded-postgres';
import { openEventLog } from '@sohoi/event-log';
import { logKey } from '@sohoi/ledger-postgres';
import type { Subscribed } from '@sohoi/event-log';
import { ActorRights, consoleLogger, createApplication, createMetrics, redact, today } from '@sohoi/nest';
import { checkpoints } from '@sohoi/projection';
import { logReadiness, subscriptionMetrics } from '@sohoi/projection-host';
import { ledgerStreams, openSigningKey, projectionsWith } from '@sohoi/projector/module';
import { createRelay, kafkaPublisher } from '@sohoi/relay';
import { createFileMasterKeys, openVault, sealingStore } from '@sohoi/sealing';
import type { Pool } from 'pg';
import { openPool, prepareDatabase } from './database.js';
import { demoIdentity } from './demo-identity.js';
import { keyFolder, signingFolder } from './key-folder.js';
import type { Options } from './options.js';
import { loadScenario } from './scenario/load-scenario.js';
import { standaloneModule } from './standalone.module.js';

export type Ledger = {
  /** `http://host:port`, or `https:` with TLS. */
  readonly url: string;
  /** Resolves if the database ends by itself; then nothing can be served any more. */
  readonly failed: Promise<PostgresFailed>;
  /** Finishes the requests and batches in flight, then stops the database. */
  close(): Promise<void>;
};

/** Connections that append to the log and read it and the checkpoints, that keep the read models, and that query them. */
const LOG_CONNECTIONS = 8;
const PROJECTOR_CONNECTIONS = 8;
const QUERY_CONNECTIONS = 10;

/** How long a start waits until everything recorded can be read; the rest is caught up while it serves. */
const CATCH_UP_MS = 5_000;

/**
 * Opens the whole ledger on one data folder: database, log, projections, services, and the scenario the first time.
 * An abort leaves everything closed again.
 * @throws what `sentenceFor` has a sentence for
 */
export const openLedger = async (options: Options, signal: AbortSignal): Promise<Ledger> => {
  const opened: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const closeOne of opened.splice(0).reverse()) await closeOne();
  };
  try {
    const postgres = await startPostgres({ dataDir: options.dataDir });
    opened.push(() => postgres.stop());
    const { failed } = postgres;
    const url = await Promise.race([
      open(options, postgres, signal, (closeOne) => opened.push(closeOne)),
      failed.then((error) => Promise.reject(error)),
    ]);
    return { url, failed, close };
  } catch (error) {
    await close();
    throw error;
  }
};

const open = async (
  options: Options,
  postgres: EmbeddedPostgres,
  signal: AbortSignal,
  onClose: (closeOne: () => Promise<unknown>) => void,
): Promise<string> => {
  const { dataDir, empty, edges, rotateAfterErasures } = options;
  signal.throwIfAborted();

  const report = (error: Error): void => logger.error(`lost a database connection: ${error.message}`);
  const logins = await prepareDatabase(postgres.url, report);
  const open = (login: string, max: number, name: string): Pool => {
    const pool = openPool(login, max, name, report);
    onClose(() => {
      // The last connections may hear of the database's end before they have ended themselves.
      pool.off('error', report).on('error', () => undefined);
      return pool.end();
    });
    return pool;
  };
  const pool = open(logins.service, LOG_CONNECTIONS, 'sohoi');
  const projectorPool = open(logins.projector, PROJECTOR_CONNECTIONS, 'sohoi-projector');
  const masterKeys = createFileMasterKeys(keyFolder(dataDir));
  const { sealer, personKeys } = await openVault(pool, masterKeys, ledgerStreams);
  const log = await openEventLog({ pool, address: options.eventStore, migrate: false, onSubscription: reportLog });
  onClose(() => log.close());
  const metrics = createMetrics();
  subscriptionMetrics(metrics, log);
  metrics.pool('log', pool);
  metrics.pool('projector', projectorPool);
  const store = metrics.store(sealingStore(log.store, sealer));
  const projections = projectionsWith({ sealer, personKeys });

  const relay =
    options.relay &&
    createRelay({
      publisher: kafkaPublisher(options.relay.kafka),
      instance: options.relay.instance,
      onTrouble: (reason) => void (reason !== null && logger.warn(`checkpoints are not sent: ${redact(reason)}`)),
    });
  if (relay) onClose(relay.stop);

  const { origin, folder, signEvery, witnesses } = options.ledger;
  const signer = openSigningKey(signingFolder(dataDir), origin, await logKey(projectorPool));

  const demo = await demoIdentity(dataDir);
  const loading = { scenario: !empty };
  const module = standaloneModule({
    store,
    sealer,
    pool,
    projectorPool,
    projections: [...projections, ...(relay?.projections ?? [])],
    countable: log.engine === 'PostgreSQL',
    rotation: { masterKeys, every: rotateAfterErasures * 1000 },
    signing: { signer, every: signEvery * 1000, folder, witnesses },
    databaseUrl: logins.query,
    identity: demo.identity,
    readiness: [logReadiness(log), { name: 'scenario', check: async () => ({ ready: !loading.scenario }) }],
    queryConnections: QUERY_CONNECTIONS,
    actorRate: edges.rates.actor,
    metrics,
  });
  const app = await createApplication(module, false, edges, [demo.mount], metrics);
  onClose(() => app.close());
  const url = await listen(app, options);
  relay?.start(projectorPool);
  await demo.openAt(url, app.get(ActorRights));
  if (!empty) await loadScenario(store, signal);
  await foundRights(store, options.founder, today(), signal);
  await checkpoints(pool).waitUntil(
    projections.map(({ name }) => name),
    await store.head(),
    CATCH_UP_MS,
    signal,
  );
  loading.scenario = false;
  announceAddress(dataDir, url);
  onClose(async () => withdrawAddress(dataDir));
  return url;
};

const listen = async (app: NestExpressApplication, { port, host, edges }: Options): Promise<string> => {
  await app.listen(port, host);
  // Silent until here: what keeps it from starting is said in one sentence.
  Logger.overrideLogger(consoleLogger('sohoi', ['warn', 'error', 'fatal']));
  const address: unknown = app.getHttpServer().address();
  const bound = typeof address === 'object' && address !== null && 'port' in address ? address.port : port;
  return `${edges.tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${String(bound)}`;
};

const reportLog = ({ state, delivered, why }: Subscribed): void => {
  if (why !== null) logger.warn(`the log is ${state} behind event ${delivered || 'none'}: ${redact(why)}`);
};

const logger = new Logger('sohoi');
