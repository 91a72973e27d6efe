import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { newEvent } from '@sohoi/event-store/testing';
import { ED25519, openCheckpoint, signerOf, tilePath, treeIn } from '@sohoi/ledger';
import type { Tile } from '@sohoi/ledger';
import { lastCheckpoint, logKey } from '@sohoi/ledger-postgres';
import type { SignedCheckpoint } from '@sohoi/ledger-postgres';
import { logTree } from '../src/ledger/log-tree.projection.js';
import { createNotary } from '../src/ledger/notary.js';
import type { Notary, NotaryOptions } from '../src/ledger/notary.js';
import { openSigningKey, SigningKeyUnusable } from '../src/ledger/signing-key.js';
import { openReadSide, project } from './read-side.js';
import type { ReadSide } from './read-side.js';

const ORIGIN = 'sohoi.example/so';

// What is refused here is told to whoever looks after the process.
beforeAll(() => Logger.overrideLogger(false));
afterAll(() => Logger.overrideLogger(true));

let side: ReadSide;
let folder: string;
const running: Notary[] = [];

beforeEach(async () => {
  side = await openReadSide();
  folder = await mkdtemp(join(tmpdir(), 'sohoi-notary-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((notary) => notary.stop()));
  await side.close();
  await rm(folder, { recursive: true, force: true });
});

let appended = 0;
beforeEach(() => {
  appended = 0;
});
const record = async (count: number): Promise<void> => {
  for (let rest = count; rest > 0; rest -= 500) {
    const events = Array.from({ length: Math.min(rest, 500) }, (_, data) => newEvent({ data }));
    await side.store.append('note-1', appended, events);
    appended += events.length;
  }
  await project(side.pool, side.store, undefined, [logTree]);
};

const signer = () => openSigningKey(join(folder, 'keys'), ORIGIN, undefined);

const open = (options: Partial<NotaryOptions> = {}): Notary => {
  const notary = createNotary({ pool: side.pool, signer: signer(), every: 10, ...options });
  running.push(notary);
  notary.start();
  return notary;
};

const until = async (is: () => Promise<boolean> | boolean): Promise<void> => {
  while (!(await is())) await new Promise((resolve) => setImmediate(resolve));
};
const signed = (size: number) => until(async () => (await lastCheckpoint(side.pool))?.size === size);

describe('the notary', () => {
  it('signs the tree as it grows; two of them sign it once', async () => {
    const both = [open(), open()];
    for (const size of [3, 300]) {
      await record(size - appended);
      await signed(size);
    }
    expect(both.map(({ state }) => state())).toEqual([{ state: 'signing' }, { state: 'signing' }]);
    const { rows } = await side.pool.query<{ size: string }>('SELECT size FROM ledger.checkpoint ORDER BY size');
    expect(rows.map(({ size }) => size)).toEqual(['3', '300']);
    const last = await lastCheckpoint(side.pool);
    expect(openCheckpoint(last?.signed ?? '', signer().verifier)).toMatchObject({ origin: ORIGIN, size: 300 });
    expect(await both[0]?.readiness.check()).toEqual({ ready: true, detail: { state: 'signing' } });
  });

  it('publishes later what it could not', async () => {
    await record(3);
    const into = join(folder, 'public');
    await writeFile(into, 'a file where a folder is to be');
    const notary = open({ folder: into });
    await until(() => notary.state().state === 'retrying');
    expect(await notary.readiness.check()).toMatchObject({
      ready: true,
      detail: { reason: expect.stringMatching(/EEXIST|ENOTDIR/) },
    });
    await rm(into);
    await until(() => notary.state().state === 'signing');
    expect(openCheckpoint(await readFile(join(into, 'checkpoint'), 'utf8'), signer().verifier).size).toBe(3);
  });

  it('signs nothing more of a tree that was altered, or that another key has signed, and is not ready', async () => {
    await record(300);
    const first = open();
    await signed(300);
    const forger = open({ signer: signerOf(ORIGIN, ED25519, new Uint8Array(32).fill(5)) });
    await until(() => forger.state().state === 'refused');
    expect(forger.state()).toMatchObject({ reason: expect.stringMatching(/signed with sohoi.example\/so/) });

    await side.pool.query(`ALTER TABLE ledger.tile DISABLE TRIGGER USER;
      UPDATE ledger.tile SET hashes = set_byte(hashes, 40, 0) || substring(hashes FOR 32) WHERE (level, index) = (0, 1)`);
    await until(() => first.state().state === 'refused');
    expect(await first.readiness.check()).toMatchObject({
      ready: false,
      detail: { reason: expect.stringMatching(/was altered/) },
    });
    expect(await lastCheckpoint(side.pool)).toMatchObject({ size: 300 });
  });
});

describe('a folder of static files', () => {
  const inFolder = (into: string) => (tile: Tile) => readFile(join(into, tilePath(tile)));
  const sizeIn = (into: string): Promise<number> =>
    readFile(join(into, 'checkpoint'), 'utf8').then(
      (text) => openCheckpoint(text, signer().verifier).size,
      () => 0,
    );

  it('holds the whole tree of its checkpoint, and of those before, with nothing half written', async () => {
    const into = join(folder, 'public');
    open({ folder: into });
    const heads: SignedCheckpoint[] = [];
    for (const size of [200, 256, 700]) {
      await record(size - appended);
      await until(async () => (await sizeIn(into)) === size);
      const last = await lastCheckpoint(side.pool);
      if (last) heads.push(last);
    }
    expect(heads).toHaveLength(3);
    for (const { size, root } of heads) {
      expect(Buffer.from(await treeIn(inFolder(into), size).root())).toEqual(root);
    }
    expect((await readdir(into, { recursive: true })).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  it('of another log is left as it is', async () => {
    await record(5);
    const into = join(folder, 'other');
    await mkdir(into);
    await writeFile(join(into, 'checkpoint'), 'something else\n');
    const notary = open({ folder: into });
    await until(() => notary.state().state === 'retrying');
    expect(notary.state()).toMatchObject({ reason: expect.stringMatching(/is not of this log/) });
    expect(await readFile(join(into, 'checkpoint'), 'utf8')).toBe('something else\n');
  });
});

describe('the key of the log', () => {
  it('is made once, in a file of its owner alone', async () => {
    const first = signer().verifier.text;
    expect(signer().verifier.text).toBe(first);
    expect(await logKey(side.pool)).toBeUndefined();
    expect(await readdir(join(folder, 'keys'))).toEqual(['ledger.secret']);
  });

  it('is not made anew for a log that was signed, not taken for another log, and not used if others can read it', async () => {
    const keys = join(folder, 'keys');
    const { text } = signer().verifier;
    expect(() => openSigningKey(join(folder, 'empty'), ORIGIN, text)).toThrow(/is missing, and the log is signed with/);
    expect(() => openSigningKey(keys, 'sohoi.example/other', text)).toThrow(/is the key of sohoi.example\/so/);
    await chmod(join(keys, 'ledger.secret'), 0o644);
    expect(() => openSigningKey(keys, ORIGIN, text)).toThrow(SigningKeyUnusable);
  });
});
