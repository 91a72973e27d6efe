import { describe, expect, it } from '@jest/globals';
import { createMemoryEventStore } from '@sohoi/event-store';
import type { EventStore } from '@sohoi/event-store';
import fc from 'fast-check';
import { progressLine } from './progress-line.js';
import { runSteps, ScenarioNotLoaded } from './run-steps.js';
import { scenario } from './scenario.js';
import { eventsIn, storeWithScenario } from './scenario-log.js';

class Stopped extends Error {}

/** Stops a run before its step `n` (from 0). */
const stoppingBefore = (n: number) => {
  let steps = 0;
  return {
    throwIfAborted: () => {
      if (steps === n) throw new Stopped();
      steps += 1;
    },
  };
};

/** Counts the appends that a run asks for. */
const counting = (store: EventStore) => {
  const asked = { appends: 0, reads: 0 };
  const counted: EventStore = {
    ...store,
    append: (...call) => {
      asked.appends += 1;
      return store.append(...call);
    },
    readStream: (...call) => {
      asked.reads += 1;
      return store.readStream(...call);
    },
  };
  return { store: counted, asked };
};

describe('a run of the scenario', () => {
  it('records nothing the second time, and finds that out with one read', async () => {
    const store = await storeWithScenario();
    const before = await eventsIn(store);
    const again = counting(store);
    await expect(runSteps(again.store, scenario)).resolves.toBe('already-loaded');
    expect(again.asked).toEqual({ appends: 0, reads: 1 });
    expect(await eventsIn(store)).toEqual(before);
  });

  it('ends in the same log, wherever and however often it was interrupted', async () => {
    const whole = await eventsIn(await storeWithScenario());
    const stops = fc.array(fc.integer({ min: 0, max: scenario.length - 1 }), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(stops, async (places) => {
        const store = createMemoryEventStore();
        for (const n of places) {
          await expect(runSteps(store, scenario, { signal: stoppingBefore(n) })).rejects.toThrow(Stopped);
        }
        await expect(runSteps(store, scenario)).resolves.toBe('loaded');
        expect(await eventsIn(store)).toEqual(whole);
      }),
      { numRuns: 8 },
    );
  });

  it('leaves a log alone that an edition with another number of steps has loaded', async () => {
    const store = createMemoryEventStore();
    await runSteps(store, scenario.slice(-1));
    await expect(runSteps(store, scenario)).resolves.toBe('already-loaded');
    expect(await eventsIn(store)).toHaveLength(1);
  });

  it('stops with the step and the reason when another edition was begun', async () => {
    const store = createMemoryEventStore();
    const other = [...scenario.slice(0, 2), ...scenario.slice(3)];
    await expect(runSteps(store, other, { signal: stoppingBefore(3) })).rejects.toThrow(Stopped);
    const error: unknown = await runSteps(store, scenario).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ScenarioNotLoaded);
    // What the other edition left out is a thing of its own; the next step finds its own made by another.
    expect(error).toMatchObject({ step: 3, message: expect.stringContaining('EstablishUnit') });
  });

  it('stops so too when a step in the same stream was another command', async () => {
    const store = createMemoryEventStore();
    const [first, ...others] = scenario;
    if (first?.stream !== 'unit' || first.command.type !== 'EstablishUnit') throw new Error('the first is a unit');
    const command = { ...first.command, data: { ...first.command.data, name: 'Ví Dụ' } };
    const edition = [{ ...first, command }, ...others];
    await expect(runSteps(store, edition, { signal: stoppingBefore(1) })).rejects.toThrow(Stopped);
    await expect(runSteps(store, scenario)).rejects.toThrow('step 0 (EstablishUnit');
  });

  it('tells its progress after each step', async () => {
    const told: [number, number][] = [];
    await runSteps(createMemoryEventStore(), scenario.slice(0, 3), { onProgress: (...one) => told.push(one) });
    expect(told).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });
});

describe('the line of progress', () => {
  const lines = (isTTY: boolean): string[] => {
    const written: string[] = [];
    const show = progressLine({ isTTY, write: (text) => written.push(text) });
    for (let done = 1; done <= 400; done += 1) show(done, 400);
    return written;
  };

  it('is written once for each percent, and wiped at the end', () => {
    const written = lines(true);
    expect(written).toHaveLength(100);
    expect(written[0]).toContain('1 %');
    expect(written.at(-2)).toContain('99 %');
    expect(written.at(-1)).not.toContain('%');
  });

  it('is not written where nobody watches', () => {
    expect(lines(false)).toEqual([]);
  });
});
