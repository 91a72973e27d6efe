/** One broker, running until it is killed or stopped; `restart` runs it again on the same ports and data. */
export type KafkaBroker = {
  /** `host:port` for clients. */
  readonly address: string;
  /** The same of its second listener, which is as plain unless another protocol was asked for. */
  readonly secureAddress: string;
  readonly pid: number;
  /** `kill -9`: nothing is put in order. */
  kill(): Promise<void>;
  stop(): Promise<void>;
  /** Kills it if it still runs; resolves once it answers again. */
  restart(): Promise<void>;
};

/** A record as kcat shows it; the value of a tombstone is null. */
export type KcatRecord = {
  readonly partition: number;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string | null;
};
