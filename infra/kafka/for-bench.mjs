import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startBroker } from './broker.mjs';
import { kafkaJars } from './jars.mjs';

/**
 * A broker for as long as the work takes.
 * @template T
 * @param {(broker: import('./kafka.d.ts').KafkaBroker) => Promise<T>} work
 * @returns {Promise<T>}
 * @throws {import('./jars.mjs').NoKafka} where there is no broker to be had
 */
export const withBroker = async (work) => {
  const jars = await kafkaJars();
  const dataDir = await mkdtemp(path.join(tmpdir(), 'sohoi-kafka-'));
  try {
    const broker = await startBroker({ jars, dataDir });
    try {
      return await work(broker);
    } finally {
      await broker.kill();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
};
