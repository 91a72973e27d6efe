import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { MasterKeys, OwnedBytes } from './master-keys.js';
import type { PersonKeys } from './person-keys.js';

const newIds = (count: number): string[] => Array.from({ length: count }, () => randomUUID());

const entries = (keys: ReadonlyMap<string, Uint8Array | null>): [string, string | null][] =>
  [...keys].map(([id, key]): [string, string | null] => [id, key && Buffer.from(key).toString('hex')]).sort();

/**
 * What every store of persons' keys must do.
 * @param open makes fresh, empty keys for each case; `rival` are the same keys as another process would open them
 */
export const personKeysContract = (
  name: string,
  open: () => Promise<{ keys: PersonKeys; rival: PersonKeys; close(): Promise<void> }>,
): void => {
  const cases: [string, (keys: PersonKeys, rival: PersonKeys) => Promise<void>][] = [
    [
      'makes a key of 32 bytes for each person, another for each, and gives the same one again',
      async (keys, rival) => {
        const ids = newIds(3);
        const made = await keys.keysFor(ids);
        expect([...made.keys()].sort()).toEqual([...ids].sort());
        expect([...made.values()].map((key) => key?.length)).toEqual([32, 32, 32]);
        expect(new Set(entries(made).map(([, key]) => key)).size).toBe(3);
        expect(entries(await rival.keysFor(ids))).toEqual(entries(made));
        expect(entries(await rival.find(ids))).toEqual(entries(made));
      },
    ],
    [
      'gives all who ask at once the same key',
      async (keys, rival) => {
        const ids = newIds(20);
        const asked = Array.from({ length: 10 }, (_, n) =>
          (n % 2 ? keys : rival).keysFor([...ids.slice(n), ...ids.slice(0, n)]),
        );
        const answers = (await Promise.all(asked)).map(entries);
        expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      },
    ],
    [
      'finds nothing for a person without a key, and makes none in finding',
      async (keys) => {
        const [id] = newIds(1);
        expect((await keys.find([id ?? ''])).size).toBe(0);
        expect((await keys.find([id ?? ''])).size).toBe(0);
        expect((await keys.find([])).size).toBe(0);
        expect((await keys.keysFor([])).size).toBe(0);
      },
    ],
    [
      'destroys keys for ever, also of a person who never had one, and says null for them',
      async (keys, rival) => {
        const [erased = '', never = '', other = ''] = newIds(3);
        await keys.keysFor([erased, other]);
        await keys.destroy([erased, never]);
        await rival.destroy([erased]);
        for (const one of [keys, rival]) {
          expect(entries(await one.find([erased, never])).map(([, key]) => key)).toEqual([null, null]);
          const asked = await one.keysFor([erased, never, other]);
          expect([asked.get(erased), asked.get(never), asked.get(other)?.length]).toEqual([null, null, 32]);
        }
      },
    ],
    [
      'takes one person twice in one question',
      async (keys) => {
        const [id = ''] = newIds(1);
        expect((await keys.keysFor([id, id])).size).toBe(1);
        expect((await keys.find([id, id])).size).toBe(1);
        await keys.destroy([id, id]);
        expect(await keys.find([id, id])).toEqual(new Map([[id, null]]));
      },
    ],
    [
      'takes ten thousand persons in one question, and erases them all',
      async (keys) => {
        const ids = newIds(10_000);
        expect((await keys.keysFor(ids)).size).toBe(10_000);
        await keys.destroy(ids);
        expect([...(await keys.find(ids)).values()].every((key) => key === null)).toBe(true);
      },
    ],
  ];
  describe(`the contract of persons' keys, by ${name}`, () => {
    it.each(cases)('%s', async (_title, run) => {
      const { keys, rival, close } = await open();
      try {
        await run(keys, rival);
      } finally {
        await close();
      }
    });
  });
};

const some = (count: number): OwnedBytes[] =>
  Array.from({ length: count }, (_, n) => ({ of: `person:${n}`, bytes: randomBytes(32) }));

/** What was wrapped, for those it was wrapped for. */
const owned = (wrapped: readonly Uint8Array[]): OwnedBytes[] =>
  wrapped.map((bytes, n) => ({ of: `person:${n}`, bytes }));

/** What every keeper of master keys must do. */
export const masterKeysContract = (
  name: string,
  open: () => Promise<{ keys: MasterKeys; close(): Promise<void> }>,
): void => {
  const cases: [string, (keys: MasterKeys) => Promise<void>][] = [
    [
      'unwraps what it wrapped, in order, none and many',
      async (keys) => {
        const id = await keys.create();
        for (const plain of [some(0), some(1), some(1000)]) {
          const unwrapped = await keys.unwrap(id, owned(await keys.wrap(id, plain)));
          expect(unwrapped.map((key) => Buffer.from(key).toString('hex'))).toEqual(
            plain.map(({ bytes }) => Buffer.from(bytes).toString('hex')),
          );
        }
      },
    ],
    [
      'wraps one key differently each time, and never shows it',
      async (keys) => {
        const [key = { of: '', bytes: new Uint8Array() }] = some(1);
        const id = await keys.create();
        const [a, b] = (await keys.wrap(id, [key, key])).map((wrapped) => Buffer.from(wrapped));
        expect(a?.equals(b ?? Buffer.alloc(0))).toBe(false);
        expect(a?.includes(Buffer.from(key.bytes))).toBe(false);
      },
    ],
    [
      'does not unwrap what another generation wrapped, nor what was altered',
      async (keys) => {
        const [one, other] = [await keys.create(), await keys.create()];
        expect(one).not.toBe(other);
        const [wrapped = new Uint8Array()] = await keys.wrap(one, some(1));
        await expect(keys.unwrap(other, owned([wrapped]))).rejects.toMatchObject({
          name: 'WrappedKeyBroken',
          id: other,
        });
        for (const at of [0, wrapped.length >> 1, wrapped.length - 1]) {
          const altered = Uint8Array.from(wrapped, (byte, n) => (n === at ? byte ^ 1 : byte));
          await expect(keys.unwrap(one, owned([altered]))).rejects.toMatchObject({ name: 'WrappedKeyBroken' });
        }
        await expect(keys.unwrap(one, owned([new Uint8Array(3)]))).rejects.toMatchObject({ name: 'WrappedKeyBroken' });
      },
    ],
    [
      'does not unwrap for another what was wrapped for one, so that no row can be given the key of another',
      async (keys) => {
        const id = await keys.create();
        const [bytes = new Uint8Array()] = await keys.wrap(id, [{ of: 'person:a', bytes: randomBytes(32) }]);
        expect(await keys.unwrap(id, [{ of: 'person:a', bytes }])).toHaveLength(1);
        for (const other of ['person:b', 'secret:a', '']) {
          await expect(keys.unwrap(id, [{ of: other, bytes }])).rejects.toMatchObject({ name: 'WrappedKeyBroken' });
        }
      },
    ],
    [
      'unwraps nothing with a generation that was destroyed, and leaves the others alone',
      async (keys) => {
        const [gone, stays] = [await keys.create(), await keys.create()];
        const [wrapped, kept] = [owned(await keys.wrap(gone, some(1))), owned(await keys.wrap(stays, some(1)))];
        await keys.destroy(gone);
        await keys.destroy(gone);
        await expect(keys.unwrap(gone, wrapped)).rejects.toMatchObject({ name: 'MasterKeyMissing', id: gone });
        await expect(keys.wrap(gone, some(1))).rejects.toMatchObject({ name: 'MasterKeyMissing', id: gone });
        expect(await keys.unwrap(stays, kept)).toHaveLength(1);
      },
    ],
  ];
  describe(`the contract of master keys, by ${name}`, () => {
    it.each(cases)('%s', async (_title, run) => {
      const { keys, close } = await open();
      try {
        await run(keys);
      } finally {
        await close();
      }
    });
  });
};
