import { describe, expect, it } from '@jest/globals';
import { subjectKey } from '../src/inbox.js';
import type { Inbox } from '../src/inbox.js';
import { at, example, logOf } from './examples.js';

type Made<Effects> = {
  readonly inbox: Inbox<Effects>;
  /** Leaves a mark by the effects of a transaction. */
  mark(effects: Effects, text: string): Promise<void>;
  marks(): Promise<readonly string[]>;
};

/** What every inbox promises. */
export const inboxContract = <Effects>(name: string, make: () => Promise<Made<Effects>>): void => {
  describe(`an inbox in ${name}`, () => {
    const a1 = example(1, 'a', 1);
    const b1 = example(2, 'b', 1);

    it('keeps what is known, the place and the effects of a transaction together', async () => {
      const { inbox, mark, marks } = await make();
      await inbox.inTransaction(async (transaction) => {
        await transaction.hold([a1, b1]);
        await mark(transaction.effects, 'one');
        await transaction.took([a1, b1, example(3, 'a', 4)]);
        await transaction.reached('line', 'here');
      });
      expect(await marks()).toEqual(['one']);
      expect(await inbox.placeOf('line')).toBe('here');
      expect(await inbox.placeOf('another')).toBeUndefined();
      expect((await inbox.known([a1])).get(subjectKey(a1))).toEqual({
        version: 4,
        sequence: at(3),
        parked: false,
      });
    });

    it('keeps nothing of a transaction that fails', async () => {
      const { inbox, mark, marks } = await make();
      const failed = inbox.inTransaction(async (transaction) => {
        await transaction.hold([a1]);
        await mark(transaction.effects, 'one');
        await transaction.took([a1]);
        await transaction.park({ ...a1, event: a1, reason: 'broken', attempts: 1 });
        await transaction.setAside('line', [{ at: 'line/1', received: 'x', reason: 'y' }]);
        await transaction.reached('line', 'here');
        throw new Error('no');
      });
      await expect(failed).rejects.toThrow('no');
      expect(await marks()).toEqual([]);
      expect(await inbox.placeOf('line')).toBeUndefined();
      expect((await inbox.known([a1])).get(subjectKey(a1))?.version ?? 0).toBe(0);
      expect(await inbox.deadLetters(10)).toEqual([]);
    });

    it('holds a subject against others until the end, in whatever order they ask', async () => {
      const { inbox, mark, marks } = await make();
      const take = (events: readonly (typeof a1)[], text: string): Promise<void> =>
        inbox.inTransaction(async (transaction) => {
          const held = await transaction.hold(events);
          if ((held.get(subjectKey(a1))?.version ?? 0) >= 1) return;
          await mark(transaction.effects, text);
          await transaction.took(events);
        });
      await Promise.all([take([a1, b1], 'one'), take([b1, a1], 'two'), take([a1], 'three'), take([b1, a1], 'four')]);
      expect(await marks()).toHaveLength(1);
    });

    it('keeps dead letters in order until they are released', async () => {
      const { inbox } = await make();
      const [x1, y1, x2] = logOf(['x', 'y', 'x']);
      if (!x1 || !y1 || !x2) throw new Error('three events');
      await inbox.inTransaction(async (transaction) => {
        await transaction.hold([x1, y1]);
        for (const event of [x2, y1, x1]) {
          await transaction.park({ ...event, event, reason: 'broken \u0000', attempts: 3 });
        }
        await transaction.took([x1, x2, y1]);
      });
      expect((await inbox.deadLetters(10)).map(({ event }) => event.id)).toEqual(['x-1', 'y-1', 'x-2']);
      expect(await inbox.deadLetters(1)).toEqual([
        {
          source: x1.source,
          subject: x1.subject,
          sequence: x1.sequence,
          event: x1,
          reason: expect.stringMatching(/^broken/),
          attempts: 3,
        },
      ]);
      expect((await inbox.known([x1])).get(subjectKey(x1))).toEqual({
        version: 2,
        sequence: at(3),
        parked: true,
      });
      await inbox.inTransaction(async (transaction) => {
        expect((await transaction.parkedOf(x1)).map(({ event }) => event)).toEqual([x1, x2]);
        await transaction.release(x1);
      });
      expect((await inbox.deadLetters(10)).map(({ event }) => event.id)).toEqual(['y-1']);
      expect((await inbox.known([x1])).get(subjectKey(x1))).toEqual({
        version: 2,
        sequence: at(3),
        parked: false,
      });
    });

    it('answers', async () => {
      const { inbox } = await make();
      expect(await inbox.answers()).toBe(true);
      expect(await inbox.loadedUpTo()).toEqual(new Map());
    });

    it('keeps up to where a snapshot of each source goes, the first one alone', async () => {
      const { inbox } = await make();
      const load = (source: string, upTo: string): Promise<boolean> =>
        inbox.inTransaction(({ loaded }) => loaded(source, upTo));
      await expect(
        inbox.inTransaction(async ({ loaded }) => {
          await loaded('urn:one', at(7));
          throw new Error('no');
        }),
      ).rejects.toThrow('no');
      expect(await inbox.loadedUpTo()).toEqual(new Map());
      expect(await Promise.all([load('urn:one', at(7)), load('urn:one', at(7))])).toEqual([true, false]);
      expect([await load('urn:one', at(9)), await load('urn:two', at(8))]).toEqual([false, true]);
      expect(await inbox.loadedUpTo()).toEqual(
        new Map([
          ['urn:one', at(7)],
          ['urn:two', at(8)],
        ]),
      );
    });
  });
};
