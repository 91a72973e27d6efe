import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '@sohoi/event-store';
import { bodies, replayLog, twoFolds } from '@sohoi/replay';
import type { Place, Replaying, TwoFolds } from '@sohoi/replay';
import { standingsEvents } from '@sohoi/standings';
import type { PlacedEvent } from '@sohoi/standings';
import { historyOf, PERIODS } from '@sohoi/standings/testing';
import type { Supposed } from '@sohoi/what-if';
import fc from 'fast-check';
import { CliError } from '../ledger-client.js';
import { load, save, savedPath } from './saved-folds.js';

const metadata = { actor: 'x', role: 'x', correlationId: 'x', causationId: null, commandHash: 'x' };
const recorded = ({ position, ...event }: PlacedEvent): RecordedEvent => ({
  ...event,
  ...{ id: `id-${position}`, schemaVersion: versionOf(event.type), stream: 'any-1', streamVersion: 1, metadata },
  ...{ position, recordedAt: '2024-01-01T00:00:00.000Z' },
});
/** Histories are in the form of today. */
const versionOf = (type: string): number =>
  (standingsEvents as Readonly<Record<string, { readonly schemaVersion: number }>>)[type]?.schemaVersion ?? 1;

const logOf = (events: readonly RecordedEvent[], size: number): Replaying['store'] => ({
  async *readAll(after) {
    const rest = events.filter(({ position }) => position > after);
    for (let n = 0; n < rest.length; n += size) yield rest.slice(n, n + size);
  },
});
const START: Place = { position: '', eventId: '', recordedAt: '', events: 0 };

type Run = {
  readonly folds: TwoFolds;
  readonly names: Map<string, string>;
  readonly from?: Place;
  readonly until?: number;
};
const run = (
  events: readonly RecordedEvent[],
  { folds, names, from = START, until = Infinity }: Run,
): Promise<Place> => {
  const stop = new AbortController();
  return replayLog(from, {
    ...{ store: logOf(events, 7), lift: (event) => event, isBeyond: () => false, folds, names, signal: stop.signal },
    onEvents: (count) => {
      if (count >= until) stop.abort();
    },
  });
};
const resultsOf = (folds: TwoFolds): unknown =>
  PERIODS.map(({ periodId }) => [folds.official(periodId, null), folds.simulated(periodId, null)]);

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sohoi-replay-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const supposed: Supposed = { rubric: null, validAt: '2023-08-01' };
const events = [...historyOf({ provinces: 2, communesEach: 2, chaptersEach: 2 }, 11, 400)].map(recorded);

describe('a replay that is stopped', () => {
  it.each(bodies)('goes on to the same results of each %s, wherever and however often it was stopped', async (body) => {
    const whole = { folds: twoFolds(body, supposed), names: new Map<string, string>() };
    const end = await run(events, whole);
    expect(end.events).toBe(events.length);
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: events.length }), { maxLength: 3 }), async (stops) => {
        const path = savedPath(join(folder, 'out.parquet'));
        rmSync(path, { force: true });
        let last: Run = { folds: twoFolds(body, supposed), names: new Map() };
        for (const until of stops.sort((a, b) => a - b)) {
          const place = await run(events, { ...last, until });
          const rest = { from: place, until: end.position };
          await save(path, 'asked', rest, last.names, last.folds);
          const names = new Map<string, string>();
          const folds = twoFolds(body, supposed);
          const loaded = await load(path, 'asked', names, folds);
          expect(loaded).toEqual(rest);
          last = { folds, names, ...(loaded && { from: loaded.from }) };
        }
        expect(await run(events, last)).toEqual(end);
        expect(resultsOf(last.folds)).toEqual(resultsOf(whole.folds));
        expect(last.names).toEqual(whole.names);
      }),
      { numRuns: 20 },
    );
  });

  it('begins anew where nothing was saved, and refuses what was altered, cut or asked otherwise', async () => {
    const path = savedPath(join(folder, 'other.parquet'));
    const folds = () => twoFolds('chapter', supposed);
    expect(await load(path, 'asked', new Map(), folds())).toBeUndefined();
    const first = folds();
    const from = await run(events, { folds: first, names: new Map() });
    await save(path, 'asked', { from, until: from.position }, new Map(), first);
    await expect(load(path, 'asked otherwise', new Map(), folds())).rejects.toThrow('with other options');
    const text = readFileSync(path, 'utf8');
    for (const damaged of [text.slice(0, -6), text.slice(0, text.length / 2), '', '{"format":2}\n', 'rubbish']) {
      writeFileSync(path, damaged);
      await expect(load(path, 'asked', new Map(), folds())).rejects.toThrow(/is damaged|with other options/);
    }
  });

  it.each(bodies)(
    'holds nothing of what it was restored from but what it needs to go on, for each %s',
    async (body) => {
      const first = twoFolds(body, supposed);
      await run(events, { folds: first, names: new Map() });
      const folds = twoFolds(body, supposed);
      const restored = [...first.documents()].map(([key, document]) => {
        const copy = structuredClone(document);
        folds.restore(key, copy);
        return new WeakRef(copy);
      });
      expect(restored.length).toBeGreaterThan(20);
      await new Promise((resolve) => setImmediate(resolve));
      collectGarbage();
      expect(restored.filter((one) => one.deref() !== undefined)).toEqual([]);
      expect([...folds.documents()]).toEqual([...first.documents()]);
    },
  );

  it('says why it cannot be kept', async () => {
    const path = savedPath(join(folder, 'none', 'out.parquet'));
    const kept = save(path, 'asked', { from: START, until: '' }, new Map(), twoFolds('unit', supposed));
    await expect(kept).rejects.toThrow(CliError);
    await expect(kept).rejects.toThrow(`${path} cannot be written: its folder is not there`);
  });

  it('does not go on from a memory in which a single character is another', async () => {
    const path = savedPath(join(folder, 'altered.parquet'));
    const kept = twoFolds('unit', supposed);
    const from = await run(events, { folds: kept, names: new Map() });
    await save(path, 'asked', { from, until: from.position }, new Map([['u1', 'Hội']]), kept);
    const text = readFileSync(path, 'utf8');
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), fc.constantFrom('0', '7', 'x', ' '), async (at, other) => {
        fc.pre(text[at] !== other);
        writeFileSync(path, text.slice(0, at) + other + text.slice(at + 1));
        await expect(load(path, 'asked', new Map(), twoFolds('unit', supposed))).rejects.toThrow(
          /is damaged|with other options/,
        );
      }),
      { numRuns: 200 },
    );
  });
});

describe('a replay', () => {
  const folds = () => twoFolds('chapter', { rubric: null, validAt: null });

  it('passes over what no standing depends on, and stops before what nobody knows', async () => {
    const [first] = events;
    if (!first) throw new Error('there are events');
    const other = { ...first, type: 'RightGranted', data: {}, position: '0000' };
    expect((await run([other, first], { folds: folds(), names: new Map() })).events).toBe(2);
    const unknown = { ...first, type: 'Unheard' };
    await expect(run([unknown], { folds: folds(), names: new Map() })).rejects.toThrow(
      `the replay stops before ${first.position}: an event of type Unheard`,
    );
    const newer = { ...first, schemaVersion: 99 };
    await expect(run([newer], { folds: folds(), names: new Map() })).rejects.toThrow('the replay stops before');
  });
});
