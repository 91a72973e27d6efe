import type { KafkaBroker } from './kafka.d.ts';

/** A broker for as long as the work takes. @throws NoKafka where there is none to be had */
export const withBroker: <T>(work: (broker: KafkaBroker) => Promise<T>) => Promise<T>;
