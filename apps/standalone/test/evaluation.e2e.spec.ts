import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoPersons } from '@sohoi/demo-identity';
import { openTestLedger } from './test-ledger.js';
import type { Answer, TestLedger } from './test-ledger.js';

const root = demoPersons['central-officer'].unit;
const unknown = '0197a7c0-0000-7000-8000-00000000dead';
const source = { title: 'Bảng điểm mẫu' };
const level = (code: string, minPoints: number) => ({ code, name: { vi: code, en: code }, minPoints });
const criterion = (criterionId: string, more: object) => ({
  criterionId,
  name: { vi: criterionId, en: criterionId },
  ...more,
});

let ledger: TestLedger;
let province: string;
let commune: string;
let chapter: string;

/** Posts as one of several people with the same role at the root. */
const postBy = async (sub: string, path: string, body: object, role = 'central-officer'): Promise<Answer> =>
  ledger.post(path, body, {
    as: 'nobody',
    headers: { authorization: `Bearer ${await ledger.token({ sub, role, unit: root })}` },
  });
const created = async (path: string, body: object): Promise<string> => {
  const answer = await ledger.post(path, body);
  expect(answer).toMatchObject({ status: 201 });
  return String(answer.body['id']);
};
const positionOf = ({ body }: Answer): string => String(body['position']);

beforeAll(async () => {
  ledger = await openTestLedger();
  const at = '2022-12-01';
  await created('/v1/units', { id: root, parentId: null, level: 'central', kind: 'Trung ương', name: 'Hội Ví Dụ', at });
  const unit = (parentId: string, of: string) => ({ parentId, level: of, kind: 'Đơn vị', name: `Đơn vị ${of}`, at });
  province = await created('/v1/units', unit(root, 'province'));
  commune = await created('/v1/units', unit(province, 'commune'));
  chapter = await created('/v1/chapters', { unitId: commune, name: 'Chi hội Ví Dụ', basis: 'residence', at });
});
afterAll(() => ledger.close());

const rubricOf = (appliesTo: 'chapter' | 'unit') => ({
  ...{ rubricVersion: 1, unitId: root, name: 'Bảng điểm mẫu', appliesTo, source, at: '2022-12-15' },
  levels: [level('good', 50), level('rest', 0)],
  criteria: [
    criterion('movements', { kind: 'allOrNothing', maxPoints: 60, maxBonus: 5, feed: { by: 'score' } }),
    criterion('activities', {
      ...{ kind: 'perCount', maxPoints: 40, pointsPerCount: 20 },
      feed: { by: 'indicator', indicator: appliesTo === 'chapter' ? 'thematic-activities' : 'officers-trained' },
    }),
  ],
});
const periodOf = (code: string, chapterRubric: object | null, unitRubric: object | null) =>
  created('/v1/evaluation-periods', {
    ...{ unitId: root, code, name: `Kỳ ${code}`, from: '2023-01-01', to: '2023-06-30', chapterRubric, unitRubric },
    at: '2023-01-01',
  });
const ref = (rubricId: string) => ({ rubricId, rubricVersion: 1 });
const at = '2023-06-20';

describe('the scores of a chapter', () => {
  it('go from proposal to publication by different hands, and lead to a standing that names its events', async () => {
    const periodId = await periodOf('2023-H1', ref(await created('/v1/rubrics', rubricOf('chapter'))), null);
    const body = { kind: 'chapter', id: chapter };
    const activity = { name: 'Sinh hoạt chuyên đề', activityKind: 'thematic', source, at: '2023-05-20' };
    expect((await ledger.post(`/v1/chapters/${chapter}/activities`, activity)).status).toBe(201);

    const proposal = { periodId, body, criterionId: 'movements', points: 60, bonus: 2, at };
    const tooMany = await postBy('an', '/v1/scorecards', { ...proposal, points: 61 });
    const above = { code: 'PointsAboveMaximum', errors: [{ field: 'points', limit: 60 }] };
    expect(tooMany).toMatchObject({ status: 409, body: above });
    const computed = await postBy('an', '/v1/scorecards', { ...proposal, criterionId: 'activities' });
    expect(computed).toMatchObject({ status: 409, body: { code: 'CriterionIsComputed' } });
    const proposed = await postBy('an', '/v1/scorecards', proposal);
    expect(proposed.status).toBe(201);
    const card = `/v1/scorecards/${String(proposed.body['id'])}`;

    const check = { criterionId: 'movements', points: 50, bonus: 2, at };
    expect(await postBy('an', `${card}/verify`, check)).toMatchObject({ status: 409, body: { code: 'SamePerson' } });
    expect(await postBy('binh', `${card}/verify`, check)).toMatchObject({ body: { code: 'ReasonForChangeNeeded' } });
    expect(await postBy('binh', `${card}/approve`, { at })).toMatchObject({ body: { code: 'CriteriaNotVerified' } });
    expect((await postBy('binh', `${card}/verify`, { ...check, reason: 'Thiếu minh chứng' })).status).toBe(201);
    const back = { from: 'verified', reason: 'Xem lại', at };
    expect((await postBy('binh', `${card}/return`, back)).status).toBe(201);
    expect((await postBy('binh', `${card}/verify`, { ...check, reason: 'Đã xem lại' })).status).toBe(201);
    expect((await postBy('chi', `${card}/approve`, { at })).status).toBe(201);
    expect(await postBy('binh', `${card}/publish`, { at })).toMatchObject({
      status: 409,
      body: { code: 'SamePerson' },
    });
    const published = await postBy('chi', `${card}/publish`, { at });
    expect(published.status).toBe(201);

    const read = await ledger.get(`${card}?atLeast=${positionOf(published)}`);
    const official = { points: 50, bonus: 2 };
    expect(read.body).toMatchObject({ data: { status: 'published', revision: 1, scores: [{ official }] } });
    const listed = await ledger.get(`/v1/scorecards?period=${periodId}&unit=${province}&status=published`);
    expect(listed.body).toMatchObject({ data: [{ scorecardId: proposed.body['id'] }], next: null });

    const then = async (answer: Answer, query = '') =>
      (await ledger.get(`${card}?asOf=${positionOf(answer)}${query}`)).body['data'];
    expect(await then(published)).toEqual(read.body['data']);
    expect(await then(proposed)).toMatchObject({ status: 'proposed', revision: null, scores: [{ official: null }] });
    const statusThen = async (status: string): Promise<number> => {
      const asked = `/v1/scorecards?unit=${province}&status=${status}&asOf=${positionOf(proposed)}`;
      return ((await ledger.get(asked)).body['data'] as readonly unknown[]).length;
    };
    expect([await statusThen('proposed'), await statusThen('published')]).toEqual([1, 0]);
    expect((await ledger.get(`${card}?validAt=2023-06-19`)).status).toBe(404);

    const list = await ledger.get(`/v1/standings/chapters?period=2023-H1&atLeast=${positionOf(published)}`);
    expect(list.body).toMatchObject({
      data: [{ chapterId: chapter, name: 'Chi hội Ví Dụ', score: 72, proposedScore: 82, level: 'good', revision: 0 }],
    });
    const one = await ledger.get(`/v1/standings/chapters/${chapter}?period=${periodId}`);
    const criteria = (one.body['data'] as { trace: { criteria: Explained[] } }).trace.criteria;
    expect(criteria.map(({ criterionId, points }) => [criterionId, points])).toEqual([
      ['movements', 50],
      ['activities', 20],
    ]);
    expect(criteria[0]?.officialBy).toEqual([{ position: positionOf(published), at, amount: 52 }]);
    expect(criteria[1]?.measures[0]?.evidence).toMatchObject([{ at: '2023-05-20', amount: 1 }]);

    const closed = await ledger.post(`/v1/evaluation-periods/${periodId}/close`, { at: '2023-07-01' });
    const correction = { ...check, points: 40, reason: 'Cộng nhầm', at: '2023-07-10' };
    const late = await postBy('chi', `${card}/correct`, correction);
    expect(late.status).toBe(201);
    const path = `/v1/standings/chapters/${chapter}?period=2023-H1&atLeast=${positionOf(late)}`;
    expect((await ledger.get(path)).body).toMatchObject({
      data: { score: 62, revision: 2, status: 'published', because: 'score-corrected' },
    });
    expect((await ledger.get(`${path}&revision=1`)).body).toMatchObject({ data: { score: 72, revision: 1 } });
    expect(await postBy('an', '/v1/scorecards', { ...proposal, points: 1 })).toMatchObject({
      status: 409,
      body: { code: 'PeriodAlreadyClosed' },
    });
    expect(closed.status).toBe(201);
  });

  it('order the standings best first, in pages; a chapter without a score stands last', async () => {
    const periodId = await periodOf('2023-xep-loai', ref(await created('/v1/rubrics', rubricOf('chapter'))), null);
    const unit = { parentId: province, level: 'commune', kind: 'Xã', name: 'Xã Xếp Loại', at: '2022-12-01' };
    const unitId = await created('/v1/units', unit);
    const chapterIn = (name: string) => created('/v1/chapters', { unitId, name, basis: 'residence', at: '2022-12-01' });
    const [none, best, second] = [await chapterIn('A'), await chapterIn('B'), await chapterIn('C')];
    const activity = { name: 'Sinh hoạt', activityKind: 'thematic', at: '2023-05-20' };
    let last = '';
    for (const id of [best, best, second]) {
      last = positionOf(await ledger.post(`/v1/chapters/${id}/activities`, activity));
    }
    const path = `/v1/standings/chapters?period=${periodId}&unit=${unitId}&limit=1&atLeast=${last}`;
    const seen: { chapterId: string; score: number | null }[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await ledger.get(`${path}${cursor && `&cursor=${cursor}`}`);
      const page = body as { data: typeof seen; next: string | null };
      seen.push(...page.data);
      cursor = page.next;
    }
    expect(seen.map(({ chapterId, score }) => [chapterId, score])).toEqual([
      [best, 40],
      [second, 20],
      [none, null],
    ]);
    expect((await ledger.get(`${path}&level=good`)).body).toMatchObject({ data: [], next: null });
  });

  it('are seen by those whose units they concern, and by nobody for what does not exist', async () => {
    const elsewhere = { as: 'commune-cadre' } as const;
    expect((await ledger.get(`/v1/standings/chapters/${chapter}`, elsewhere)).status).toBe(404);
    expect((await ledger.get('/v1/standings/chapters', elsewhere)).body).toMatchObject({ data: [] });
    expect((await ledger.get('/v1/scorecards', elsewhere)).body).toMatchObject({ data: [] });
    expect((await ledger.get(`/v1/scorecards/${unknown}`)).status).toBe(404);
    expect((await ledger.post(`/v1/scorecards/${unknown}/publish`, { at })).status).toBe(404);
    const body = { kind: 'chapter', id: chapter };
    const proposal = { periodId: unknown, body, criterionId: 'movements', points: 1, at };
    expect(await ledger.post('/v1/scorecards', proposal)).toMatchObject({
      status: 404,
      body: { code: 'PeriodNotOpened' },
    });
  });
});

type Explained = {
  readonly criterionId: string;
  readonly points: number | null;
  readonly officialBy: readonly object[];
  readonly measures: readonly { readonly evidence: readonly object[] }[];
};

describe('an emulation cluster', () => {
  it('ranks its units, each with its trace, for those who are in it or above it', async () => {
    const unitRubric = ref(await created('/v1/rubrics', rubricOf('unit')));
    const periodId = await periodOf('2023-H1-cum', null, unitRubric);
    const clusterId = await created('/v1/emulation-clusters', { unitId: root, name: 'Cụm Ví Dụ', at: '2023-01-01' });
    const cluster = `/v1/emulation-clusters/${clusterId}`;
    const other = await created('/v1/units', {
      ...{ parentId: root, level: 'province', kind: 'Tỉnh', name: 'Tỉnh Khác', at: '2022-12-01' },
    });
    for (const memberUnitId of [province, other]) {
      expect((await ledger.post(`${cluster}/members`, { memberUnitId, at: '2023-01-01' })).status).toBe(201);
    }
    const figure = { indicator: 'officers-trained', value: 1, unit: 'người', source, at: '2023-06-14' };
    const reported = await ledger.post(`/v1/units/${other}/figures`, figure);
    const figureId = String(reported.body['id']);
    const correction = { value: 2, reason: 'Sót một người', source, at: '2023-06-15' };
    const corrected = await ledger.post(`/v1/units/${other}/figures/${figureId}/correct`, correction);
    expect(corrected).toMatchObject({ status: 201, body: { id: figureId, streamVersion: 2 } });

    const ranking = await ledger.get(`${cluster}/ranking?period=${periodId}&atLeast=${positionOf(corrected)}`);
    expect(ranking.body).toMatchObject({
      data: {
        ...{ clusterId, name: 'Cụm Ví Dụ', status: 'provisional', method: '1-2-2-4' },
        entries: [
          { unitId: other, name: 'Tỉnh Khác', rank: 1, score: 40, trace: { rubric: unitRubric } },
          { unitId: province, rank: null, score: null },
        ],
      },
    });
    const member = (unit: string) => ledger.token({ sub: `verifier-of-${unit}`, role: 'province-verifier', unit });
    const seenBy = async (unit: string) =>
      ledger.get(cluster, { as: 'nobody', headers: { authorization: `Bearer ${await member(unit)}` } });
    expect(await seenBy(province)).toMatchObject({ status: 200, body: { data: { name: 'Cụm Ví Dụ' } } });
    expect((await seenBy(commune)).status).toBe(404);

    const left = await ledger.post(`${cluster}/members/leave`, { memberUnitId: province, at: '2023-03-01' });
    const list = await ledger.get(`/v1/emulation-clusters?member=${province}&atLeast=${positionOf(left)}`);
    expect(list.body).toMatchObject({ data: [{ clusterId, members: [{ to: '2023-03-01' }, { to: null }] }] });
    expect((await ledger.get(`${cluster}/ranking?period=khong-co`)).status).toBe(404);
    expect((await ledger.get(`/v1/emulation-clusters/${unknown}/ranking`)).status).toBe(404);
  });
});

describe('rules, reports and awards', () => {
  it('a rubric is published in versions, and one of its criteria voided', async () => {
    const rubric = rubricOf('chapter');
    const rubricId = await created('/v1/rubrics', rubric);
    const path = `/v1/rubrics/${rubricId}`;
    expect((await ledger.post(`${path}/versions`, { ...rubric, rubricVersion: 2 })).status).toBe(201);
    expect(await ledger.post(`${path}/versions`, { ...rubric, rubricVersion: 4 })).toMatchObject({
      status: 409,
      body: { code: 'RubricVersionNotNext' },
    });
    const voiding = { rubricVersion: 2, criterionId: 'activities', reason: 'Không áp dụng', at: '2023-02-01' };
    expect((await ledger.post(`${path}/void-criterion`, voiding)).status).toBe(201);
    expect((await ledger.post(`${path}/void-criterion`, voiding)).status).toBe(200);
    expect(await ledger.post('/v1/rubrics', { ...rubric, levels: [level('good', 50)] })).toMatchObject({
      status: 409,
      body: { code: 'NoLevelAtZero' },
    });
    const wrong = { unitId: root, code: 'x', name: 'x', from: '2023-01-01', to: '2023-06-30', at: '2023-01-01' };
    expect(
      await ledger.post('/v1/evaluation-periods', { ...wrong, chapterRubric: null, unitRubric: ref(rubricId) }),
    ).toMatchObject({ status: 404, body: { errors: [{ field: 'unitRubric' }] } });
  });

  it('an initiative is launched, adopted by a chapter and ended', async () => {
    const launch = { unitId: province, name: 'Mô hình "1 + 1"', model: 'one-plus-one', pilot: true, at: '2023-02-01' };
    const path = `/v1/initiatives/${await created('/v1/initiatives', launch)}`;
    const adoption = { body: { kind: 'chapter', id: chapter }, at: '2023-03-08' };
    expect((await ledger.post(`${path}/adoptions`, adoption)).status).toBe(201);
    expect((await ledger.post(`${path}/adoptions`, adoption)).status).toBe(200);
    expect((await ledger.post(`${path}/end`, { reason: 'Tổng kết', at: '2023-12-31' })).status).toBe(201);
    expect((await ledger.post(`/v1/initiatives/${unknown}/adoptions`, adoption)).status).toBe(404);
  });

  it('a target is set once under the id that the client chose', async () => {
    const target = { id: '0197a7c0-0000-7000-8000-0000000000f1', indicator: 'head-allowance', value: 90, unit: '%' };
    const whole = { ...target, from: '2022-01-01', to: '2027-12-31', source, at: '2023-07-12' };
    const path = `/v1/units/${commune}/targets`;
    expect(await ledger.post(path, whole)).toMatchObject({ status: 201, body: { id: target.id } });
    expect((await ledger.post(path, whole)).status).toBe(200);
    expect(await ledger.post(path, { ...whole, value: 95 })).toMatchObject({ body: { code: 'TargetIdTaken' } });
    expect((await ledger.post(`/v1/chapters/${commune}/targets`, whole)).status).toBe(404);
  });

  it('an award is granted and revoked by those above', async () => {
    const award = { body: { kind: 'unit', id: province }, title: 'Cờ thi đua', periodId: null, at: '2023-12-15' };
    const path = `/v1/awards/${await created('/v1/awards', award)}`;
    const revocation = { reason: 'Kê khai không đúng', at: '2024-06-01' };
    expect((await ledger.post(`${path}/revoke`, revocation, { as: 'province-verifier' })).status).toBe(404);
    expect((await ledger.post(`${path}/revoke`, revocation, { as: 'commune-cadre' })).status).toBe(403);
    expect((await ledger.post(`${path}/revoke`, revocation)).status).toBe(201);
  });
});
