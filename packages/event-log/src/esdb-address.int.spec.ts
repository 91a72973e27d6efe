import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { selfSigned } from '@sohoi/embedded-postgres/testing';
import { newEvents } from '@sohoi/event-store/testing';
import { startEsdbServer } from '@sohoi/event-store-esdb/testing';
import type { EsdbServer } from '@sohoi/event-store-esdb/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { openEventLog } from './index.js';
import type { EventLog } from './index.js';

type Options = Parameters<typeof startEsdbServer>[0];

/** Never asked: the log is elsewhere. */
const pool = new Pool({ connectionString: 'postgres://127.0.0.1:1/none' });

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const serve = async (options?: Options): Promise<EsdbServer> => {
  const server = await startEsdbServer(options);
  closing.push(() => server.stop());
  return server;
};

const open = async (address: string): Promise<EventLog> => {
  const log = await openEventLog({ pool, address });
  closing.push(() => log.close());
  return log;
};

const readAll = async ({ store }: EventLog): Promise<number> => {
  let read = 0;
  for await (const batch of store.readAll('')) read += batch.length;
  return read;
};

/** What is said of an address that cannot be used, and all that is known besides. */
const refusalOf = async (address: string) => {
  const error = await open(address).then(
    () => undefined,
    (caught: unknown) => caught,
  );
  const { name, message, ...known } = error as Error & Record<'trouble' | 'detail' | 'address', string | undefined>;
  return { said: `${name}: ${message}`, known };
};

const SECRET = 'opensesame';
const users = { sohoi: SECRET };

/** One clear sentence: the log, what is wrong, and nothing of gRPC, OpenSSL or the password. */
const expectOneSentence = (said: string): void => {
  expect(said).toMatch(/^Esdb(Unusable|Unavailable): the log at esdb(\+discover)?:\/\//);
  expect(said).not.toMatch(/\n|UNAVAILABLE:|Last error|Resolution note|SSL routines|node_modules|\.js:|undefined/);
  expect(said).not.toContain(SECRET);
};

describe('TLS and logins of EVENT_STORE', () => {
  let files: ReturnType<typeof selfSigned>;
  let others: ReturnType<typeof selfSigned>;
  let tls: { cert: Buffer; key: Buffer };

  beforeAll(() => {
    files = selfSigned();
    others = selfSigned();
    tls = { cert: readFileSync(files.cert), key: readFileSync(files.key) };
  });
  afterAll(() => {
    files.remove();
    others.remove();
  });

  it('reach the client: an authority of one’s own, a name and a password, in calls of every kind', async () => {
    const { port, log: stored } = await serve({ tls, users: { sohoi: 'p@ss:w%rd' } });
    const log = await open(`esdb://sohoi:p%40ss%3Aw%25rd@127.0.0.1:${port}?tlsCAFile=${files.cert}`);
    await log.store.append('note-1', 0, newEvents(2));
    expect(stored.stream('note-1')).toHaveLength(2);
    expect(await readAll(log)).toBe(2);
    for await (const batch of log.store.subscribe('', new AbortController().signal)) {
      expect(batch).toHaveLength(2);
      break;
    }
  });

  it('reach it for a cluster as well, which is searched for over TLS', async () => {
    const { port } = await serve({ tls, users });
    const log = await open(`esdb+discover://sohoi:${SECRET}@127.0.0.1:${port}?tlsCAFile=${files.cert}`);
    await log.store.append('note-1', 0, newEvents(1));
    expect(await readAll(log)).toBe(1);
  });

  it('reach it: a certificate of one’s own, where the server knows its clients by them', async () => {
    const { port } = await serve({ tls: { ...tls, clients: readFileSync(others.cert) } });
    const address = `esdb://127.0.0.1:${port}?tlsCAFile=${files.cert}`;
    const log = await open(`${address}&userCertFile=${others.cert}&userKeyFile=${others.key}`);
    await log.store.append('note-1', 0, newEvents(1));
    const { said } = await refusalOf(address);
    expectOneSentence(said);
  });

  it.each(['esdb', 'esdb+discover'])('a wrong password in %s:// is said in one sentence', async (scheme) => {
    const { port } = await serve({ tls, users });
    const { said, known } = await refusalOf(`${scheme}://sohoi:${SECRET}x@127.0.0.1:${port}?tlsCAFile=${files.cert}`);
    expectOneSentence(said);
    expect(said).toMatch(/^EsdbUnusable: .* EventStoreDB refuses this user: the name or the password is wrong/);
    expect(known).toMatchObject({ trouble: 'login', address: expect.stringContaining('***@127.0.0.1') });
  });

  it('no login where one is needed is said in the same words', async () => {
    const { port } = await serve({ tls, users });
    const { said } = await refusalOf(`esdb://127.0.0.1:${port}?tlsCAFile=${files.cert}`);
    expectOneSentence(said);
    expect(said).toMatch(/EventStoreDB refuses this user/);
  });

  it.each([
    ['esdb', () => ''],
    ['esdb', () => `&tlsCAFile=${others.cert}`],
    ['esdb+discover', () => ''],
  ])('a certificate that is not trusted, at %s://, is said in one sentence', async (scheme, more) => {
    const { port, calls } = await serve({ tls, users });
    const address = `${scheme}://sohoi:${SECRET}@127.0.0.1:${port}?tls=true&maxDiscoverAttempts=1${more()}`;
    const { said, known } = await refusalOf(address);
    expectOneSentence(said);
    expect(said).toMatch(/the certificate of EventStoreDB is not trusted \(self-signed certificate\)$/);
    expect(known).toMatchObject({ trouble: 'untrusted', detail: 'self-signed certificate' });
    expect(calls.size).toBe(0);
  });

  it('a certificate of another name is not trusted', async () => {
    const { port } = await serve({ tls });
    const { said, known } = await refusalOf(`esdb://localhost:${port}?tlsCAFile=${files.cert}`);
    expectOneSentence(said);
    expect(known).toMatchObject({ trouble: 'untrusted', detail: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  });

  it('a server without TLS that is asked with it, and the other way round, are out of reach', async () => {
    const plain = await refusalOf(`esdb://127.0.0.1:${(await serve()).port}?tls=true`);
    expectOneSentence(plain.said);
    expect(plain.said).toMatch(/cannot be reached \(no TLS there\)$/);
    const secure = await refusalOf(`esdb://127.0.0.1:${(await serve({ tls })).port}?tls=false`);
    expectOneSentence(secure.said);
    expect(secure.known).toMatchObject({ trouble: 'unreachable' });
  });
});

describe('a cluster that EVENT_STORE names', () => {
  const cluster = async () => {
    const nodes: EsdbServer[] = [];
    const states = ['LEADER', 'FOLLOWER', 'READONLYREPLICA'] as const;
    const members = () => nodes.map(({ port }, n) => ({ port, state: states[n] ?? 'FOLLOWER' }));
    const leader = await serve({ members });
    nodes.push(leader);
    for (const _follower of states.slice(1)) nodes.push(await serve({ members, log: leader.log }));
    for (const follower of nodes.slice(1)) follower.faults.notLeader = Infinity;
    return { nodes, leader };
  };

  it.each([
    ['', 0],
    ['&nodePreference=leader', 0],
    ['&nodePreference=follower', 1],
    ['&node_preference=Read-Only-Replica', 2],
  ])('is read from the node that is preferred%s, and written to and decided on at the leader', async (more, wanted) => {
    const { nodes, leader } = await cluster();
    const [, , seed] = nodes;
    const log = await open(`esdb+discover://127.0.0.1:${seed?.port}?tls=false${more}`);
    for (const { calls } of nodes) calls.clear();
    await log.store.append('note-1', 0, newEvents(3));
    expect(await log.store.readStream('note-1')).toHaveLength(3);
    expect(nodes.map(({ calls }) => calls.get('append') ?? 0)).toEqual([1, 0, 0]);
    expect(nodes.map(({ calls }) => (calls.get('readStream') ?? 0) > 0)).toEqual([true, false, false]);
    leader.calls.clear();
    for await (const batch of log.store.subscribe('', new AbortController().signal)) {
      expect(batch).toHaveLength(3);
      break;
    }
    expect(nodes.map(({ calls }) => calls.has('readAll'))).toEqual([0, 1, 2].map((n) => n === wanted));
  });

  it('is found by any of its seeds that answers', async () => {
    const { nodes, leader } = await cluster();
    const log = await open(`esdb://127.0.0.1:1,127.0.0.1:${nodes[1]?.port}?tls=false`);
    await log.store.append('note-1', 0, newEvents(1));
    expect(leader.calls.get('append')).toBe(1);
  });

  it('of which no seed answers is said to be out of reach in one sentence', async () => {
    const { said, known } = await refusalOf(
      `esdb://sohoi:${SECRET}@127.0.0.1:1,127.0.0.1:2?tls=false&maxDiscoverAttempts=1`,
    );
    expectOneSentence(said);
    expect(said).toMatch(/EventStoreDB cannot be reached \(no node of the cluster answered\)$/);
    expect(known).toMatchObject({ trouble: 'unreachable' });
  });
});

describe('an address of EVENT_STORE', () => {
  it.each([
    ['127.0.0.1:1', 'ECONNREFUSED'],
    ['nobody.invalid:2113', 'ENOTFOUND'],
  ])('at which there is nobody, %s, is said to be out of reach: %s', async (host, detail) => {
    const { said, known } = await refusalOf(`esdb://sohoi:${SECRET}@${host}?tls=false`);
    expectOneSentence(said);
    expect(said).toMatch(new RegExp(`${host}.*: EventStoreDB cannot be reached \\(${detail}\\)$`));
    expect(known).toMatchObject({ trouble: 'unreachable', detail });
  });

  it('at which somebody listens who is none is said in one sentence', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request\r\n\r\n', () => socket.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => new Promise((resolve) => server.close(resolve)));
    const { said } = await refusalOf(`esdb://127.0.0.1:${(server.address() as AddressInfo).port}?tls=false`);
    expectOneSentence(said);
    expect(said).toMatch(/cannot be reached \(UNAVAILABLE\)$/);
  });

  it.each(['21.10.9', '22.2.0', null])('of a server of version %s is refused, with what is needed', async (version) => {
    const { port } = await serve({ version });
    const { said, known } = await refusalOf(`esdb://127.0.0.1:${port}?tls=false`);
    expectOneSentence(said);
    expect(said).toMatch(
      new RegExp(`is of version ${version ?? 'unknown'}; version 22\\.6 or later, or KurrentDB, is needed$`),
    );
    expect(known).toMatchObject({ trouble: 'version', detail: version ?? 'unknown' });
  });

  it.each(['22.6.0', '24.10.0', '26.1.1.4321'])('of a server of version %s is taken', async (version) => {
    expect((await open((await serve({ version })).connectionString)).engine).toBe('EventStoreDB');
  });

  it('that the client would repeat aloud, password and all, is refused before the client sees it', async () => {
    const { port } = await serve();
    const { said } = await refusalOf(`esdb://sohoi:${SECRET}@127.0.0.1:${port}?tls=false&colour=red`);
    expectOneSentence(said);
    expect(said).toMatch(/it has a parameter that EventStoreDB does not have: colour$/);
  });
});
