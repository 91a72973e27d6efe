import type { EventData, EventStoreDBClient } from '@eventstore/db-client';
import { contractCases } from '@sohoi/event-store/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { closeAll, openServer, openStore } from '../test/opened.js';
import { openClient } from './index.js';

afterEach(closeAll);

type Method = (...args: never[]) => unknown;

/** A client with one method replaced by what stands in for it, given the real one. */
const broken =
  (name: 'appendToStream' | 'readAll' | 'readStream', replace: (real: Method) => Method) =>
  (address: string): EventStoreDBClient => {
    const client = openClient(address);
    const real = client[name].bind(client) as Method;
    Object.defineProperty(client, name, { value: replace(real) });
    return client;
  };

const appending = (change: (events: EventData[], options: object) => [EventData[], object]) =>
  broken('appendToStream', (real) => (stream: string, events: EventData[], options: object) => {
    const [changed, how] = change(events, options);
    return (real as (...args: unknown[]) => unknown)(stream, changed, how);
  });

const plants: readonly [string, RegExp, (address: string) => EventStoreDBClient][] = [
  [
    'appends whatever the version is',
    /exactly one of many writers/,
    appending((events, options) => [events, { ...options, expectedRevision: 'any' }]),
  ],
  [
    'gives events ids of its own',
    /the first answer again/,
    appending((events, options) => [events.map((event) => ({ ...event, id: crypto.randomUUID() })), options]),
  ],
  [
    'composes Unicode on the way in',
    /byte for byte/,
    appending((events, options) => [JSON.parse(JSON.stringify(events).normalize('NFC')) as EventData[], options]),
  ],
  [
    'writes only the first event of an append',
    /with its place in the stream/,
    appending((events, options) => [events.slice(0, 1), options]),
  ],
  [
    'does not read to the end of a stream',
    /after a version and up to a limit/,
    broken(
      'readStream',
      (real) => (stream: string, options: { maxCount: number }) =>
        (real as (...args: unknown[]) => unknown)(stream, { ...options, maxCount: Math.min(options.maxCount, 3) }),
    ),
  ],
  [
    'begins behind the place that was asked for',
    /who passes while an append is open/,
    broken('readAll', (real) => (options: { direction: string; fromPosition: unknown }) => {
      const at = options.fromPosition;
      const later = typeof at === 'object' && at !== null ? shifted(at as { commit: bigint; prepare: bigint }) : at;
      const forwards = options.direction === 'forwards';
      return (real as (...args: unknown[]) => unknown)({ ...options, fromPosition: forwards ? later : at });
    }),
  ],
];

/** Behind the next event, which takes up far less. */
const shifted = ({ commit, prepare }: { commit: bigint; prepare: bigint }) => ({
  commit: commit + 500n,
  prepare: prepare + 500n,
});

describe('the contract, by an adapter for EventStoreDB that', () => {
  it.each(plants)('%s, is not kept: %s', async (_fault, title, open) => {
    const cases = contractCases.filter((one) => title.test(one.title));
    expect(cases).toHaveLength(1);
    const server = await openServer();
    const [store, rival] = [openStore({ ...server, open }), openStore({ ...server, open })];
    const subject = { store, rival, holdAppendOpen: 'appends are instantaneous', close: closeAll } as const;
    await expect(cases[0]?.run(subject)).rejects.toThrow();
  });
});
