/**
 * A CloudEvents 1.0 event of the ledger, in its structured form; what the attributes promise is said in
 * docs/explanation/the-contract.md. Attributes that are not named here may come, and are passed over.
 */
export type CloudEvent<Type extends string = string, Data = Readonly<Record<string, unknown>>> = {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: Type;
  readonly subject: string;
  /** When it was true. */
  readonly time: string;
  /** When the ledger took it. */
  readonly recordedtime: string;
  /** The place in the whole log, comparable as text. */
  readonly sequence: string;
  /** The place among what the log keeps of the subject: grows, and skips what is not public. */
  readonly streamversion: number;
  readonly partitionkey: string;
  readonly data: Data;
};

/** What was received is no event of the ledger. */
export class UnreadableEvent extends Error {}

const texts = ['id', 'source', 'type', 'subject', 'time', 'recordedtime', 'sequence', 'partitionkey'] as const;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The event in what was parsed from JSON or put together from headers.
 * @throws UnreadableEvent that names the first attribute which is missing or of the wrong kind
 */
export const cloudEventIn = (received: unknown): CloudEvent => {
  if (!isRecord(received)) throw new UnreadableEvent('not an object');
  const missing = texts.find((name) => typeof received[name] !== 'string' || received[name] === '');
  if (missing) throw new UnreadableEvent(`${missing}: must be a text that is not empty`);
  // No database takes it in a text, and no CloudEvent may have it there.
  const torn = texts.find((name) => String(received[name]).includes('\u0000'));
  if (torn) throw new UnreadableEvent(`${torn}: must not hold U+0000`);
  if (received['specversion'] !== '1.0') throw new UnreadableEvent('specversion: must be 1.0');
  if (!Number.isSafeInteger(received['streamversion']) || Number(received['streamversion']) < 1) {
    throw new UnreadableEvent('streamversion: must be a whole number from 1');
  }
  if (!isRecord(received['data'])) throw new UnreadableEvent('data: must be an object');
  return received as CloudEvent;
};
