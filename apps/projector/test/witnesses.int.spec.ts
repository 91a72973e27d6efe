import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { newEvent } from '@sohoi/event-store/testing';
import { COSIGNATURE, cosignedAt, ED25519, leafHash, parseNote, signerOf, treeBuilder } from '@sohoi/ledger';
import { lastCheckpoint } from '@sohoi/ledger-postgres';
import { logTree } from '../src/ledger/log-tree.projection.js';
import { createNotary } from '../src/ledger/notary.js';
import type { Notary } from '../src/ledger/notary.js';
import { openReadSide, project } from './read-side.js';
import type { ReadSide } from './read-side.js';
import { openSmallWitness } from './small-witness.js';
import type { Fault, SmallWitness } from './small-witness.js';

beforeAll(() => Logger.overrideLogger(false));
afterAll(() => Logger.overrideLogger(true));

const seed = (n: number) => new Uint8Array(32).fill(n);
const log = signerOf('sohoi.example/so', ED25519, seed(1));

let side: ReadSide;
let folder: string;
let witness: SmallWitness;
let notary: Notary | undefined;

beforeEach(async () => {
  side = await openReadSide();
  folder = await mkdtemp(join(tmpdir(), 'sohoi-witness-'));
  witness = await openSmallWitness(signerOf('witness.example/w1', COSIGNATURE, seed(2)), () => log.verifier);
});
afterEach(async () => {
  await notary?.stop();
  notary = undefined;
  await witness.close();
  await side.close();
  await rm(folder, { recursive: true, force: true });
});

let recorded = 0;
beforeEach(() => {
  recorded = 0;
});
const record = async (count: number): Promise<void> => {
  const events = Array.from({ length: count }, (_, data) => newEvent({ data }));
  await side.store.append('note-1', recorded, events);
  recorded += count;
  await project(side.pool, side.store, undefined, [logTree]);
};

const open = (witnesses: readonly SmallWitness[] = [witness]): Notary => {
  notary = createNotary({ pool: side.pool, signer: log, every: 10, folder: join(folder, 'public'), witnesses });
  notary.start();
  return notary;
};
const until = async (is: () => Promise<boolean> | boolean): Promise<void> => {
  while (!(await is())) await new Promise((resolve) => setImmediate(resolve));
};
const cosignedIn = (text: string, by = witness): boolean => cosignedAt(parseNote(text), by.verifier) !== undefined;
const cosigned = (size: number, by = witness) =>
  until(async () => {
    const last = await lastCheckpoint(side.pool);
    return last?.size === size && cosignedIn(last.signed, by);
  });
const stateOf = (at = 0) => notary?.witnesses()[at];

describe('a witness', () => {
  it('cosigns each checkpoint, from where it has seen the log last, and its lines are published', async () => {
    open();
    for (const count of [3, 300, 1]) {
      await record(count);
      await cosigned(recorded);
      await until(async () => {
        const text = await readFile(join(folder, 'public', 'checkpoint'), 'utf8').catch(() => '');
        return text.split('\n')[1] === String(recorded) && cosignedIn(text);
      });
    }
    expect(witness.asked).toEqual([0, 3, 303]);
    expect(witness.seen.size).toBe(304);
    expect(await notary?.readiness.check()).toEqual({
      ready: true,
      detail: { state: 'signing', witnesses: [{ witness: 'witness.example/w1', state: 'asking', size: 304 }] },
    });
  });

  it('that has seen more than is known of it here is asked again from there', async () => {
    open();
    await record(5);
    await cosigned(5);
    await notary?.stop();
    // A backup from before the cosignature.
    await side.pool.query('ALTER TABLE ledger.cosignature DISABLE TRIGGER USER; DELETE FROM ledger.cosignature');
    await record(2);
    open();
    await cosigned(7);
    expect(witness.asked.slice(0, 3)).toEqual([0, 0, 5]);
  });

  it.each([
    ['smaller', 3],
    ['as large', 5],
  ])('that has seen another history, of a tree that is %s, says so, and nothing stops', async (_what, size) => {
    const builder = treeBuilder();
    for (let n = 0; n < size; n += 1) builder.add(leafHash(Buffer.from(`another ${n}`)));
    witness.seen = { size, root: builder.root() };
    open();
    await record(5);
    await until(() => stateOf()?.state === 'differs');
    expect(stateOf()).toMatchObject({
      size: 0,
      reason: 'witness.example/w1 has seen another history of this log than that of 5 leaves',
    });
    expect(await notary?.readiness.check()).toMatchObject({ ready: true, detail: { state: 'signing' } });
  });

  it('that has seen another history is told of until it cosigns, also while it is silent', async () => {
    witness.seen = { size: 3, root: seed(9) };
    open();
    await record(5);
    await until(() => stateOf()?.state === 'differs');
    let silent = 0;
    witness.fault = (request) => {
      silent += 1;
      return !!request.socket.destroy();
    };
    await until(() => silent >= 2);
    expect(stateOf()?.state).toBe('differs');
    witness.seen = { size: 0, root: seed(0) };
    witness.fault = undefined;
    await cosigned(5);
    await until(() => stateOf()?.state === 'asking');
  });

  it('that is silent after a start is told of with what it has cosigned before', async () => {
    open();
    await record(4);
    await cosigned(4);
    await notary?.stop();
    witness.fault = (request) => !!request.socket.destroy();
    await record(2);
    open([]);
    await until(async () => (await lastCheckpoint(side.pool))?.size === 6);
    await notary?.stop();
    open();
    await until(() => stateOf()?.state === 'failing');
    expect(stateOf()).toMatchObject({ size: 4 });
  });

  it('that has seen a longer log than is signed here says so', async () => {
    witness.seen = { size: 9, root: seed(9) };
    open();
    await record(5);
    await until(() => stateOf()?.state === 'failing');
    expect(stateOf()).toMatchObject({
      reason: 'witness.example/w1 has seen 9 leaves of this log already, and 5 are signed here',
    });
  });

  const faults: Readonly<Record<string, readonly [Fault, RegExp]>> = {
    'answers with another key': [
      (_request, response) => {
        response.end('— witness.example/w1 AAAAAAAAAAAAAAAAAAAAAAAA\n');
        return true;
      },
      /answered without a cosignature/,
    ],
    'answers rubbish': [(_request, response) => !!response.end('{"ok":true}'), /answered without a cosignature/],
    'answers without end': [
      (_request, response) => {
        const more = (): void => void (response.writable && response.write('x'.repeat(10_000), more));
        more();
        return true;
      },
      /more than 16384 bytes/,
    ],
    'sends us elsewhere': [
      (_request, response) => !!response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end(),
      /unexpected redirect/,
    ],
    'does not know the log': [
      (_request, response) => !!response.writeHead(404).end(),
      /404: it does not know this log/,
    ],
    'was shown this very tree by another meanwhile': [
      (request, response) => {
        // Whoever names no size is told one; whoever names that, the size of the whole tree.
        void text(request).then((body) => response.writeHead(409).end(body.startsWith('old 0\n') ? '3\n' : '4\n'));
        return true;
      },
      /409: it was asked by another meanwhile/,
    ],
    'hangs up': [(request) => !!request.socket.destroy(), /fetch failed/],
  };
  it.each(Object.entries(faults))(
    'that %s is told, asked again, and believed once it cosigns',
    async (_what, fault) => {
      const [answer, reason] = fault;
      witness.fault = answer;
      open();
      await record(4);
      await until(() => stateOf()?.state === 'failing');
      expect(stateOf()).toMatchObject({ state: 'failing', size: 0, reason: expect.stringMatching(reason) });
      expect(cosignedIn((await lastCheckpoint(side.pool))?.signed ?? '')).toBe(false);
      witness.fault = undefined;
      await cosigned(4);
      await until(() => stateOf()?.state === 'asking');
    },
  );

  it('that never answers holds up neither the signing, nor the others, nor the end', async () => {
    witness.fault = () => true;
    const other = await openSmallWitness(signerOf('witness.example/w2', COSIGNATURE, seed(3)), () => log.verifier);
    try {
      open([witness, other]);
      for (const size of [2, 4]) {
        await record(2);
        await cosigned(size, other);
      }
      await notary?.stop();
      expect(cosignedIn((await lastCheckpoint(side.pool))?.signed ?? '')).toBe(false);
    } finally {
      await other.close();
    }
  });
});
