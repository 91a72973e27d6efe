import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leafHash, nodeHash } from './hash.js';

const plain = (...parts: readonly Uint8Array[]): string => {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part);
  return sum.digest('hex');
};
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('the hashes of RFC 6962', () => {
  it('are those of the bytes with their prefix, for text and bytes of any length', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.integer({ min: 0, max: 60_000 }).map((length) => 'Đặng'.repeat(length)),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const expected = plain(Uint8Array.of(0), Buffer.from(text));
        expect(hex(leafHash(text))).toBe(expected);
        expect(hex(leafHash(Buffer.from(text)))).toBe(expected);
      }),
    );
  });

  it('of nodes stay what they are when others are made', () => {
    const [left, right] = [leafHash('a'), leafHash('b')];
    const node = nodeHash(left, right);
    const before = hex(node);
    nodeHash(right, left);
    leafHash('c');
    expect(before).toBe(plain(Uint8Array.of(1), left, right));
    expect(hex(node)).toBe(before);
  });
});
