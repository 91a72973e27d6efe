import type { KcatRecord } from './kafka.d.ts';

/** Whether kcat is there; says so once if not, and throws where Kafka is required. */
export const kcatIsThere: () => Promise<boolean>;

/** The records of a topic from its beginning to its end: those of one partition in their order. */
export const readWithKcat: (address: string, topic: string) => AsyncGenerator<KcatRecord>;
