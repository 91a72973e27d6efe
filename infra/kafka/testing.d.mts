import type { KafkaBroker } from './kafka.d.ts';

/** `describe` where a broker can be had, and `describe.skip` where not; why not was said once, before the first test. */
export const withKafka: (title: string, body: () => void) => void;

/** A broker with a folder of its own, stopped and gone after the tests of the file. */
export const startKafka: (
  settings?: Record<string, string | number | boolean>,
  protocol?: 'SSL' | 'SASL_SSL' | 'SASL_PLAINTEXT',
) => Promise<KafkaBroker>;
