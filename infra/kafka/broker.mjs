import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A broker that lives for seconds: little memory, and no time spent on making it fast. */
const FRUGAL = ['-Xms64m', '-Xmx384m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto'];
const QUIET = ['-Dorg.slf4j.simpleLogger.defaultLogLevel=warn'];
const SAYS_THAT_IT_STARTED = ['-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info'];
const STARTED = 'Kafka Server started';
const PORT_TAKEN = /Address already in use/;

/** Any sixteen bytes in base64 of addresses; brokers of one cluster share them. */
const CLUSTER = 'c29ob2kta2Fma2EtdGVzdA';

const freePorts = async (count) => {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
};

const propertiesOf = ({ dataDir, port, controllerPort, secure, settings }) =>
  Object.entries({
    'process.roles': 'broker,controller',
    'node.id': 1,
    listeners: `PLAINTEXT://127.0.0.1:${port},SECURE://127.0.0.1:${secure.port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port},SECURE://127.0.0.1:${secure.port}`,
    'listener.security.protocol.map': `PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURE:${secure.protocol}`,
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    'log.dirs': path.join(dataDir, 'log'),
    'auto.create.topics.enable': false,
    'group.initial.rebalance.delay.ms': 0,
    'offsets.topic.num.partitions': 1,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    ...settings,
  })
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');

/** Beside the broker, and holding a pipe from us: however we end, the pipe closes and the broker is killed. */
const guard = (pid) =>
  spawn('sh', ['-c', `cat >/dev/null; kill -9 ${pid} 2>/dev/null`], { stdio: ['pipe', 'ignore', 'ignore'] });

/** Resolves once the broker answers; rejects with what it said if it ends before. */
const started = (child) =>
  new Promise((resolve, reject) => {
    let said = '';
    child.on('error', reject);
    child.on('exit', (code, signal) => reject(new Error(`Kafka ended at its start (${signal ?? code}):\n${said}`)));
    const hear = (chunk) => {
      said = `${said}${chunk}`.slice(-20_000);
      if (said.includes(STARTED)) resolve();
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
  });

/**
 * One broker of Apache Kafka that is its own controller (KRaft), on loopback and free ports, with its data in a folder.
 * States: running → (kill | stop) → ended → restart → running, on the same ports and data.
 * @param {{ jars: string, dataDir: string, protocol?: string, settings?: Record<string, string | number | boolean> }} options
 *   `jars`: the folder of `kafkaJars`; `dataDir`: an empty folder of this broker alone; `protocol`: of a second listener,
 *   called SECURE in settings, e.g. `SASL_SSL`
 * @returns {Promise<import('./kafka.d.ts').KafkaBroker>}
 */
export const startBroker = async ({ jars, dataDir, protocol = 'PLAINTEXT', settings = {} }, tries = 3) => {
  const [port, controllerPort, securePort] = await freePorts(3);
  const secure = { port: securePort, protocol };
  const properties = path.join(dataDir, 'server.properties');
  const java = [...FRUGAL, ...QUIET, ...SAYS_THAT_IT_STARTED, '-cp', path.join(jars, '*')];
  await mkdir(dataDir, { recursive: true });
  await writeFile(properties, propertiesOf({ dataDir, port, controllerPort, secure, settings }));
  await run('java', [
    ...java,
    'kafka.tools.StorageTool',
    'format',
    '--ignore-formatted',
    '-t',
    CLUSTER,
    '-c',
    properties,
  ]);

  let child;
  let watcher;
  const begin = async () => {
    child = spawn('java', [...java, 'kafka.Kafka', properties], { cwd: dataDir, stdio: ['ignore', 'pipe', 'pipe'] });
    watcher = guard(child.pid);
    await started(child);
  };
  const end = async (signal) => {
    watcher.kill('SIGKILL');
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  };

  try {
    await begin();
  } catch (error) {
    await end('SIGKILL');
    // Somebody took a port between our look and the broker's.
    if (tries > 1 && PORT_TAKEN.test(error.message))
      return startBroker({ jars, dataDir, protocol, settings }, tries - 1);
    throw error;
  }
  return {
    address: `127.0.0.1:${port}`,
    secureAddress: `127.0.0.1:${securePort}`,
    get pid() {
      return child.pid;
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    restart: async () => {
      await end('SIGKILL');
      await begin();
    },
  };
};
