import { kafkaJars, NoKafka } from '../kafka/jars.mjs';
import { askedFor } from './asked-for.mjs';

/** Specs that need a real Kafka; each starts a broker of its own. */
const WITH_KAFKA = '{packages,apps,infra}/**/*.kafka.spec.{ts,mjs}';

/** The jars of the broker, once for the whole run; where they cannot be had, one line says so, or the run fails. */
export const setUpKafka = async (config) => {
  delete process.env.SOHOI_TEST_KAFKA;
  if (!askedFor(WITH_KAFKA, config)) return;
  try {
    process.env.SOHOI_TEST_KAFKA = await kafkaJars();
  } catch (error) {
    if (!(error instanceof NoKafka) || process.env.REQUIRE_KAFKA === '1') throw error;
    process.stderr.write(`not checked with a real Kafka: ${error.message}\n`);
  }
};
