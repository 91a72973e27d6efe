import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { recordedText } from '@sohoi/event-store';
import { createEsdbEventStore } from '@sohoi/event-store-esdb';
import { startEsdbServer } from '@sohoi/event-store-esdb/testing';
import type { EsdbServer } from '@sohoi/event-store-esdb/testing';
import { newEvents } from '@sohoi/event-store/testing';
import { ED25519, leafHash, signCheckpoint, signerOf, tilePath, treeBuilder } from '@sohoi/ledger';
import { verify } from './verify.command.js';

const COUNT = 600;
/** Of these, the one that is tampered with; the positions of those around it are far apart. */
const NTH = 300;
const signer = signerOf('sohoi.test/so', ED25519, new Uint8Array(32).fill(3));

/** As the server speaks over the wire; the engine itself is not here. */
let server: EsdbServer;
let folder: string;
let positions: readonly string[];

/** The log, with its tree as static files. */
beforeEach(async () => {
  server = await startEsdbServer();
  folder = await mkdtemp(join(tmpdir(), 'sohoi-verify-'));
  const store = createEsdbEventStore({ connectionString: server.connectionString });
  for (let n = 0; n < COUNT; n += 100) await store.append('note-1', n, newEvents(100));
  const builder = treeBuilder();
  const read: string[] = [];
  for await (const batch of store.readAll('')) {
    for (const event of batch) builder.add(leafHash(recordedText(event)));
    read.push(...batch.map(({ position }) => position));
  }
  positions = read;
  await store.close();
  for (const { bytes, ...tile } of builder.takeTiles()) {
    const path = join(folder, tilePath(tile));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
  const head = { origin: signer.verifier.name, size: builder.size(), root: builder.root(), extensions: [] };
  await writeFile(join(folder, 'checkpoint'), await signCheckpoint(head, signer));
});
afterEach(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

const check = (): Promise<string> => {
  const options = { tiles: folder, key: signer.verifier.text, log: server.connectionString };
  return verify(options, {}, new AbortController().signal);
};

type Stored = EsdbServer['log']['all'][number];

/** Where in the server's file the nth event of ours is: there are some of its own between. */
const placeOf = (nth: number): number => {
  const ours = server.log.all.flatMap(({ type }, at) => (type.startsWith('$') ? [] : [at]));
  return ours[nth - 1] ?? -1;
};
const change = (nth: number, to: (event: Stored) => Partial<Stored>): void => {
  const at = placeOf(nth);
  const event = server.log.all[at] as Stored;
  server.log.all[at] = { ...event, ...to(event) };
};
const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

const tampering: readonly (readonly [string, number, () => void])[] = [
  ['altered', NTH, () => change(NTH, () => ({ data: json({ forged: true }) }))],
  [
    'given another author',
    NTH,
    () => {
      const forged = (metadata: Uint8Array) => {
        const envelope = JSON.parse(Buffer.from(metadata).toString()) as { metadata: object };
        return json({ ...envelope, metadata: { ...envelope.metadata, actor: 'somebody else' } });
      };
      change(NTH, ({ metadata }) => ({ metadata: forged(metadata) }));
    },
  ],
  ['removed', NTH + 1, () => void server.log.all.splice(placeOf(NTH), 1)],
  [
    'inserted',
    NTH,
    () => {
      const at = placeOf(NTH);
      const event = server.log.all[at] as Stored;
      const forged = { ...event, id: randomUUID(), stream: 'note-2', revision: 0, position: event.position - 1n };
      server.log.all.splice(at, 0, forged);
    },
  ],
  [
    'moved',
    NTH,
    () => {
      const [first, second] = [placeOf(NTH), placeOf(NTH + 1)].map((at) => server.log.all[at] as Stored);
      change(NTH, ({ position }) => ({ ...second, position }));
      change(NTH + 1, ({ position }) => ({ ...first, position }));
    },
  ],
];

describe('sohoi verify of a log in EventStoreDB', () => {
  it('says that it is as it was recorded', async () => {
    expect(await check()).toMatch(new RegExp(`^${COUNT} events are those that were recorded, in their order`));
  });

  it.each(tampering)('finds an event that was %s', async (how, nth, tamper) => {
    tamper();
    const found = (await check().catch((error: unknown) => error)) as Error;
    expect(found.message).toMatch(/^NOT AS RECORDED: position /);
    const position = /position ([\d-]+)/.exec(found.message)?.[1] ?? '';
    // What was inserted stands between two that were there.
    if (how === 'inserted') expect([positions[nth - 2], position, positions[nth - 1]].toSorted()[1]).toBe(position);
    else expect(position).toBe(positions[nth - 1]);
  });

  it('finds that the last event was removed', async () => {
    server.log.truncate(placeOf(COUNT));
    await expect(check()).rejects.toThrow(`NOT AS RECORDED: the log ends after ${COUNT - 1} events`);
  });
});
