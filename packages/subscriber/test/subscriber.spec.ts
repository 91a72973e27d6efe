import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CloudEvent } from '../src/cloud-event.js';
import type { EventSource } from '../src/event-source.js';
import type { Notice } from '../src/notice.js';
import { subscribe } from '../src/subscriber.js';
import { at, example, logOf } from './examples.js';
import { memoryInbox } from './memory-inbox.js';

/** Delivers these batches in order, then ends. */
const delivering = (batches: readonly (readonly CloudEvent[])[]): EventSource => ({
  whole: true,
  run: async (deliver, _placeOf, signal) => {
    for (const [n, events] of batches.entries()) {
      signal.throwIfAborted();
      await deliver({ line: 'line', events, unreadable: [], place: String(n) });
    }
  },
});

const run = async (
  batches: readonly (readonly CloudEvent[])[],
  more: Partial<Parameters<typeof subscribe<string[]>>[0]> = {},
) => {
  const inbox = memoryInbox();
  const told: Notice[] = [];
  const subscriber = subscribe({
    source: delivering(batches),
    inbox,
    handle: (event, effects) => void effects.push(event.id),
    pauseBefore: () => 0,
    tell: (notice) => told.push(notice),
    ...more,
  });
  await subscriber.run(new AbortController().signal);
  return { inbox, told, subscriber, effects: inbox.state().effects };
};

const subjects = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 40 });

/** A log as a source may deliver it: cut into batches, and every now and then from an earlier place again. */
const delivered = subjects.chain((list) => {
  const log = logOf(list);
  const steps = fc.array(fc.record({ back: fc.nat(5), on: fc.integer({ min: 1, max: 8 }) }), { maxLength: 20 });
  return steps.map((cuts) => {
    const batches: (readonly CloudEvent[])[] = [];
    let at = 0;
    for (const { back, on } of cuts) {
      const from = Math.max(0, at - back);
      batches.push(log.slice(from, from + on));
      at = Math.max(at, Math.min(log.length, from + on));
    }
    batches.push(log.slice(at));
    return { log, batches };
  });
});

describe('a subscriber', () => {
  it('takes each event once and in order, however often and in whatever pieces it comes', async () => {
    await fc.assert(
      fc.asyncProperty(delivered, async ({ log, batches }) => {
        const { effects, inbox } = await run(batches);
        expect(effects).toEqual(log.map(({ id }) => id));
        expect(await inbox.placeOf('line')).toBe(String(batches.length - 1));
      }),
    );
  });

  it('takes each event once though the inbox goes away in the middle, any number of times', async () => {
    await fc.assert(
      fc.asyncProperty(delivered, fc.array(fc.nat(30), { maxLength: 3 }), async ({ log, batches }, failures) => {
        let calls = 0;
        const handle = (event: CloudEvent, effects: string[]): void => {
          calls += 1;
          effects.push(event.id);
          if (failures.includes(calls)) throw new Error('once');
        };
        const { effects, told } = await run(batches, { handle, attempts: 10 });
        expect(effects.toSorted()).toEqual(log.map(({ id }) => id).toSorted());
        expect(told.every(({ kind }) => kind === 'tried-again')).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it('sets an event aside that cannot be handled, with what comes behind it of its subject, and goes on', async () => {
    const log = logOf(['a', 'b', 'a', 'b', 'a']);
    const broken = new Set(['a-2']);
    const handle = (event: CloudEvent, effects: string[]): void => {
      if (broken.has(event.id)) throw new Error('no such chapter');
      effects.push(event.id);
    };
    const { effects, inbox, told, subscriber } = await run([log], { handle, attempts: 2 });
    expect(effects).toEqual(['a-1', 'b-1', 'b-2']);
    expect((await inbox.deadLetters(9)).map(({ event, reason, attempts }) => [event.id, reason, attempts])).toEqual([
      ['a-2', 'no such chapter', 2],
      ['a-3', 'waits behind another', 0],
    ]);
    expect(told.map(({ kind }) => kind)).toEqual(['tried-again', 'set-aside']);

    await expect(subscriber.retry(log[2] as CloudEvent)).rejects.toThrow('no such chapter');
    expect(await inbox.deadLetters(9)).toHaveLength(2);
    broken.clear();
    expect(await subscriber.retry(log[2] as CloudEvent)).toBe(2);
    expect(inbox.state().effects).toEqual(['a-1', 'b-1', 'b-2', 'a-2', 'a-3']);
    expect(await inbox.deadLetters(9)).toEqual([]);
  });

  it('asks for what it missed where the numbers of a subject skip, and takes that first', async () => {
    const log = logOf(['a', 'a', 'b', 'a', 'a']);
    const asked: unknown[] = [];
    const { effects, told } = await run([log.filter(({ id }) => id !== 'a-2' && id !== 'a-3')], {
      eventsOfSubject: async ({ subject }, behind) => {
        asked.push([subject, behind]);
        return log.filter((event) => event.subject === subject);
      },
    });
    expect(effects).toEqual(['a-1', 'b-1', 'a-2', 'a-3', 'a-4']);
    expect(asked).toEqual([['member/a', at(1)]]);
    expect(told).toEqual([expect.objectContaining({ kind: 'gap', known: 1, filledWith: 2 })]);
  });

  it('accepts a gap that stays', async () => {
    const { effects, told } = await run([[example(1, 'a', 1), example(2, 'a', 3), example(3, 'a', 4)]], {
      eventsOfSubject: async () => [],
    });
    expect(effects).toEqual(['a-1', 'a-3', 'a-4']);
    expect(told).toEqual([expect.objectContaining({ kind: 'gap', known: 1, filledWith: 0 })]);
  });

  it('looks for no gap where the source delivers only some types', async () => {
    const some = { ...delivering([[example(1, 'a', 5)]]), whole: false };
    const { effects, told } = await run([], {
      source: some,
      eventsOfSubject: () => Promise.reject(new Error('not to be asked')),
    });
    expect({ effects, told }).toEqual({ effects: ['a-5'], told: [] });
  });

  it('waits while the inbox is away, and no event is to blame for it', async () => {
    const log = logOf(['a', 'b']);
    const inbox = memoryInbox();
    const told: Notice[] = [];
    let first = true;
    await subscribe({
      source: delivering([log]),
      inbox,
      attempts: 1,
      pauseBefore: () => 0,
      handle: (event, effects) => {
        effects.push(event.id);
        if (first) inbox.away = true;
        first = false;
      },
      tell: (notice) => {
        told.push(notice);
        inbox.away = false;
      },
    }).run(new AbortController().signal);
    expect(inbox.state().effects).toEqual(['a-1', 'b-1']);
    expect(told).toEqual([expect.objectContaining({ kind: 'waiting', for: 'the inbox' })]);
  });

  it.each(['known', 'the end of a batch', 'an event that is set aside'])(
    'waits while the inbox is away as it is asked for %s',
    async (when) => {
      const log = logOf(['a', 'b']);
      const real = memoryInbox();
      let transactions = 0;
      const goAway = (): void => {
        real.away = true;
      };
      const inbox: typeof real = {
        ...real,
        answers: () => Promise.resolve(!real.away),
        known: (events) => {
          if (when === 'known' && !told.length) goAway();
          return real.known(events);
        },
        inTransaction: (work) => {
          transactions += 1;
          // The whole batch fails, then each event by itself: a-1 set aside in the 4th, b-1 taken in the 5th, the end in the 6th.
          if (when === 'an event that is set aside' && transactions === 3) goAway();
          if (when === 'the end of a batch' && transactions === 5) goAway();
          return real.inTransaction(work);
        },
      };
      const told: Notice[] = [];
      await subscribe({
        source: delivering([log]),
        inbox,
        attempts: 1,
        pauseBefore: () => 0,
        eventsOfSubject: () => Promise.resolve([]),
        handle: (event, effects) => {
          if (event.id === 'a-1') throw new Error('cannot be handled');
          effects.push(event.id);
        },
        tell: (notice) => {
          told.push(notice);
          if (notice.kind === 'waiting') real.away = false;
        },
      }).run(new AbortController().signal);
      expect(real.state().effects).toEqual(['b-1']);
      expect(real.state().letters.map(({ event }) => event.id)).toEqual(['a-1']);
      expect(told.map(({ kind }) => kind)).toContain('waiting');
      expect(real.state().places.get('line')).toBe('0');
    },
  );

  it('blames no event for standing in the way of another subscriber for a moment', async () => {
    const inTheWay = Object.assign(new Error('deadlock detected'), { name: 'InTheWay' });
    let times = 8;
    const { told, effects, inbox } = await run([logOf(['a', 'b'])], {
      attempts: 2,
      handle: (event, own) => {
        if (event.id === 'a-1' && (times -= 1) > 0) throw inTheWay;
        own.push(event.id);
      },
    });
    expect(effects).toEqual(['a-1', 'b-1']);
    expect(inbox.state().letters).toEqual([]);
    expect(told.every(({ kind }) => kind === 'waiting')).toBe(true);
  });

  it('keeps what it could not read and goes on behind it', async () => {
    const inbox = memoryInbox();
    const told: Notice[] = [];
    await subscribe({
      source: {
        whole: true,
        run: (deliver) =>
          deliver({
            line: 'l',
            events: [],
            unreadable: [{ at: 'l/7', received: '{', reason: 'data: must be JSON' }],
            place: '8',
          }),
      },
      inbox,
      handle: () => undefined,
      tell: (notice) => told.push(notice),
    }).run(new AbortController().signal);
    expect(inbox.state().unreadable).toEqual(['l/7']);
    expect(await inbox.placeOf('l')).toBe('8');
    expect(told).toEqual([{ kind: 'unreadable', at: 'l/7', reason: 'data: must be JSON' }]);
  });

  it('stops at the signal, and what was under way is as if it had not begun', async () => {
    const stop = new AbortController();
    const inbox = memoryInbox();
    await subscribe({
      source: delivering([logOf(['a']), logOf(['a', 'a'])]),
      inbox,
      handle: (event, effects) => {
        effects.push(event.id);
        if (event.id === 'a-2') {
          stop.abort();
          throw new Error('cut short');
        }
      },
    }).run(stop.signal);
    expect(inbox.state().effects).toEqual(['a-1']);
    expect(await inbox.placeOf('line')).toBe('0');
  });
});
