import 'reflect-metadata';
import { Module } from '@nestjs/common';
import {
  consoleLogger,
  createApplication,
  createMetrics,
  edgeSettings,
  edgesOf,
  endOnSignal,
  HealthController,
  READINESS_CHECKS,
  redact,
} from '@sohoi/nest';
import { createProjector, logReadiness, openHost, subscriptionMetrics } from '@sohoi/projection-host';
import { createRelay, kafkaPublisher, relaySettings } from '@sohoi/relay';
import { z } from 'zod';
import { RelayModule } from './module.js';

const environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  EVENT_STORE: z.string().optional(),
  KAFKA_BROKERS: z.string().min(1),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  ...edgeSettings,
});

@Module({})
class Root {}

const giveUp = (error: unknown): never => {
  process.stderr.write(`relay cannot start: ${redact(error instanceof Error ? error.message : String(error))}\n`);
  return process.exit(1);
};

const logger = consoleLogger('relay');
try {
  const settings = environment.safeParse(process.env);
  if (!settings.success) {
    throw new Error(settings.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
  }
  const { DATABASE_URL, EVENT_STORE, PORT, HOST, ...rest } = settings.data;
  const wanted = relaySettings(process.env);
  if (!wanted) throw new Error('KAFKA_BROKERS: takes host:port, with commas between');
  const { pool, log } = await openHost({ name: 'relay', database: DATABASE_URL, log: EVENT_STORE, logger });
  const relay = createRelay({
    publisher: kafkaPublisher(wanted.kafka),
    instance: wanted.instance,
    onTrouble: (reason) => (reason === null ? logger.log('checkpoints are sent again') : logger.warn(redact(reason))),
  });
  const metrics = createMetrics();
  metrics.pool('relay', pool);
  subscriptionMetrics(metrics, log);
  const projector = createProjector({
    ...{ pool, store: log.store, projections: relay.projections, metrics },
    countable: log.engine === 'PostgreSQL',
  });
  const root = {
    module: Root,
    imports: [RelayModule.of({ projector, relay, pool })],
    controllers: [HealthController],
    providers: [{ provide: READINESS_CHECKS, useValue: [projector.readiness, projector.chores, logReadiness(log)] }],
  };
  const app = await createApplication(root, logger, edgesOf(rest), [], metrics);
  endOnSignal(app, () => log.close().then(() => pool.end()));
  await app.listen(PORT, HOST);
  logger.log(`listening on ${await app.getUrl()}`);
} catch (error) {
  giveUp(error);
}
