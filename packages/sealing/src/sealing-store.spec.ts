import { beforeEach, describe, expect, it } from '@jest/globals';
import { BEGINNING, createMemoryEventStore } from '@sohoi/event-store';
import type { EventStore, RecordedEvent } from '@sohoi/event-store';
import { eventStoreContract, newEvent } from '@sohoi/event-store/testing';
import { code, id, masked, name, personal, sensitive } from '@sohoi/fields';
import { z } from 'zod';
import { createMemoryPersonKeys, createMemorySecrets } from './memory-keys.js';
import type { PersonKeys } from './person-keys.js';
import { createSealer } from './sealer.js';
import type { Sealer } from './sealer.js';
import { sealingStore } from './sealing-store.js';
import { createUnmask } from './unmask.js';

const plain = { schemaVersion: 1, schema: z.unknown() };

eventStoreContract('the sealing store over memory', async () => {
  const memory = createMemoryEventStore();
  // The categories of the streams that the cases write.
  const categories = [
    'bad',
    'common',
    'free',
    'good',
    'held',
    'known',
    'note',
    'own',
    ...Array.from({ length: 1000 }, (_, n) => `run${n}`),
  ];
  const streams = categories.map((category) => ({ category, catalog: { Noted: plain, Renoted: plain } }));
  const sealer = createSealer({ personKeys: createMemoryPersonKeys(), secrets: createMemorySecrets(), streams });
  const store = sealingStore(memory, sealer);
  return { store, rival: store, holdAppendOpen: 'appends are instantaneous', close: () => Promise.resolve() };
});

const person = z.strictObject({
  fullName: personal(name, 'memberId'),
  belief: sensitive(name, 'memberId').nullable().optional(),
});
const trainee = z.strictObject({ personId: id, fullName: personal(name, 'personId') });
const catalog = {
  Joined: {
    schemaVersion: 1,
    schema: z.strictObject({
      memberId: id,
      place: name,
      person,
      friends: z.array(trainee).optional(),
      groups: z.array(masked(code, 'memberId')).optional(),
    }),
  },
  Left: { schemaVersion: 1, schema: z.strictObject({ memberId: id }) },
};
const uuid = (n: number): string => `0197a7c0-0000-7000-8000-${String(n).padStart(12, '0')}`;
const [member, friend, other] = [uuid(1), uuid(2), uuid(3)];
const joined = () =>
  newEvent({
    type: 'Joined',
    data: {
      memberId: member,
      place: 'Xã Ví Dụ',
      person: { fullName: 'Nguyễn Thị Ví Dụ', belief: 'Tin Lành' },
      friends: [
        { personId: friend, fullName: 'Trần Thị Bạn' },
        { personId: other, fullName: 'Lê Thị Khác' },
      ],
      groups: ['ethnic-minority', 'young'],
    },
  });

let personKeys: PersonKeys;
let memory: EventStore;
let sealer: Sealer;
let store: EventStore;

beforeEach(() => {
  personKeys = createMemoryPersonKeys();
  memory = createMemoryEventStore();
  sealer = createSealer({ personKeys, secrets: createMemorySecrets(), streams: [{ category: 'member', catalog }] });
  store = sealingStore(memory, sealer);
});

const kept = async (): Promise<RecordedEvent[]> => {
  const events: RecordedEvent[] = [];
  for await (const batch of store.readAll(BEGINNING)) events.push(...batch);
  return events;
};

describe('the sealing store', () => {
  it('keeps no marked value in the clear, and all others as they are', async () => {
    await store.append('member-1', 0, [joined()]);
    const [event] = await memory.readStream('member-1');
    const text = JSON.stringify(event);
    for (const word of ['Nguyễn', 'Ví Dụ"}', 'Tin Lành', 'Trần', 'Khác', 'ethnic', 'young']) {
      expect([word, text.includes(word)]).toEqual([word, false]);
    }
    expect(event?.data).toMatchObject({ memberId: member, place: 'Xã Ví Dụ', friends: [{ personId: friend }, {}] });
    expect(catalog.Joined.schema.safeParse(event?.data).success).toBe(true);
    expect(await kept()).toEqual([event]);
    expect(await store.readAt([event?.position ?? ''])).toEqual([event]);
  });

  it('opens a stream for who decides, with every key in its place', async () => {
    const event = joined();
    await store.append('member-1', 0, [event]);
    const [read] = await store.readStream('member-1');
    expect(JSON.stringify(read?.data)).toBe(JSON.stringify(event.data));
  });

  it('leaves absent and null values alone, and events without personal fields', async () => {
    const some = newEvent({
      type: 'Joined',
      data: { memberId: member, place: 'X', person: { fullName: 'A', belief: null } },
    });
    const left = newEvent({ type: 'Left', data: { memberId: member } });
    await store.append('member-1', 0, [some, left]);
    expect((await store.readStream('member-1')).map(({ data }) => data)).toEqual([some.data, left.data]);
    expect((await kept())[0]?.data).toMatchObject({ person: { belief: null } });
  });

  it('gives the first answer again when the very events come again, sealed anew', async () => {
    const event = joined();
    const first = await store.append('member-1', 0, [event]);
    expect(await store.append('member-1', 0, [event])).toEqual({ ...first, repeated: true });
    expect(await kept()).toHaveLength(1);
  });

  it('reads events that were recorded in the clear', async () => {
    const event = joined();
    await memory.append('member-1', 0, [event]);
    expect((await store.readStream('member-1'))[0]?.data).toEqual(event.data);
  });

  it('refuses to record about an erased person, names her id, and records nothing', async () => {
    await personKeys.destroy([friend]);
    await expect(store.append('member-1', 0, [joined()])).rejects.toMatchObject({
      name: 'PersonErased',
      personIds: [friend],
    });
    expect(await kept()).toEqual([]);
  });

  it('refuses to record about a person from the moment when her erasure is recorded, while her key is still there', async () => {
    await store.append('member-1', 0, [joined()]);
    await memory.append(`person-${friend}`, 0, [newEvent({ type: 'PersonErased', data: { personId: friend } })]);
    await expect(store.append('member-2', 0, [joined()])).rejects.toMatchObject({
      name: 'PersonErased',
      personIds: [friend],
    });
    expect((await personKeys.find([friend])).get(friend)).not.toBeNull();
    expect(await kept()).toHaveLength(2);
  });

  it('leaves sealed what was of an erased person, and refuses to record it once more', async () => {
    await store.append('member-1', 0, [joined()]);
    await personKeys.destroy([friend]);
    const [read] = await store.readStream('member-1');
    expect(read?.data).toMatchObject({
      person: { fullName: 'Nguyễn Thị Ví Dụ' },
      friends: [{ fullName: { sealed: expect.stringMatching(/^1\./) } }, { fullName: 'Lê Thị Khác' }],
    });
    const again = newEvent({ type: 'Joined', data: read?.data });
    await expect(store.append('member-1', 1, [again])).rejects.toMatchObject({ name: 'PersonErased' });
  });

  it('refuses events whose marks nobody knows, and values without a person', async () => {
    for (const [stream, event] of [
      ['stranger-1', joined()],
      ['member-1', newEvent({ type: 'Unknown' })],
      ['member-1', newEvent({ type: 'Joined', data: { person: { fullName: 'A' } } })],
    ] as const) {
      await expect(store.append(stream, 0, [event])).rejects.toMatchObject({ name: 'Unsealable' });
    }
    expect(await kept()).toEqual([]);
  });

  it('does not open a value that was moved to another event, field or person', async () => {
    const event = joined();
    await store.append('member-1', 0, [event]);
    const [original] = await kept();
    const data = original?.data as { person: object; friends: { personId: string; fullName: unknown }[] };
    const [first, second] = data.friends;
    const moved: [string, object][] = [
      [uuid(99), data],
      [event.id, { ...data, friends: [second, first] }],
      [event.id, { ...data, person: { fullName: first?.fullName } }],
      [event.id, { ...data, friends: [{ ...first, personId: other }] }],
    ];
    for (const [eventId, altered] of moved) {
      const broken = sealer.openEvents([{ id: eventId, type: 'Joined', stream: 'member-1', data: altered }], {
        sensitive: true,
      });
      await expect(broken).rejects.toMatchObject({ name: 'SealBroken' });
    }
  });
});

describe('a reader', () => {
  it('without the right to sensitive fields gets the personal ones only', async () => {
    await store.append('member-1', 0, [joined()]);
    const [open] = await sealer.openEvents(await kept(), { sensitive: false });
    expect(open?.data).toMatchObject({
      person: { fullName: 'Nguyễn Thị Ví Dụ', belief: { sealed: expect.any(String) } },
      groups: [expect.stringMatching(/^m1\./), expect.stringMatching(/^m1\./)],
    });
  });

  it('opens values that left their event, as long as the person has a key', async () => {
    const event = joined();
    await store.append('member-1', 0, [event]);
    const [sealed] = (await kept()) as { data: { person: { fullName: { sealed: string } } } }[];
    const value = sealed?.data.person.fullName ?? { sealed: '' };
    const place = { eventId: event.id, path: 'person.fullName', personId: member, value };
    expect(await sealer.openFields([place, place])).toEqual(['Nguyễn Thị Ví Dụ', 'Nguyễn Thị Ví Dụ']);
    await personKeys.destroy([member]);
    expect(await sealer.openFields([place])).toEqual([value]);
    expect(await sealer.openFields([])).toEqual([]);
  });

  it('is not told the codes of who was erased', async () => {
    await store.append('member-1', 0, [joined()]);
    await personKeys.destroy([member]);
    const [open] = await sealer.openEvents(await kept(), { sensitive: true });
    expect(open?.data).toMatchObject({
      friends: [{ fullName: 'Trần Thị Bạn' }, { fullName: 'Lê Thị Khác' }],
      groups: [expect.stringMatching(/^m1\./), expect.stringMatching(/^m1\./)],
    });
  });

  it('who decides knows the codes of who was erased, and records them again as they are', async () => {
    await store.append('member-1', 0, [joined()]);
    const [before] = await store.readStream('member-1');
    await personKeys.destroy([member]);
    const [open] = await store.readStream('member-1');
    const groups = (data: unknown) => (data as { groups: unknown }).groups;
    expect(groups(open?.data)).toEqual(groups(before?.data));
    expect(open?.data).toMatchObject({ person: { fullName: { sealed: expect.any(String) } } });
  });

  it('is told the codes of who never had a key, since nothing of hers was ever sealed', async () => {
    const data = { memberId: uuid(7), groups: [sealer.masker.mask('young')] };
    const event = { ...newEvent({ type: 'Joined', data }), stream: 'member-7' };
    const [open] = await sealer.openEvents([event], { sensitive: true });
    expect(open?.data).toEqual({ ...data, groups: ['young'] });
  });

  it('is told nothing of persons who are excepted, and all of the others', async () => {
    await store.append('member-1', 0, [joined()]);
    const except = new Set([member, friend]);
    const [open] = await sealer.openEvents(await kept(), { sensitive: true, except });
    expect(open?.data).toMatchObject({
      person: { fullName: { sealed: expect.any(String) }, belief: { sealed: expect.any(String) } },
      friends: [{ fullName: { sealed: expect.any(String) } }, { fullName: 'Lê Thị Khác' }],
      groups: [expect.stringMatching(/^m1\./), expect.stringMatching(/^m1\./)],
    });
  });

  it('who counts gets the codes without any key of a person', async () => {
    await store.append('member-1', 0, [joined()]);
    const unmask = createUnmask(sealer.masker);
    const [event] = await kept();
    const lifted = event && unmask(event, catalog);
    expect(lifted?.data).toMatchObject({
      groups: ['ethnic-minority', 'young'],
      person: { fullName: { sealed: expect.any(String) } },
    });
    expect(lifted && unmask(lifted, catalog)).toBe(lifted);
  });
});
