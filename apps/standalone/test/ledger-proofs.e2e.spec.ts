import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  leafHash,
  openCheckpoint,
  openReceipt,
  parseReceipt,
  parseVerifier,
  tilePath,
  treeIn,
  verifyConsistency,
  verifyInclusion,
} from '@sohoi/ledger';
import type { TileReader } from '@sohoi/ledger';
import { startEsdbServer } from '@sohoi/event-store-esdb/testing';
import type { EsdbServer } from '@sohoi/event-store-esdb/testing';
import { actOnPerson } from './act-on-person.js';
import { openTestLedger } from './test-ledger.js';
import type { TestLedger } from './test-ledger.js';
import { commune, foundTwoCommunes, home, idOf } from './two-communes.js';

let ledger: TestLedger;

const fetchFrom = (path: string, headers: Record<string, string> = {}) => fetch(ledger.url + path, { headers });
const textOf = async (path: string): Promise<string> => (await fetchFrom(path)).text();
const tiles: TileReader = async (tile) => {
  const answer = await fetchFrom(`/ledger/${tilePath(tile)}`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/octet-stream']);
  expect(answer.headers.get('cache-control')).toMatch(/immutable/);
  return new Uint8Array(await answer.arrayBuffer());
};
const key = async () => parseVerifier(await textOf('/ledger/key'));
const checkpoint = async () => openCheckpoint(await textOf('/ledger/checkpoint'), await key());
const hashes = async (path: string): Promise<readonly Uint8Array[]> => {
  const body = (await (await fetchFrom(path)).json()) as { hashes: string[] };
  return body.hashes.map((hash) => Buffer.from(hash, 'base64'));
};

/** Asks until the notary has signed what was asked for; the test's time limit is the end of its patience. */
const onceSigned = async (ask: () => Promise<Response>): Promise<Response> => {
  for (;;) {
    const answer = await ask();
    if (answer.status !== 404 || !(await answer.clone().text()).includes('not-signed-yet')) return answer;
  }
};
const signedUpTo = async (size: number): Promise<void> => {
  while ((await checkpoint()).size < size);
};

const rename = async (name: string) => {
  const answer = await ledger.post(`/v1/units/${commune}/rename`, { name, at: '2023-06-01' });
  expect(answer.status).toBe(201);
  return answer.body as { position: string };
};
const receiptFor = async (position: string, as: 'central-officer' | 'auditor'): Promise<Response> => {
  const token = await ledger.tokenOf(as === 'auditor' ? 'demo-auditor' : 'demo-central-officer');
  return fetchFrom(`/v1/receipts/${position}`, { authorization: `Bearer ${token}`, 'accept-language': 'en' });
};

describe.each(['PostgreSQL', 'EventStoreDB'])('the transparency log over HTTP, of a log in %s', (engine) => {
  let server: EsdbServer | undefined;
  beforeAll(async () => {
    server = engine === 'EventStoreDB' ? await startEsdbServer() : undefined;
    ledger = await openTestLedger(server && { eventStore: server.connectionString });
    await foundTwoCommunes(ledger);
  });
  afterAll(async () => {
    await ledger.close();
    await server?.stop();
  });

  it('gives whoever asks, without a token, the tree of the signed checkpoint', async () => {
    const { size, root } = await checkpoint();
    expect(size).toBeGreaterThan(0);
    expect(Buffer.from(await treeIn(tiles, size).root())).toEqual(Buffer.from(root));
    const answer = await fetchFrom('/ledger/checkpoint');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=5');
    expect(await (await fetchFrom('/health/ready')).json()).toMatchObject({
      checks: expect.arrayContaining([{ name: 'ledger', ready: true }]),
    });
  });

  it('proves that each tree begins with the one before, and that a leaf is in it', async () => {
    const older = await checkpoint();
    await rename('Xã Đã Đổi Tên');
    await signedUpTo(older.size + 1);
    const newer = await checkpoint();
    const proof = await hashes(`/ledger/consistency?from=${older.size}&size=${newer.size}`);
    expect(verifyConsistency(proof, older, newer)).toBe(true);

    const last = newer.size - 1;
    const leaf = await tiles({ level: 0, index: Math.floor(last / 256), width: (last % 256) + 1 });
    const inclusion = await hashes(`/ledger/inclusion?leaf=${last}&size=${newer.size}`);
    expect(verifyInclusion(inclusion, leaf.slice(-32), last, newer)).toBe(true);
  });

  it('gives the author of a change a receipt that needs nothing but the public key, and others its hashes alone', async () => {
    const { position } = await rename('Xã Có Biên Nhận');
    const answer = await onceSigned(() => receiptFor(position, 'central-officer'));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    const receipt = await answer.text();
    const { extra } = parseReceipt(receipt);
    const event = Buffer.from(extra ?? []).toString();
    expect(event).toContain('Xã Có Biên Nhận');
    const log = await key();
    const opened = openReceipt(receipt, leafHash(Buffer.from(event)), log);
    expect(opened.origin).toBe('sohoi.test/so');
    const forged = leafHash(Buffer.from(event.replace('Có', 'Co')));
    expect(() => openReceipt(receipt, forged, log)).toThrow(/does not lead/);

    const other = await receiptFor(position, 'auditor');
    expect(other.status).toBe(200);
    const hashesAlone = await other.text();
    expect(parseReceipt(hashesAlone).extra).toBeUndefined();
    expect(openReceipt(hashesAlone, leafHash(Buffer.from(event)), log)).toBeDefined();
  });

  it('keeps every proof valid when a person is erased', async () => {
    const person = { fullName: 'Đặng Thị Sắp Xoá', gender: 'female', identityNumber: '001190000033' };
    const admitted = await ledger.post('/v1/members', { chapterId: home, person, at: '2023-03-08' });
    const { position } = admitted.body as { position: string };
    const before = await (await onceSigned(() => receiptFor(position, 'central-officer'))).text();
    const older = await checkpoint();

    await actOnPerson(ledger, 'PersonErased', idOf(admitted), '2023-07-10');
    await signedUpTo(older.size + 1);
    const after = await (await onceSigned(() => receiptFor(position, 'central-officer'))).text();
    const { extra } = parseReceipt(after);
    expect(parseReceipt(before).extra).toEqual(extra);
    const leaf = leafHash(extra ?? Buffer.of());
    const log = await key();
    for (const receipt of [before, after]) expect(openReceipt(receipt, leaf, log)).toBeDefined();
    // What the receipt holds of her is sealed, and its key is destroyed.
    expect(Buffer.from(extra ?? []).toString()).not.toMatch(/Sắp Xoá|001190000033/);
    const newer = await checkpoint();
    const proof = await hashes(`/ledger/consistency?from=${older.size}&size=${newer.size}`);
    expect(verifyConsistency(proof, older, newer)).toBe(true);
  });

  it.each([
    ['/ledger/inclusion?leaf=0&size=1000000', 400, 'outside-tree', /Cây của sổ có \d+ lá/],
    ['/ledger/inclusion?leaf=1&size=1', 400, 'outside-tree', /Cây của sổ có 1 lá/],
    ['/ledger/inclusion?leaf=-1&size=1', 400, 'invalid-input', /không hợp lệ/],
    ['/ledger/inclusion?leaf=x&size=1&more=1', 400, 'invalid-input', /không hợp lệ/],
    ['/ledger/consistency?from=2&size=1', 400, 'outside-tree', /Cây của sổ có 1 lá/],
    ['/ledger/tile/0/999', 404, 'no-such-tile', /không có ô này/],
    ['/ledger/tile/0/x', 400, 'invalid-input', /không hợp lệ/],
    ['/ledger/tile/0/000.p/999', 400, 'invalid-input', /không hợp lệ/],
  ])('refuses %s', async (path, status, code, sentence) => {
    const answer = await fetchFrom(path);
    expect([answer.status, await answer.json()]).toMatchObject([
      status,
      { code, title: expect.stringMatching(sentence) },
    ]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('says of an event that is not signed yet, or is none, what it is', async () => {
    expect(await (await receiptFor('99999999999999999999', 'central-officer')).json()).toMatchObject({
      code: 'not-found',
    });
    expect((await receiptFor('x', 'central-officer')).status).toBe(400);
  });
});
