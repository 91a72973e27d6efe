import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { logKey, migrateLedger } from '@sohoi/ledger-postgres';
import {
  consoleLogger,
  createApplication,
  createMetrics,
  edgeSettings,
  edgesOf,
  endOnSignal,
  erasuresCheck,
  HealthController,
  READINESS_CHECKS,
  redact,
} from '@sohoi/nest';
import { createProjector, logReadiness, openHost, subscriptionMetrics } from '@sohoi/projection-host';
import { createFileMasterKeys, migrateVault, openVault } from '@sohoi/sealing';
import { z } from 'zod';
import {
  BadWitness,
  createNotary,
  ledgerStreams,
  openSigningKey,
  projectionsWith,
  ProjectorModule,
  witnessesIn,
  witnessMetrics,
} from './module.js';
import type { Witness } from './module.js';

const environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  EVENT_STORE: z.string().optional(),
  KEYS_FOLDER: z.string().min(1),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  ROTATE_AFTER_ERASURES: z.coerce.number().int().min(1).max(86_400).default(3600),
  LEDGER_ORIGIN: z
    .string()
    .regex(/^[^\s+\p{C}]{1,200}$/u, { error: 'takes 1 to 200 characters without spaces and plus signs' })
    .default('localhost/so-hoi'),
  LEDGER_FOLDER: z.string().min(1).optional(),
  LEDGER_WITNESSES: z.string().default(''),
  SIGNING_FOLDER: z.string().min(1).optional(),
  SIGN_EVERY: z.coerce.number().int().min(1).max(86_400).default(10),
  ...edgeSettings,
});

@Module({})
class Root {}

const giveUp = (why: string): never => {
  process.stderr.write(`projector cannot start: ${redact(why)}\n`);
  return process.exit(1);
};

const witnessesOf = (text: string): readonly Witness[] => {
  try {
    return witnessesIn(text);
  } catch (error) {
    return giveUp(`LEDGER_WITNESSES: ${error instanceof BadWitness ? error.message : String(error)}`);
  }
};

const logger = consoleLogger('projector');
const settings = environment.safeParse(process.env);
const { DATABASE_URL, EVENT_STORE, KEYS_FOLDER, PORT, HOST, ...rest } = settings.success
  ? settings.data
  : giveUp(settings.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));

try {
  const { pool, log } = await openHost({ name: 'projector', database: DATABASE_URL, log: EVENT_STORE, logger });
  await migrateVault(pool);
  await migrateLedger(pool);
  const masterKeys = createFileMasterKeys(KEYS_FOLDER);
  const vault = await openVault(pool, masterKeys, ledgerStreams);
  const projections = projectionsWith(vault);
  const metrics = createMetrics();
  metrics.pool('projector', pool);
  subscriptionMetrics(metrics, log);
  const projector = createProjector({
    pool,
    store: log.store,
    countable: log.engine === 'PostgreSQL',
    projections,
    rotation: { masterKeys, every: rest.ROTATE_AFTER_ERASURES * 1000 },
    metrics,
  });
  const notary = createNotary({
    pool,
    signer: openSigningKey(rest.SIGNING_FOLDER ?? KEYS_FOLDER, rest.LEDGER_ORIGIN, await logKey(pool)),
    every: rest.SIGN_EVERY * 1000,
    folder: rest.LEDGER_FOLDER,
    witnesses: witnessesOf(rest.LEDGER_WITNESSES),
  });
  witnessMetrics(metrics, notary.witnesses);
  const root = {
    module: Root,
    imports: [ProjectorModule.of(projector, notary)],
    controllers: [HealthController],
    providers: [
      {
        provide: READINESS_CHECKS,
        useValue: [projector.readiness, projector.chores, notary.readiness, erasuresCheck(pool), logReadiness(log)],
      },
    ],
  };
  const app = await createApplication(root, logger, edgesOf(rest), [], metrics);
  endOnSignal(app, () => log.close().then(() => pool.end()));
  await app.listen(PORT, HOST);
  logger.log(`listening on ${await app.getUrl()}`);
} catch (error) {
  giveUp(error instanceof Error ? error.message : String(error));
}
