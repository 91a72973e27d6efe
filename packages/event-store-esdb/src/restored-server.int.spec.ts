import { newEvent, newEvents } from '@sohoi/event-store/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { closeAll, openServer, openStore } from '../test/opened.js';

afterEach(closeAll);

/** A store that knows three events of a stream, of which the server has lost the last two. */
const restored = async () => {
  const server = await openServer();
  const store = openStore(server);
  await store.append('note-1', 0, newEvents(1));
  const { length } = server.log.all;
  const lost = newEvents(2);
  await store.append('note-1', 1, lost);
  server.log.truncate(length);
  const idsNow = (): string[] => server.log.stream('note-1').map(({ id }) => id);
  return { server, store, lost, lostIds: lost.map(({ id }) => id), idsNow };
};

describe('a server that was restored from an older copy under a running process', () => {
  it('gets events anew that it has lost', async () => {
    const { store, lost, lostIds, idsNow } = await restored();
    expect(await store.append('note-1', 1, lost)).toMatchObject({ streamVersion: 3, repeated: false });
    expect(idsNow().slice(1)).toEqual(lostIds);
  });

  it('is not said to have events of which others stand in their place', async () => {
    const { server, store, lost, lostIds, idsNow } = await restored();
    await openStore(server).append('note-1', 1, newEvents(2));
    await expect(store.append('note-1', 1, lost)).rejects.toMatchObject({ name: 'VersionConflict', actual: 3 });
    expect(await store.append('note-1', 3, lost)).toMatchObject({ streamVersion: 5, repeated: false });
    expect(idsNow().slice(3)).toEqual(lostIds);
  });

  it('takes other events under ids that it has lost', async () => {
    const { store, lost } = await restored();
    const other = lost.map((event) => ({ ...event, type: 'Renoted' }));
    expect(await store.append('note-1', 1, other)).toMatchObject({ streamVersion: 3, repeated: false });
  });

  it('takes new events where its stream ends now, at the first try', async () => {
    const { store, idsNow } = await restored();
    const event = newEvent();
    expect(await store.append('note-1', 1, [event])).toMatchObject({ streamVersion: 2 });
    expect(idsNow()[1]).toBe(event.id);
  });

  it.each([0, 1])('does not double what others wrote since, once the stream was read after %s', async (after) => {
    const { server, store } = await restored();
    const others = newEvents(2);
    await openStore(server).append('note-1', 1, others);
    await store.readStream('note-1', { after });
    expect(await store.append('note-1', 3, others)).toMatchObject({ streamVersion: 3, repeated: true });
    expect(server.log.stream('note-1')).toHaveLength(3);
  });

  it('does not double what others wrote where its stream has grown beyond what is known', async () => {
    const { server, store } = await restored();
    const others = newEvents(4);
    await openStore(server).append('note-1', 1, others);
    expect(await store.append('note-1', 5, others)).toMatchObject({ streamVersion: 5, repeated: true });
    expect(server.log.stream('note-1')).toHaveLength(5);
  });
});
