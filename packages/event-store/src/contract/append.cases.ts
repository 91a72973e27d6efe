import { expect } from '@jest/globals';
import { BYTES_BESIDES, MAX_APPEND_BYTES } from '../encode-append.js';
import { AppendTooLarge, BEGINNING, EventIdReused, InvalidAppend, VersionConflict } from '../event-store.js';
import type { NewEvent } from '../event-store.js';
import { metadata, newEvent, newEvents, newId, readToEnd } from './subject.js';
import type { ContractCase } from './subject.js';

/** Exactly what `JSON.stringify` made of it must come back, so the texts are compared, not the values. */
const roundTrips = {
  composed: 'Trần Thị Hường',
  decomposed: 'Trần Thị Hường'.normalize('NFD'),
  emoji: '👩‍🌾🇻🇳',
  escapes: 'a\\u0000b "quoted" \\n \n \t \r \b \f \v \\t \u007f \u2028 \u0001 C:\\new',
  numbers: [0, -1, 1.5, 1e21, 1e-7, 9007199254740991, 123456789.123456789],
  'key "with" \\quotes': { empty: {}, list: [], nothing: null, yes: true, no: false, '': '' },
  z: 1,
  a: 2,
};

const unacceptable: readonly [string, string, number, readonly NewEvent[]][] = [
  ['no event', 'note-1', 0, []],
  ['1001 events', 'note-1', 0, newEvents(1001)],
  ['an id that is no UUID', 'note-1', 0, [newEvent({ id: 'x' })]],
  ['one id twice', 'note-1', 0, [newEvent({ id: newId() })].flatMap((event) => [event, event])],
  ['a NUL', 'note-1', 0, [newEvent({ data: { text: 'a\u0000b' } })]],
  ['a NUL after a backslash', 'note-1', 0, [newEvent({ data: '\\\u0000' })]],
  ['a NUL in a key', 'note-1', 0, [newEvent({ data: { '\u0000': 1 } })]],
  ['half of a surrogate pair', 'note-1', 0, [newEvent({ data: ['\ud83d'] })]],
  ['half of a surrogate pair in metadata', 'note-1', 0, [newEvent({ metadata: { ...metadata, actor: '\udc00' } })]],
  ['data that are no JSON', 'note-1', 0, [newEvent({ data: undefined })]],
  ['a big integer', 'note-1', 0, [newEvent({ data: { n: 1n } })]],
  ['a schema version of 0', 'note-1', 0, [newEvent({ schemaVersion: 0 })]],
  ['a nameless type', 'note-1', 0, [newEvent({ type: '' })]],
  ['a stream without a category', 'note', 0, newEvents(1)],
  ['a stream with a blank', 'note-a b', 0, newEvents(1)],
  ['a negative version', 'note-1', -1, newEvents(1)],
  ['half a version', 'note-1', 0.5, newEvents(1)],
];

export const appendCases: readonly ContractCase[] = [
  {
    title: 'gives back what was appended, with its place in the stream and in the log',
    run: async ({ store }) => {
      const events = [newEvent(), newEvent({ type: 'Renoted', schemaVersion: 3, data: [1] })];
      const first = await store.append('note-1', 0, events);
      const second = await store.append('note-1', 2, [newEvent()]);
      const read = await store.readStream('note-1');
      expect(read.slice(0, 2)).toMatchObject(events);
      expect(read.map((event) => event.streamVersion)).toEqual([1, 2, 3]);
      expect(read.every((event) => event.stream === 'note-1')).toBe(true);
      expect(first).toEqual({ streamVersion: 2, position: read[1]?.position, repeated: false });
      expect(second).toEqual({ streamVersion: 3, position: read[2]?.position, repeated: false });
      expect(await readToEnd(store, BEGINNING)).toEqual(read);
    },
  },
  {
    title: 'refuses another version than the stream has, says which it has, and records nothing',
    run: async ({ store }) => {
      await store.append('note-1', 0, newEvents(2));
      for (const expected of [0, 1, 3, 1000]) {
        const refused = store.append('note-1', expected, newEvents(2));
        await expect(refused).rejects.toBeInstanceOf(VersionConflict);
        await expect(refused).rejects.toMatchObject({ stream: 'note-1', expected, actual: 2 });
      }
      await expect(store.append('note-2', 1, newEvents(1))).rejects.toMatchObject({ expected: 1, actual: 0 });
      expect(await readToEnd(store, BEGINNING)).toHaveLength(2);
    },
  },
  {
    title: 'keeps data and metadata byte for byte, whatever Unicode they hold',
    run: async ({ store }) => {
      const event = newEvent({
        data: roundTrips,
        metadata: { actor: 'Đặng', role: 'r\\', correlationId: '"', causationId: newId(), commandHash: '👩‍🌾' },
      });
      await store.append('note-1', 0, [event, newEvent({ data: 'text' }), newEvent({ data: null })]);
      const [all, one] = [await readToEnd(store, BEGINNING), await store.readStream('note-1')];
      for (const [read] of [all, one]) {
        expect(JSON.stringify(read?.data)).toBe(JSON.stringify(event.data));
        expect(JSON.stringify(read?.metadata)).toBe(JSON.stringify(event.metadata));
      }
      expect([all, one].map((read) => read.slice(1).map(({ data }) => data))).toEqual([
        ['text', null],
        ['text', null],
      ]);
    },
  },
  {
    title: 'takes 1000 events at once',
    run: async ({ store }) => {
      expect(await store.append('note-1', 0, newEvents(1000))).toMatchObject({ streamVersion: 1000 });
      expect(await store.readStream('note-1')).toHaveLength(1000);
    },
  },
  {
    title: 'refuses what can never be kept, and records nothing of it nor of what came with it',
    run: async ({ store }) => {
      for (const [what, stream, expected, events] of unacceptable) {
        const outcome = await store.append(stream, expected, events).then(
          () => 'accepted',
          (error: unknown) => (error instanceof InvalidAppend ? 'refused' : String(error)),
        );
        expect([what, outcome]).toEqual([what, 'refused']);
      }
      expect(await store.head()).toBe(BEGINNING);
    },
  },
  {
    title: 'takes an append of the most bytes that there may be, refuses one byte more, and says what is too large',
    run: async ({ store }) => {
      // Each of these letters is three bytes; the quotes of the text are two more.
      const room = (events: number): number =>
        MAX_APPEND_BYTES / events - BYTES_BESIDES - JSON.stringify(metadata).length - 2;
      const sized = (bytes: number): NewEvent =>
        newEvent({ data: 'ế'.repeat(Math.floor(bytes / 3)) + 'x'.repeat(bytes % 3) });
      await store.append('note-1', 0, [sized(room(1))]);
      await store.append('note-2', 0, [sized(room(2)), sized(room(2))]);
      const limit = MAX_APPEND_BYTES;
      const attempts = [
        { field: 'event 0', events: [sized(room(1) + 1)] },
        { field: 'event 1', events: [newEvent(), sized(room(1) + 1)] },
        { field: 'events', events: [sized(room(2)), sized(room(2) + 1)] },
      ];
      for (const { field, events } of attempts) {
        const refused = store.append('note-3', 0, events);
        await expect(refused).rejects.toBeInstanceOf(AppendTooLarge);
        await expect(refused).rejects.toMatchObject({ field, limit });
        await expect(refused).rejects.toThrow(String(limit));
      }
      expect(await readToEnd(store, BEGINNING)).toHaveLength(3);
    },
  },
  {
    title: 'gives the first answer again when the same events are appended again, also after later ones',
    run: async ({ store, rival }) => {
      const events = newEvents(3);
      const first = await store.append('note-1', 0, events);
      const again = { ...first, repeated: true };
      expect(await store.append('note-1', 0, events)).toEqual(again);
      await store.append('note-1', 3, newEvents(1));
      await store.append('note-2', 0, newEvents(1));
      expect(await rival.append('note-1', 0, events)).toEqual(again);
      expect(await store.append('note-1', 4, events)).toEqual(again);
      expect(await readToEnd(store, BEGINNING)).toHaveLength(5);
    },
  },
  {
    title: 'refuses an id that another event of the stream has: of another type or place, or together with new events',
    run: async ({ store }) => {
      const [a, b] = [newEvent(), newEvent()];
      await store.append('note-1', 0, [a, b]);
      const attempts: [string, number, NewEvent[]][] = [
        ['note-1', 0, [{ ...a, type: 'Renoted' }]],
        ['note-1', 0, [b, a]],
        ['note-1', 0, [a, newEvent()]],
        ['note-1', 0, [newEvent(), b]],
        ['note-1', 2, [newEvent(), a]],
        ['note-1', 2, [newEvent(), newEvent(), b]],
      ];
      for (const [stream, expected, events] of attempts) {
        const refused = store.append(stream, expected, events);
        await expect(refused).rejects.toBeInstanceOf(EventIdReused);
        await expect(refused).rejects.toMatchObject({ stream, eventId: expect.stringMatching(`${a.id}|${b.id}`) });
      }
      expect(await readToEnd(store, BEGINNING)).toHaveLength(2);
    },
  },
  {
    title: 'records at instants in UTC that never go back while the clock does not',
    run: async ({ store, rival }) => {
      for (let n = 0; n < 10; n += 1) await (n % 2 ? rival : store).append(`note-${n}`, 0, newEvents(2));
      const instants = (await readToEnd(store, BEGINNING)).map(({ recordedAt }) => recordedAt);
      expect(instants).toEqual([...instants].sort());
      expect(instants.every((instant) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(instant))).toBe(true);
      expect((await store.readStream('note-9')).map(({ recordedAt }) => recordedAt)).toEqual(instants.slice(-2));
    },
  },
];
