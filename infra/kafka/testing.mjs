import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe } from '@jest/globals';
import { startBroker } from './broker.mjs';

// Set by infra/jest/kafka.setup.mjs for specs called *.kafka.spec.ts or .mjs, and for no others.
const jars = process.env.SOHOI_TEST_KAFKA;
const begun = [];

afterAll(async () => {
  for (const { broker, folder } of begun.splice(0)) {
    await broker.kill();
    await rm(folder, { recursive: true, force: true });
  }
});

export const withKafka = jars ? describe : describe.skip;

export const startKafka = async (settings, protocol) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'sohoi-kafka-'));
  const broker = await startBroker({ jars, dataDir: folder, settings, protocol });
  begun.push({ broker, folder });
  return broker;
};
