import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { periodFor, replayLog, START, triedRubric, twoFolds } from '@sohoi/replay';
import { SEALER } from '@sohoi/nest';
import type { Sealer } from '@sohoi/sealing';
import { sampleChapterRubric, sampleClusterRubric } from '@sohoi/standings';
import { countMasked } from '@sohoi/standings-past';
import { compare, summaryOf } from '@sohoi/what-if';
import { loadScenario } from '../src/scenario/load-scenario.js';
import { openTestLedger } from './test-ledger.js';
import type { Answer, TestLedger } from './test-ledger.js';

const WATERMARK = { simulation: true, status: 'mô phỏng · simulation' };
const analyst = { as: 'analyst' } as const;

/** The official rubric of chapters with everything of the first criterion counted double. */
const doubled = {
  ...sampleChapterRubric,
  name: 'Thử gấp đôi',
  criteria: sampleChapterRubric.criteria.map((one, n) => (n === 0 ? { ...one, maxPoints: one.maxPoints * 2 } : one)),
};

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await openTestLedger({ rights: false });
  await loadScenario(ledger.store, new AbortController().signal);
}, 120_000);
afterAll(() => ledger.close());

type Shown = Readonly<Record<string, unknown>> & { readonly id: string; readonly state: string };
const jobOf = ({ body }: Answer): Shown => body['data'] as Shown;

const ask = (wish: object): Promise<Answer> => ledger.post('/v1/what-if', { name: 'Thử', ...wish }, analyst);
const ended = async (id: string): Promise<Shown> => {
  for (;;) {
    const job = jobOf(await ledger.get(`/v1/what-if/${id}`, analyst));
    if (!['waiting', 'running'].includes(job.state)) return job;
  }
};
const done = async (wish: object): Promise<Shown> => {
  const answer = await ask(wish);
  expect([answer.status, answer.body]).toEqual([202, answer.body]);
  const job = await ended(jobOf(answer).id);
  expect([job.state, job['reason']]).toEqual(['done', null]);
  return job;
};
const resultsOf = async (id: string, limit: number): Promise<readonly Record<string, unknown>[]> => {
  const all: Record<string, unknown>[] = [];
  for (let after: unknown = 0; after !== null;) {
    const { status, body } = await ledger.get(
      `/v1/what-if/${id}/results?limit=${limit}&after=${String(after)}`,
      analyst,
    );
    expect([status, body]).toEqual([200, expect.objectContaining(WATERMARK)]);
    all.push(...(body['data'] as Record<string, unknown>[]));
    after = body['next'];
  }
  return all;
};
const jobs = async (): Promise<number> => {
  const { body } = await ledger.get('/v1/what-if?limit=200', analyst);
  return (body['data'] as unknown[]).length;
};

describe('a simulation', () => {
  it('gives what the same folds of the log give, page by page, each with its watermark', async () => {
    const job = await done({ rubric: doubled });
    const tried = triedRubric(doubled);
    if (!tried.ok) throw new Error('the rubric is sound');
    const folds = twoFolds('chapter', { rubric: tried.rubric, validAt: null });
    const lift = countMasked(ledger.app.get<Sealer>(SEALER, { strict: false }).masker);
    const place = await replayLog(START, {
      ...{ store: ledger.store, lift, folds, names: new Map(), isBeyond: () => false },
      ...{ signal: new AbortController().signal, onEvents: () => undefined },
    });
    const { periodId, code } = periodFor(folds, undefined);
    const compared = compare(folds.official(periodId, null), folds.simulated(periodId, null));
    expect(job).toMatchObject({
      ...WATERMARK,
      ...{ name: 'Thử', body: 'chapter', rubric: 'Thử gấp đôi', validAt: null, unit: null },
      ...{
        asOf: { position: place.position },
        events: place.events,
        summary: { period: code, ...summaryOf(compared) },
      },
    });
    const results = await resultsOf(job.id, 4);
    expect(results.length).toBeGreaterThan(4);
    expect(results).toEqual(
      compared.map(({ id, official, simulated, change, places }, n) => {
        const side = (one: typeof official) => one && { score: one.score, level: one.level, rank: one.rank };
        return expect.objectContaining({
          ...{ ...WATERMARK, nth: n + 1, id, change, places, official: side(official), simulated: side(simulated) },
        });
      }),
    );
    expect(results.some(({ change }) => Number(change) > 0)).toBe(true);
  });

  it('has on its official side the standings that the ledger shows', async () => {
    const job = await done({ rubric: doubled, period: '2023-H1' });
    const { body } = await ledger.get('/v1/standings/chapters?limit=200&period=2023-H1', analyst);
    const shown = new Map(
      (body['data'] as { chapterId: string; score: number }[]).map((one) => [one.chapterId, one.score]),
    );
    const results = await resultsOf(job.id, 1000);
    expect(results.length).toBe(shown.size);
    for (const { id, official } of results) {
      expect([id, (official as { score: number }).score]).toEqual([id, shown.get(String(id))]);
    }
  });

  it('is of a moment, a day, units in their clusters, or what lies below a unit', async () => {
    const asOf = String(400).padStart(20, '0');
    const then = await done({ asOf, body: 'chapter' });
    expect(then).toMatchObject({ asOf: { position: asOf }, events: 400, rubric: null });
    const units = await done({ body: 'unit', validAt: '2023-06-30' });
    expect(units).toMatchObject({ body: 'unit', validAt: '2023-06-30' });
    expect((await resultsOf(units.id, 1000)).every(({ clusterId }) => clusterId !== null)).toBe(true);
    const [first] = await resultsOf(then.id, 1);
    const below = await done({ unit: first?.['unitId'] });
    const all = await resultsOf(below.id, 1000);
    expect(all.length).toBeGreaterThan(0);
    expect(all.every(({ unitId }) => unitId === first?.['unitId'])).toBe(true);
  });

  it('is asked for once under one idempotency key, even if the log has grown meanwhile', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const first = await ledger.post('/v1/what-if', { name: 'Thử' }, { ...analyst, headers });
    const head = await ledger.store.head();
    await ledger.token({ sub: `somebody-${randomUUID()}`, role: 'auditor', unit: null });
    expect(await ledger.store.head()).not.toBe(head);
    const again = await ledger.post('/v1/what-if', { name: 'Thử' }, { ...analyst, headers });
    expect([again.status, jobOf(again).id]).toEqual([202, jobOf(first).id]);
    expect(jobOf(again)['asOf']).toEqual(jobOf(first)['asOf']);
    const other = await ledger.post('/v1/what-if', { name: 'Khác' }, { ...analyst, headers });
    expect([other.status, other.body['code']]).toEqual([422, 'idempotency-key-reused']);
    await ended(jobOf(first).id);
  });

  it('is cancelled by nobody but who asked for it', async () => {
    const { id } = jobOf(await ask({}));
    const token = await ledger.token({ sub: 'another-analyst', role: 'analyst', unit: null });
    const as = { as: 'nobody', headers: { authorization: `Bearer ${token}` } } as const;
    const { status, body } = await ledger.post(`/v1/what-if/${id}/cancel`, {}, as);
    expect([status, body['code']]).toEqual([409, 'not-your-simulation']);
    expect((await ended(id)).state).toBe('done');
  });

  it.each([
    [
      'a rubric with a flaw of form',
      { rubric: { ...doubled, criteria: [{ ...doubled.criteria[0], maxPoints: 'ten' }] } },
      'rubric.criteria.0',
    ],
    [
      'a rubric with a flaw of content',
      { rubric: { ...doubled, criteria: [doubled.criteria[0], doubled.criteria[0]] } },
      'rubric.criteria.1',
    ],
    ['a rubric of another level', { rubric: sampleClusterRubric, body: 'chapter' }, 'body'],
    ['a moment in the future', { asOf: '2999-01-01T00:00:00Z' }, 'asOf'],
    ['a position beyond the end', { asOf: '9'.repeat(20) }, 'asOf'],
    ['a day after the moment', { asOf: String(10).padStart(20, '0'), validAt: '2999-01-01' }, 'validAt'],
    ['a name that is none', { name: '' }, 'name'],
  ])('is refused with %s, and nothing is kept', async (_what, wish, field) => {
    const before = await jobs();
    const { status, body } = await ask(wish);
    const errors = body['errors'] as { field: string }[];
    expect([status, errors[0]?.field.startsWith(field), errors]).toEqual([400, true, errors]);
    expect(await jobs()).toBe(before);
  });

  it('fails with the periods that there are where there is no such one', async () => {
    const job = await ended(jobOf(await ask({ period: '1999-H1' })).id);
    expect(job).toMatchObject({ state: 'failed', summary: null, reason: expect.stringContaining('2023-H1') });
    expect((await ledger.get(`/v1/what-if/${job.id}/results`, analyst)).status).toBe(409);
  });

  it('is asked for by analysts of the whole organisation, and read by officers and auditors of it', async () => {
    const job = await done({});
    const path = `/v1/what-if/${job.id}`;
    for (const as of ['central-officer', 'auditor'] as const) {
      expect((await ledger.get(path, { as })).status).toBe(200);
      expect((await ledger.post('/v1/what-if', { name: 'Thử' }, { as })).status).toBe(403);
    }
    expect((await ledger.get(path, { as: 'commune-cadre' })).status).toBe(403);
    const authorization = `Bearer ${await ledger.token({ sub: 'one of a commune', role: 'analyst', unit: String((await resultsOf(job.id, 1))[0]?.['unitId']) })}`;
    const small = { as: 'nobody', headers: { authorization } } as const;
    expect((await ledger.get(path, small)).body['code']).toBe('whole-organisation-needed');
    expect((await ledger.post('/v1/what-if', { name: 'Thử' }, small)).body['code']).toBe('whole-organisation-needed');
  });

  it('waits while another process works at one, can be cancelled, and is limited to five of a person', async () => {
    const busy = `UPDATE what_if.job SET state = 'running', runner = $2, seen_at = clock_timestamp(),
                         ended_at = NULL, summary = NULL WHERE id = $1`;
    const other = await done({ name: 'Của tiến trình khác' });
    await ledger.pool.query(busy, [other.id, randomUUID()]);
    const ids: string[] = [];
    for (let n = 0; n < 4; n += 1) ids.push(jobOf(await ask({ name: `Chờ ${n}` })).id);
    const sixth = await ask({ name: 'Quá nhiều' });
    expect([sixth.status, sixth.body['code']]).toEqual([409, 'too-many-simulations']);
    expect(jobOf(await ledger.get(`/v1/what-if/${ids[0]}`, analyst)).state).toBe('waiting');
    for (const id of [...ids, other.id]) {
      const { status, body } = await ledger.post(`/v1/what-if/${id}/cancel`, {}, analyst);
      expect([status, (body['data'] as Shown).state]).toEqual([200, 'cancelled']);
    }
    expect((await ledger.get(`/v1/what-if/${ids[0]}/results`, analyst)).status).toBe(409);
  });

  it('is begun anew when the process that worked at it is gone, and shows nothing until then', async () => {
    const job = await done({ name: 'Bị ngắt' });
    await ledger.pool.query('DELETE FROM what_if.result WHERE job_id = $1', [job.id]);
    await ledger.pool.query(
      `UPDATE what_if.job SET state = 'running', runner = $2, seen_at = clock_timestamp() - interval '1 minute',
              ended_at = NULL, summary = NULL, events = 300 WHERE id = $1`,
      [job.id, randomUUID()],
    );
    const again = await ended(job.id);
    expect(again).toMatchObject({ state: 'done', summary: job['summary'], events: job['events'] });
    expect((await resultsOf(job.id, 1000)).length).toBeGreaterThan(0);
  });
});
