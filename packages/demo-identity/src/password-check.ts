import { createHash, timingSafeEqual } from 'node:crypto';

/** So many wrong passwords from one address, and for so long it may not try again. */
const MAX_WRONG = 5;
const WAIT_MS = 60_000;

/** Addresses that are remembered at once. */
const MAX_ADDRESSES = 10_000;

export type PasswordVerdict = 'right' | 'wrong' | { readonly waitSeconds: number };

/**
 * Whether a password is the right one. After five wrong ones in a row an address waits a minute, then each further wrong
 * one costs another minute; a right one clears it.
 * @param now milliseconds that never go back
 */
export const passwordCheck = (password: string, now: () => number = () => performance.now()) => {
  const expected = digestOf(password);
  const wrong = new Map<string, { readonly times: number; readonly waitUntil: number }>();

  return (address: string, typed: string): PasswordVerdict => {
    const before = wrong.get(address) ?? { times: 0, waitUntil: 0 };
    if (before.waitUntil > now()) return { waitSeconds: Math.ceil((before.waitUntil - now()) / 1000) };
    wrong.delete(address);
    if (timingSafeEqual(digestOf(typed), expected)) return 'right';
    const times = before.times + 1;
    wrong.set(address, { times, waitUntil: times >= MAX_WRONG ? now() + WAIT_MS : 0 });
    for (const oldest of wrong.keys()) {
      if (wrong.size <= MAX_ADDRESSES) break;
      wrong.delete(oldest);
    }
    return 'wrong';
  };
};

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
