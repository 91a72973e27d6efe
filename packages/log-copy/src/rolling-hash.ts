import { createHash } from 'node:crypto';

/** A hash over all texts so far: each one is SHA-256 of the one before and of the next text. */
export type RollingHash = {
  add(text: string): void;
  /** 64 hexadecimal digits; of no text at all, 64 zeros. */
  value(): string;
};

export const rollingHash = (): RollingHash => {
  let last: Uint8Array = new Uint8Array(32);
  return {
    add: (text) => {
      last = createHash('sha256').update(last).update(text).digest();
    },
    value: () => Buffer.from(last).toString('hex'),
  };
};
