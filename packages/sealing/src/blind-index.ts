import { createHmac, createSecretKey } from 'node:crypto';
import { wordsOf } from './fold.js';

/**
 * Search over what is sealed, by keyed hashes of 128 bits (22 characters of base64url). Without the key they tell no
 * more than that two values are equal, or begin alike.
 */
export type BlindIndex = {
  /** Equal texts of one purpose, e.g. `identity-number`, have equal hashes; those of two purposes have nothing in common. */
  hashOf(purpose: string, text: string): string;
  /** A token for each beginning of each word of a name, without accents; sorted, each once. */
  nameTokens(name: string): readonly string[];
  /** Of the words that somebody typed: a name is found if it has all of them, in any order. None: nothing was typed. */
  searchTokens(typed: string): readonly string[];
};

/** Letters of a word that count. */
const LONGEST = 24;

/** Words that count; a name of 200 characters has no more. */
const MOST_WORDS = 50;

/** Beginnings of words whose tokens are kept in memory: millions of names are made of some thousand syllables. */
const KEPT = 20_000;

/** @param key 32 bytes, for the whole ledger */
export const createBlindIndex = (key: Uint8Array): BlindIndex => {
  // Node takes a key object several times faster than the bytes of a key.
  const secret = createSecretKey(key);
  const hashOf = (purpose: string, text: string): string =>
    createHmac('sha256', secret)
      .update(JSON.stringify([purpose, text]))
      .digest()
      .subarray(0, 16)
      .toString('base64url');
  const kept = new Map<string, string>();
  const tokenOf = (beginning: string): string => {
    const known = kept.get(beginning);
    if (known !== undefined) return known;
    if (kept.size === KEPT) kept.clear();
    const token = hashOf('name', beginning);
    kept.set(beginning, token);
    return token;
  };
  const tokens = (beginnings: readonly string[]): readonly string[] => [...new Set(beginnings)].map(tokenOf).sort();
  const words = (text: string): readonly string[][] =>
    wordsOf(text)
      .slice(0, MOST_WORDS)
      .map((word) => [...word].slice(0, LONGEST));

  return {
    hashOf,
    nameTokens: (name) => tokens(words(name).flatMap((word) => word.map((_, n) => word.slice(0, n + 1).join('')))),
    searchTokens: (typed) => tokens(words(typed).map((word) => word.join(''))),
  };
};
