/** One broker, running until it is killed or stopped; `restart` runs it again on the same ports and data. */
export type KafkaBroker = {
  /** `host:port` for clients. */
  readonly address: string;
  readonly pid: number;
  /** `kill -9`: nothing is put in order. */
  kill(): Promise<void>;
  stop(): Promise<void>;
  /** Kills it if it still runs; resolves once it answers again. */
  restart(): Promise<void>;
};
