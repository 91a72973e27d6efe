import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { AppendOutcomeUnknown, InvalidAppend, VersionConflict } from '@sohoi/event-store';
import { newEvent, newEvents } from '@sohoi/event-store/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { closeAll, openServer, openStore } from '../test/opened.js';
import { openEsdbEventStore } from './index.js';

afterEach(closeAll);

describe('an append to a server that fails', () => {
  it.each(['unavailable', 'unknown'] as const)('is sent again when the server is %s', async (fault) => {
    const server = await openServer();
    const store = openStore(server);
    server.faults[fault] = 2;
    expect(await store.append('note-1', 0, newEvents(2))).toMatchObject({ streamVersion: 2, repeated: false });
    expect(server.log.stream('note-1')).toHaveLength(2);
  });

  it('is recorded once when the line is cut before the answer, and is nobody else’s', async () => {
    const server = await openServer();
    const store = openStore(server);
    server.faults.droppedAnswer = 1;
    const answer = await store.append('note-1', 0, newEvents(2));
    expect(server.calls.get('append')).toBe(2);
    expect(server.log.stream('note-1')).toHaveLength(2);
    const [, last] = await store.readStream('note-1');
    expect(answer).toEqual({ streamVersion: 2, position: last?.position, repeated: false });
  });

  it('that nobody answers has an unknown outcome, and the same events again tell which', async () => {
    const server = await openServer();
    const store = openStore(server);
    const events = newEvents(2);
    server.faults.droppedAnswer = Infinity;
    const unknown = await store.append('note-1', 0, events).catch((error: unknown) => error);
    expect(unknown).toBeInstanceOf(AppendOutcomeUnknown);
    expect(unknown).toMatchObject({ stream: 'note-1', cause: { name: 'EsdbUnavailable', passing: true } });
    server.faults.droppedAnswer = 0;
    expect(await store.append('note-1', 0, events)).toMatchObject({ streamVersion: 2, repeated: true });
    expect(await openStore(server).append('note-1', 0, events)).toMatchObject({ streamVersion: 2, repeated: true });
    expect(server.log.stream('note-1')).toHaveLength(2);
  });

  it('goes to the leader when another node was asked', async () => {
    const leader = await openServer();
    const follower = await openServer({ log: leader.log, leader: { host: '127.0.0.1', port: leader.port } });
    follower.faults.notLeader = Infinity;
    const store = openStore(follower);
    await store.append('note-1', 0, newEvents(1));
    expect(leader.calls.get('append')).toBe(1);
    expect(await store.readStream('note-1')).toHaveLength(1);
  });

  it('that is refused as out of date though it is not is a conflict, and nothing is recorded', async () => {
    const server = await openServer();
    const store = openStore(server);
    server.faults.wrongVersion = 1;
    await expect(store.append('note-1', 0, newEvents(1))).rejects.toBeInstanceOf(VersionConflict);
    expect(server.log.stream('note-1')).toHaveLength(0);
  });

  it('larger than the server takes is refused for good, where a server takes less than it is shipped with', async () => {
    const store = openStore(await openServer({ maxBytes: 1000 }));
    const large = newEvent({ data: { text: 'x'.repeat(1000) } });
    await expect(store.append('note-1', 0, [large])).rejects.toBeInstanceOf(InvalidAppend);
  });

  it('finds the stream shorter than it was once the server was restored from a backup', async () => {
    const server = await openServer();
    const store = openStore(server);
    await store.append('note-1', 0, newEvents(1));
    const length = server.log.all.length;
    await store.append('note-1', 1, newEvents(2));
    server.log.truncate(length);
    await expect(store.append('note-1', 3, newEvents(1))).rejects.toMatchObject({ expected: 3, actual: 1 });
    expect(await store.append('note-1', 1, newEvents(1))).toMatchObject({ streamVersion: 2 });
  });

  it('never uses the batched append of the client, whose list of answers is that of the whole process', async () => {
    const server = await openServer();
    const store = openStore(server);
    await store.check();
    await store.append('note-1', 0, newEvents(1));
    expect(server.calls.get('batchAppend')).toBeUndefined();
  });
});

describe('the log at an address', () => {
  it('is found by gossip', async () => {
    const server = await openServer();
    const store = await openEsdbEventStore({ connectionString: server.discovery });
    await store.append('note-1', 0, newEvents(1));
    expect(server.calls.get('gossip')).toBeGreaterThan(0);
    await store.close();
  });

  it.each([
    ['20.10.4', /version 20\.10\.4; version 22\.6 or later, or KurrentDB, is needed/],
    ['22.2.0', /version 22\.2\.0; version 22\.6 or later/],
    [null, /version unknown; version 22\.6 or later/],
  ])('of version %s is refused in one sentence', async (version, sentence) => {
    const { connectionString } = await openServer({ version });
    await expect(openEsdbEventStore({ connectionString })).rejects.toThrow(sentence);
  });

  it('that does not let the user in says so, and not the password', async () => {
    const { faults, port } = await openServer();
    faults.denied = Infinity;
    const connectionString = `esdb://admin:secret@127.0.0.1:${port}?tls=false`;
    const refused = await openEsdbEventStore({ connectionString }).catch((error: unknown) => String(error));
    expect(refused).toMatch(/^EsdbUnusable: the log at esdb:\/\/\*\*\*@127.*the password is wrong/);
    expect(refused).not.toContain('secret');
  });

  it('that nobody listens at is said to be out of reach', async () => {
    const connectionString = 'esdb://127.0.0.1:1?tls=false';
    await expect(openEsdbEventStore({ connectionString })).rejects.toThrow(
      /the log at .*127.0.0.1:1.* cannot be reached/,
    );
  });

  it('that takes calls and never says a word is out of reach, too', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => void sockets.push(socket.on('error', () => undefined).resume()));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const opened = openEsdbEventStore({
      connectionString: `esdb://127.0.0.1:${port}?tls=false`,
      timings: { answerMs: 50 },
    });
    await expect(opened).rejects.toThrow(/^the log at esdb:[^ ]* EventStoreDB cannot be reached \(no answer\)$/);
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it('that is none is refused without a word of what it holds', async () => {
    const connectionString = 'esdb://admin:secret@[::1?tls=maybe';
    const refused = await openEsdbEventStore({ connectionString }).catch((error: unknown) => String(error));
    expect(refused).toMatch(/its tls takes true or false|none of EventStoreDB/);
    expect(refused).not.toContain('secret');
  });
});
