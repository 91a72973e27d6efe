import { AppendOutcomeUnknown, VersionConflict } from '@sohoi/event-store';
import type { NewEvent } from '@sohoi/event-store';
import { newEvent } from '@sohoi/event-store/testing';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { closeAll, followBeside, openServer, openStore } from '../test/opened.js';
import type { EsdbEventStore } from './index.js';

jest.setTimeout(240_000);
afterEach(closeAll);

const FAULTS = ['unavailable', 'unknown', 'droppedAnswer', 'droppedStream', 'endedStream', 'repeatedDelivery'] as const;

/** One append, and what goes wrong right before it. */
type Step = { readonly stream: number; readonly fault: (typeof FAULTS)[number] | null; readonly times: number };

const step = fc.record<Step>({
  stream: fc.nat(3),
  fault: fc.option(fc.constantFrom(...FAULTS), { freq: 2 }),
  times: fc.integer({ min: 1, max: 3 }),
});

/** Appends under the same id until there is an answer, as whoever gives a command does. */
const appendAnyhow = async (store: EsdbEventStore, stream: string, event: NewEvent): Promise<void> => {
  for (let version = 0; ;) {
    try {
      await store.append(stream, version, [event]);
      return;
    } catch (error) {
      if (error instanceof VersionConflict) version = error.actual;
      else if (!(error instanceof AppendOutcomeUnknown) && (error as { passing?: boolean }).passing !== true)
        throw error;
    }
  }
};

describe('a server that fails at random', () => {
  it('loses no acknowledged event, doubles none, and each reader gets all of them in order (property)', async () => {
    const property = fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const server = await openServer();
      const reader = followBeside({
        ...server,
        timings: { pauseBefore: () => 5, answerMs: 1000, confirmMs: 1000, quietMs: 1000 },
      });
      const writers = [openStore(server), openStore(server)];
      const ids: string[] = [];
      // Two at a time, so that streams are contended for as well.
      for (let n = 0; n < steps.length; n += 2) {
        const pair = steps.slice(n, n + 2).map(async ({ stream, fault, times }, k) => {
          if (fault) server.faults[fault] += times;
          const event = newEvent();
          ids.push(event.id);
          const writer = writers[k];
          if (writer) await appendAnyhow(writer, `note-${stream}`, event);
        });
        await Promise.all(pair);
      }
      const kept = server.log.all.filter(({ stream }) => stream.startsWith('note-')).map(({ id }) => id);
      expect([...kept].sort()).toEqual([...ids].sort());
      await reader.until(() => reader.events.length >= kept.length);
      expect(reader.events.map(({ id }) => id)).toEqual(kept);
      await closeAll();
    });
    await fc.assert(property, { numRuns: 10 });
  });
});
