import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A way to PostgreSQL on which packets can be lost from some moment on, without a word to either end. */
export type FrozenWay = {
  /** The database by this way. */
  readonly url: string;
  /** Whatever is connected now hears nothing any more; who connects anew gets through. */
  freeze(): void;
  close(): Promise<void>;
};

export const frozenWay = async (databaseUrl: string): Promise<FrozenWay> => {
  const there = new URL(databaseUrl);
  const pairs = new Set<readonly [Socket, Socket]>();
  const server = createServer((near) => {
    const far = connect({ host: there.hostname, port: Number(there.port) });
    const pair = [near, far] as const;
    pairs.add(pair);
    for (const [one, other] of [pair, [far, near] as const]) {
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        pairs.delete(pair);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    freeze: () => {
      for (const [near, far] of pairs) {
        near.unpipe(far).pause();
        far.unpipe(near).pause();
      }
    },
    close: async () => {
      for (const pair of pairs) for (const one of pair) one.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
