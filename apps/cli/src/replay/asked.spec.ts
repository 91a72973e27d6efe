import { describe, expect, it } from '@jest/globals';
import type { EventStore } from '@sohoi/event-store';
import { sampleChapterRubric } from '@sohoi/standings';
import { CliError } from '../ledger-client.js';
import { askedMoment } from './asked-moment.js';
import { rubricIn } from './rubric-file.js';

const HEAD = '00000000000000000500';
const NOW = Date.parse('2026-01-31T18:00:00Z');
const event = (position: number, recordedAt = '2026-01-01T00:00:00.000Z') => ({
  ...{ id: 'x', type: 'X', schemaVersion: 1, stream: 'x-1', streamVersion: 1, data: {} },
  metadata: { actor: 'x', role: 'x', correlationId: 'x', causationId: null, commandHash: 'x' },
  position: String(position).padStart(20, '0'),
  recordedAt,
});
/** The last two were recorded on the first and on the third of January. */
const events = [event(1), event(42), event(499), event(500, '2026-01-03T00:00:00.000Z')];
const log: Pick<EventStore, 'readAt' | 'readAll'> = {
  readAt: (positions) => Promise.resolve(events.filter(({ position }) => positions.includes(position))),
  async *readAll(after) {
    yield events.filter(({ position }) => position > after);
  },
};
const moment = (asked: Parameters<typeof askedMoment>[0]) => askedMoment(asked, HEAD, log, NOW);

describe('the moment of a replay', () => {
  it('is the end of the log, a position, or an instant', async () => {
    expect((await moment({})).isBeyond(event(500))).toBe(false);
    const at = await moment({ asOf: '00000000000000000042' });
    expect([42, 43].map((n) => at.isBeyond(event(n)))).toEqual([false, true]);
    const instant = await moment({ asOf: '2026-01-31T17:00:00+07:00' });
    const beyond = ['2026-01-31T10:00:00.000Z', '2026-01-31T10:00:00.001Z'].map((at) => instant.isBeyond(event(1, at)));
    expect(beyond).toEqual([false, true]);
  });

  it('has days up to the one on which the log stood there last', async () => {
    expect((await moment({ validAt: '2026-02-01' })).validAt).toBe('2026-02-01');
    expect((await moment({ asOf: HEAD, validAt: '2026-02-01' })).validAt).toBe('2026-02-01');
    expect((await moment({ asOf: '00000000000000000499', validAt: '2026-01-03' })).validAt).toBe('2026-01-03');
  });

  it.each([
    [{ asOf: '2026-01-31' }, '--as-of takes a position of the log or an instant with its zone'],
    [{ asOf: 'yesterday' }, '--as-of takes a position'],
    [{ asOf: '00000000000000000501' }, 'the ledger has come to position 00000000000000000500 only'],
    [{ asOf: '00000000000000000043' }, 'there is no event at this position'],
    [{ asOf: '0' }, 'there is no event at this position'],
    [{ asOf: '2026-01-31T19:00:00Z' }, 'that is in the future'],
    [{ validAt: '2026-02-30' }, '--valid-at takes a day'],
    [{ validAt: '2026-02-02' }, 'nothing was known of a day after 2026-02-01'],
    [{ asOf: '2026-01-01T00:00:00Z', validAt: '2026-01-02' }, 'nothing was known of a day after 2026-01-01'],
    [{ asOf: '00000000000000000499', validAt: '2026-01-04' }, 'nothing was known of a day after 2026-01-03'],
  ])('is refused: %j', async (asked, why) => {
    const found = moment(asked);
    await expect(found).rejects.toThrow(CliError);
    await expect(found).rejects.toThrow(why);
  });
});

describe('a file with an alternative rubric', () => {
  const sample = { ...sampleChapterRubric, appliesTo: 'chapter' };
  const read = (value: unknown) => rubricIn(typeof value === 'string' ? value : JSON.stringify(value), 'other.json');
  const criteria = sampleChapterRubric.criteria;

  it('is what is sent to publish one, or what was published', () => {
    const rubric = read(sample);
    expect(rubric).toMatchObject({ name: sampleChapterRubric.name, appliesTo: 'chapter', criteria });
    expect(
      read({ ...sample, id: 'x', rubricId: 'y', rubricVersion: 7, unitId: rubric.unitId, at: '2023-01-01' }),
    ).toEqual({
      ...rubric,
      at: '2023-01-01',
    });
  });

  it.each([
    ['{', 'other.json: it is no JSON'],
    ['[]', 'other.json: a rubric is an object'],
    [{ ...sample, appliesTo: 'province' }, 'other.json: appliesTo: '],
    [{ ...sample, colour: 'red' }, 'other.json: the rubric: '],
    [{ ...sample, criteria: [{ ...criteria[0], maxPoints: -1 }] }, 'other.json: criteria[0].maxPoints: '],
    [
      { ...sample, criteria: [...criteria, criteria[0]] },
      `other.json: criteria[${criteria.length}].criterionId: Tiêu chí ${criteria[0]?.criterionId} có hai lần`,
    ],
  ])('is refused with the place in it: %j', (value, why) => {
    expect(() => read(value)).toThrow(CliError);
    expect(() => read(value)).toThrow(why);
  });
});
