import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '@sohoi/event-store';
import { sampleChapterRubric } from '@sohoi/standings';
import { NoSuchPeriod, periodFor, replayLog, ReplayStopped, START, triedRubric, twoFolds } from './index.js';
import type { Place } from './index.js';

const id = (n: number): string => `0197a7c0-0000-7000-8000-${String(n).padStart(12, '0')}`;
const at = (n: number): string => String(n).padStart(20, '0');
const eventOf = (n: number, type: string, data: object = {}, schemaVersion = 1): RecordedEvent => ({
  ...{ id: id(n), type, schemaVersion, stream: `unit-${id(n)}`, streamVersion: 1, position: at(n), data },
  recordedAt: '2026-01-02T03:04:05.678Z',
  metadata: { actor: 'a', role: 'r', correlationId: 'c', causationId: null, commandHash: 'h' },
});
const unit = (n: number): RecordedEvent =>
  eventOf(n, 'UnitEstablished', {
    ...{ unitId: id(n), level: 'commune', kind: 'Xã', name: `Xã ${n}`, parentId: null, at: '2026-01-01' },
  });

const replayed = async (log: readonly RecordedEvent[], more: { beyond?: string; stopAfter?: number } = {}) => {
  const names = new Map<string, string>();
  const stop = new AbortController();
  const seen: number[] = [];
  const place = await replayLog(START, {
    store: {
      async *readAll() {
        await Promise.resolve();
        for (let n = 0; n < log.length; n += 2) yield log.slice(n, n + 2);
      },
    },
    lift: (recorded) => ({ ...recorded, data: recorded.data }) as never,
    isBeyond: ({ position }) => position > (more.beyond ?? at(999)),
    folds: twoFolds('chapter', { rubric: null, validAt: null }),
    names,
    signal: stop.signal,
    onEvents: (events) => {
      seen.push(events);
      if (events === more.stopAfter) stop.abort();
    },
  });
  return { place, names, seen };
};

const placeOf = (n: number, events: number): Place => ({
  ...{ position: at(n), eventId: id(n), recordedAt: '2026-01-02T03:04:05.678Z', events },
});

describe('a replay', () => {
  it('ends at the end of the log, knows its names, and passes over what no standing depends on', async () => {
    const log = [unit(1), eventOf(2, 'RightGranted'), unit(3)];
    const { place, names, seen } = await replayed(log);
    expect(place).toEqual(placeOf(3, 3));
    expect([...names]).toEqual([
      [id(1), 'Xã 1'],
      [id(3), 'Xã 3'],
    ]);
    expect(seen).toEqual([2, 3]);
  });

  it('ends before what is beyond its moment, or behind the batch in which it is stopped', async () => {
    const log = [1, 2, 3, 4, 5].map(unit);
    expect((await replayed(log, { beyond: at(3) })).place).toEqual(placeOf(3, 3));
    expect((await replayed(log, { stopAfter: 2 })).place).toEqual(placeOf(2, 2));
    expect((await replayed(log, { beyond: '' })).place).toEqual(START);
  });

  it('stops before an event that nobody knows, and says where', async () => {
    const failed = replayed([unit(1), eventOf(2, 'Unheard')]);
    await expect(failed).rejects.toBeInstanceOf(ReplayStopped);
    await expect(failed).rejects.toThrow(`before ${at(2)}: an event of type Unheard`);
  });
});

describe('a period', () => {
  it('is not found where none was opened', () => {
    const folds = twoFolds('unit', { rubric: null, validAt: null });
    expect(() => periodFor(folds, undefined)).toThrow(NoSuchPeriod);
    expect(() => periodFor(folds, '2023-H1')).toThrow('no period was opened by then');
  });
});

describe('a rubric that is tried out', () => {
  it('is one that could be published, whatever its id', () => {
    expect(triedRubric({ ...sampleChapterRubric, rubricId: id(7) })).toMatchObject({ ok: true });
  });

  it('is refused with the place of its flaw, of form or of content', () => {
    const [first] = sampleChapterRubric.criteria;
    const form = triedRubric({ ...sampleChapterRubric, criteria: [{ ...first, maxPoints: 'ten' }] });
    expect(!form.ok && 'issues' in form && form.issues[0]?.path).toEqual(['criteria', 0, 'maxPoints']);
    const content = triedRubric({ ...sampleChapterRubric, criteria: [first, first] });
    expect(!content.ok && 'path' in content && content.path.slice(0, 2)).toEqual(['criteria', 1]);
  });
});
