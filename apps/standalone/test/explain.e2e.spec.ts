import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoPersons } from '@sohoi/demo-identity';
import { openTestLedger } from './test-ledger.js';
import type { Answer, TestLedger } from './test-ledger.js';

const root = demoPersons['central-officer'].unit;
const source = { title: 'Báo cáo mẫu', date: '2023-06-01' };
const at = '2023-06-20';
const level = (code: string, minPoints: number, more = {}) => ({
  code,
  name: { vi: code, en: code },
  minPoints,
  ...more,
});
const criterion = (criterionId: string, more: object) => ({
  ...{ criterionId, name: { vi: `Tiêu chí ${criterionId}`, en: `Criterion ${criterionId}` } },
  ...more,
});

type Evidence = {
  readonly count: number;
  readonly shown: readonly { readonly position: string; readonly event: Readonly<Record<string, unknown>> | null }[];
  readonly rest: string | null;
};
type Explained = {
  readonly criteria: readonly {
    readonly criterionId: string;
    readonly how: { readonly en: string };
    readonly clause: string | null;
    readonly figures: readonly { readonly measure: string; readonly evidence: Evidence }[];
    readonly official: Evidence;
    readonly steps: readonly Readonly<Record<string, unknown>>[];
  }[];
  readonly whatItTakes: {
    readonly changes: readonly { readonly criterionId: string; readonly why: string; readonly says: { en: string } }[];
  } | null;
};

let ledger: TestLedger;
let chapter: string;
let commune: string;
let cluster: string;
let periodId: string;
let card: string;
let last: string;

const created = async (path: string, body: object): Promise<string> => {
  const answer = await ledger.post(path, body);
  expect(answer).toMatchObject({ status: 201 });
  last = String(answer.body['position']);
  return String(answer.body['id']);
};
const postBy = async (sub: string, path: string, body: object): Promise<void> => {
  const token = await ledger.token({ sub, role: 'central-officer', unit: root });
  const answer = await ledger.post(path, body, { as: 'nobody', headers: { authorization: `Bearer ${token}` } });
  expect(answer).toMatchObject({ status: 201 });
  last = String(answer.body['position']);
};
const asOn = async (sub: string, role: 'auditor' | 'commune-cadre' | 'analyst', unit: string) => ({
  as: 'nobody' as const,
  headers: { authorization: `Bearer ${await ledger.token({ sub, role, unit })}` },
});
const treeOf = (answer: Answer): Explained => answer.body['data'] as Explained;
const in_ = (tree: Explained, id: string) => {
  const found = tree.criteria.find(({ criterionId }) => criterionId === id);
  if (!found) throw new Error(`the tree has no criterion ${id}`);
  return found;
};

beforeAll(async () => {
  ledger = await openTestLedger();
  const since = '2022-12-01';
  const unit = (parentId: string | null, of: string, id?: string) => ({
    ...{ parentId, level: of, kind: 'Đơn vị', name: `Đơn vị ${of}`, at: since },
    ...(id && { id }),
  });
  await created('/v1/units', unit(null, 'central', root));
  commune = await created('/v1/units', unit(await created('/v1/units', unit(root, 'province')), 'commune'));
  chapter = await created('/v1/chapters', { unitId: commune, name: 'Chi hội Ví Dụ', basis: 'residence', at: since });
  const rubricOf = (appliesTo: 'chapter' | 'unit') => ({
    ...{ rubricVersion: 1, unitId: root, name: 'Bảng điểm mẫu', appliesTo, source, at: '2022-12-15' },
    levels: [
      level('best', 80, { conditions: [{ criterionId: 'movements', minShare: 0.9 }] }),
      level('good', 40),
      level('rest', 0),
    ],
    criteria: [
      criterion('movements', { kind: 'quantitative', maxPoints: 50, feed: { by: 'score' }, clause: 'Mục 2 của mẫu' }),
      criterion('activities', {
        ...{ kind: 'perCount', maxPoints: 50, pointsPerCount: 5 },
        feed: { by: 'indicator', indicator: appliesTo === 'chapter' ? 'thematic-activities' : 'officers-trained' },
      }),
    ],
  });
  const ref = async (of: 'chapter' | 'unit') => ({
    ...{ rubricId: await created('/v1/rubrics', rubricOf(of)), rubricVersion: 1 },
  });
  periodId = await created('/v1/evaluation-periods', {
    ...{ unitId: root, code: '2023-H1', name: 'Kỳ mẫu', from: '2023-01-01', to: '2023-06-30', at: '2023-01-01' },
    ...{ chapterRubric: await ref('chapter'), unitRubric: await ref('unit') },
  });
  cluster = await created('/v1/emulation-clusters', { unitId: root, name: 'Cụm Ví Dụ', at: '2023-01-01' });
  await created(`/v1/emulation-clusters/${cluster}/members`, { memberUnitId: commune, at: '2023-01-01' });
  await created(`/v1/units/${commune}/figures`, {
    ...{ indicator: 'officers-trained', value: 4, unit: 'người', source, at: '2023-05-01' },
  });
  for (let day = 10; day < 17; day += 1) {
    const held = { name: 'Sinh hoạt chuyên đề', activityKind: 'thematic', source, at: `2023-05-${day}` };
    await created(`/v1/chapters/${chapter}/activities`, held);
  }
  const body = { kind: 'chapter', id: chapter };
  const score = { criterionId: 'movements', points: 40, bonus: 0, at };
  await postBy('an', '/v1/scorecards', { ...score, periodId, body });
  const cards = await ledger.get(`/v1/scorecards?unit=${chapter}&atLeast=${last}`);
  card = `/v1/scorecards/${(cards.body['data'] as { scorecardId: string }[])[0]?.scorecardId ?? ''}`;
  await postBy('binh', `${card}/verify`, { ...score, points: 35, reason: 'Thiếu minh chứng' });
  await postBy('chi', `${card}/approve`, { at });
  await postBy('chi', `${card}/publish`, { at });
});
afterAll(() => ledger.close());

const explained = (more = '') => `/v1/standings/chapters/${chapter}/explain?period=2023-H1&atLeast=${last}${more}`;

describe('why a chapter has its level', () => {
  it('leads from the level through points and figures to the events, their sources and who handled the scores', async () => {
    const answer = await ledger.get(explained());
    expect(answer).toMatchObject({
      status: 200,
      body: {
        data: {
          ...{ chapterId: chapter, level: { code: 'good' }, score: 70, maxScore: 100, caps: [] },
          rubric: { name: 'Bảng điểm mẫu', source },
          thresholds: [{ reached: false }, { code: 'good', reached: true }, { reached: true }],
        },
      },
    });
    const tree = treeOf(answer);
    const activities = in_(tree, 'activities');
    expect(activities.how.en).toBe('7 times 5, at most 50: 35 points.');
    const [figure] = activities.figures;
    expect(figure).toMatchObject({
      ...{ measure: 'activity:thematic', value: 7, months: { from: '2023-01', to: '2023-06' } },
      evidence: { count: 7 },
    });
    expect(figure?.evidence.shown[0]).toMatchObject({
      ...{ at: '2023-05-10', amount: 1 },
      event: { type: 'ActivityHeld', role: 'central-officer', source },
    });
    const movements = in_(tree, 'movements');
    expect(movements.clause).toBe('Mục 2 của mẫu');
    expect(movements.steps.map(({ type, actor, points }) => [type, actor, points])).toEqual([
      ['ScoreProposed', 'an', 40],
      ['ScoreVerified', 'binh', 35],
      ['ScoresApproved', 'chi', null],
      ['ScoresPublished', 'chi', 35],
    ]);
  });

  it('shows a few pieces of evidence, and where the rest is', async () => {
    const [figure] = in_(treeOf(await ledger.get(explained('&evidence=3'))), 'activities').figures;
    expect(figure?.evidence).toMatchObject({ count: 7, shown: { length: 3 } });
    const rest = await ledger.get(figure?.evidence.rest ?? '');
    const tree = treeOf(rest);
    expect(tree.criteria.map(({ criterionId }) => criterionId)).toEqual(['activities']);
    expect(tree.whatItTakes).toBe(null);
    const [more] = in_(tree, 'activities').figures;
    expect(more?.evidence).toMatchObject({ count: 7, shown: { length: 4 }, rest: null });
    const positions = [figure, more].flatMap((one) => one?.evidence.shown.map(({ position }) => position) ?? []);
    expect(new Set(positions).size).toBe(7);
  });

  it('names events only to those whom the log would show them', async () => {
    const auditor = treeOf(await ledger.get(explained(), await asOn('kiem', 'auditor', commune)));
    expect(in_(auditor, 'activities').figures[0]?.evidence.shown[0]?.event).toMatchObject({ type: 'ActivityHeld' });
    const cadre = treeOf(await ledger.get(explained(), await asOn('lan', 'commune-cadre', commune)));
    const [figure] = in_(cadre, 'activities').figures;
    expect(figure?.evidence).toMatchObject({ count: 7, shown: [{ event: null, at: '2023-05-10' }, {}, {}, {}, {}] });
    expect(in_(cadre, 'movements').steps).toEqual([]);
    expect(JSON.stringify(cadre)).not.toContain('recordedAt');
    const elsewhere = await ledger.get(explained(), { as: 'commune-cadre' });
    expect(elsewhere).toMatchObject({ status: 404, body: { errors: [{ field: 'id' }] } });
  });

  it('says what the next level would take, as arithmetic: made true by the events, it is reached', async () => {
    const before = treeOf(await ledger.get(explained()));
    expect(before.whatItTakes).toMatchObject({
      ...{ to: { code: 'best' }, pointsMissing: 10 },
      note: { vi: expect.stringContaining('không phải lời khuyên') as unknown },
      unmet: [{ by: 'condition', criterionId: 'movements', required: 0.9, actual: 0.7 }],
    });
    expect(before.whatItTakes?.changes.map(({ why, says }) => [why, says.en])).toEqual([
      ['condition', '“Criterion movements”: points given 35 → 45, +10 points'],
    ]);
    const corrected = { criterionId: 'movements', points: 45, bonus: 0, reason: 'Bổ sung minh chứng', at };
    await postBy('chi', `${card}/correct`, corrected);
    const reached = await ledger.get(explained());
    expect(reached).toMatchObject({
      body: { data: { level: { code: 'best' }, score: 80, whatItTakes: { to: null } } },
    });
    const { steps } = in_(treeOf(reached), 'movements');
    expect(steps.at(-1)).toMatchObject({ type: 'ScoreCorrected', points: 45, actor: 'chi' });
  });
});

describe('why a chapter had its level at another moment', () => {
  it('is told as of that position, down to the events that were there', async () => {
    const now = await ledger.get(explained());
    const [figure] = in_(treeOf(now), 'activities').figures;
    const third = figure?.evidence.shown[2]?.position ?? '';
    const path = `/v1/standings/chapters/${chapter}/explain?period=2023-H1&asOf=${third}`;
    const then = await ledger.get(`${path}&evidence=2`);
    expect(then).toMatchObject({
      ...{ status: 200, body: { asOf: { position: third }, data: { score: 15, level: { code: 'rest' } } } },
    });
    const evidence = in_(treeOf(then), 'activities').figures[0]?.evidence;
    expect(evidence).toMatchObject({ count: 3, shown: { length: 2 } });
    const rest = await ledger.get(evidence?.rest ?? '');
    expect(in_(treeOf(rest), 'activities').figures[0]?.evidence).toMatchObject({
      count: 3,
      shown: [{ position: third }],
    });
    expect(await ledger.get(`${path}9`)).toMatchObject({ status: 400, body: { errors: [{ field: 'asOf' }] } });
  });
});

describe('why a unit has its score in a cluster', () => {
  const path = () => `/v1/emulation-clusters/${cluster}/ranking/explain?atLeast=${last}`;

  it('leads to the figure that was reported, and its source', async () => {
    const answer = await ledger.get(`${path()}&unit=${commune}`);
    expect(answer).toMatchObject({
      status: 200,
      body: { data: { clusterId: cluster, unitId: commune, unitName: 'Đơn vị commune', rank: 1, score: 20 } },
    });
    const [figure] = in_(treeOf(answer), 'activities').figures;
    expect(figure).toMatchObject({
      measure: 'figure:officers-trained',
      evidence: { count: 1, shown: [{ amount: 4, event: { type: 'FigureReported', source } }] },
    });
  });

  it('names the unit that the ranking does not have, or that was not said', async () => {
    expect(await ledger.get(`${path()}&unit=${chapter}`)).toMatchObject({
      ...{ status: 404, body: { errors: [{ field: 'unit' }] } },
    });
    expect(await ledger.get(path())).toMatchObject({ status: 400, body: { errors: [{ field: 'unit' }] } });
  });
});

describe('what was asked for and is not there is named', () => {
  it.each([
    ['period=2099-H1', 404, 'period'],
    ['period=2023-H1&revision=7', 404, 'revision'],
    ['revision=7', 404, 'revision'],
  ])('%s: %i %s', async (query, status, field) => {
    const error = { status, body: { code: 'not-found', errors: [{ field }] } };
    for (const path of [
      ...[`/v1/standings/chapters/${chapter}`, `/v1/standings/chapters/${chapter}/explain`],
      ...[`/v1/emulation-clusters/${cluster}/ranking`],
    ])
      expect([path, await ledger.get(`${path}?${query}`)]).toMatchObject([path, error]);
    const explainedUnit = `/v1/emulation-clusters/${cluster}/ranking/explain?unit=${commune}&${query}`;
    expect(await ledger.get(explainedUnit)).toMatchObject(error);
    const unknown = `/v1/standings/chapters/${cluster}?${query}`;
    expect(await ledger.get(unknown)).toMatchObject({ status: 404, body: { errors: [{ field: 'id' }] } });
  });

  it.each([
    ['criterion=nothing', 404, 'criterion'],
    ['evidence=21', 400, 'evidence'],
    ['evidence=201&criterion=activities', 400, 'evidence'],
    ['evidence=-1', 400, 'evidence'],
    ['after=7', 400, 'after'],
    ['period=!', 400, 'period'],
    ['lang=vi', 400, 'lang'],
  ])('%s: %i %s', async (query, status, field) => {
    expect(await ledger.get(`/v1/standings/chapters/${chapter}/explain?${query}`)).toMatchObject({
      ...{ status, body: { errors: [{ field }] } },
    });
  });
});
