import { describe, expect, it } from '@jest/globals';
import type { CloudEvent } from '../src/cloud-event.js';
import type { EventSource, EventsOfSubject } from '../src/event-source.js';
import { loadSnapshot } from '../src/load-snapshot.js';
import type { Notice } from '../src/notice.js';
import type { Snapshot } from '../src/snapshot.js';
import { subscribe } from '../src/subscriber.js';
import { at, example, logOf, snapshotOf } from './examples.js';
import { memoryInbox } from './memory-inbox.js';
import type { MemoryInbox } from './memory-inbox.js';

const load = (inbox: MemoryInbox, snapshot: Snapshot): Promise<boolean> =>
  loadSnapshot({
    ...{ inbox, snapshot, feeds: ['line'] },
    write: async (states, effects) => void effects.push(...states.map(({ memberId }) => `state of ${memberId}`)),
  });

const delivering = (events: readonly CloudEvent[]): EventSource => ({
  whole: true,
  run: (deliver) => deliver({ line: 'line', events, unreadable: [], place: 'behind' }),
});

const run = async (
  inbox: MemoryInbox,
  events: readonly CloudEvent[],
  eventsOfSubject?: EventsOfSubject,
): Promise<readonly Notice[]> => {
  const told: Notice[] = [];
  await subscribe({
    ...{ source: delivering(events), inbox, tell: (notice) => told.push(notice) },
    handle: (event, effects: string[]) => void effects.push(event.id),
    ...(eventsOfSubject && { eventsOfSubject }),
  }).run(new AbortController().signal);
  return told;
};

describe('a subscriber behind a snapshot', () => {
  const log = logOf(['a', 'b', 'a', 'c', 'b', 'a', 'd']);

  it('has its rows, and takes what comes behind it, also of a source that begins with the first event', async () => {
    const inbox = memoryInbox();
    expect(await load(inbox, snapshotOf(log, at(4)))).toBe(true);
    expect(await inbox.placeOf('line')).toBe(at(4));
    await run(inbox, log);
    expect(inbox.state().effects).toEqual(['state of a', 'state of b', 'state of c', 'b-2', 'a-3', 'd-1']);
  });

  it('sees no gap where the snapshot ends, and asks for nothing that is in it', async () => {
    const inbox = memoryInbox();
    await load(inbox, snapshotOf(log, at(4)));
    expect(await run(inbox, log, () => Promise.reject(new Error('not to be asked')))).toEqual([]);
  });

  it('asks for what it missed from where the snapshot ends', async () => {
    const inbox = memoryInbox();
    await load(inbox, snapshotOf(log, at(2)));
    const asked: unknown[] = [];
    const of: EventsOfSubject = async ({ subject }, behind) => {
      asked.push([subject, behind]);
      return log.filter((event) => event.subject === subject);
    };
    const late = example(8, 'e', 3);
    await run(inbox, [...log.filter(({ id }) => id === 'a-3'), late], of);
    expect(asked).toEqual([
      ['member/a', at(2)],
      ['member/e', at(2)],
    ]);
    expect(inbox.state().effects).toEqual(['state of a', 'state of b', 'a-2', 'a-3', 'e-3']);
  });

  it('takes what other sources say from the first event on', async () => {
    const inbox = memoryInbox();
    await load(inbox, snapshotOf(log, at(7)));
    const other = { ...example(1, 'u', 1), source: 'urn:vwu:test:organization' };
    await run(inbox, [other, ...log]);
    expect(inbox.state().effects.filter((effect) => !effect.startsWith('state'))).toEqual(['u-1']);
  });

  it('loads it once, whatever was taken since', async () => {
    const inbox = memoryInbox();
    await load(inbox, snapshotOf(log, at(4)));
    await run(inbox, log);
    const before = inbox.state().effects;
    expect(await load(inbox, snapshotOf(log, at(7)))).toBe(false);
    expect(inbox.state().effects).toEqual(before);
    expect(await inbox.placeOf('line')).toBe('behind');
  });

  it('loads none once events of its members were taken, and nothing of it stays', async () => {
    const inbox = memoryInbox();
    await run(inbox, log.slice(1, 2));
    await expect(load(inbox, snapshotOf(log, at(4)))).rejects.toThrow('events of member/b were taken already');
    expect(inbox.state().effects).toEqual(['b-1']);
    expect(await inbox.loadedUpTo()).toEqual(new Map());
  });
});
