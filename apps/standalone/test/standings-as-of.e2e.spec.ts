import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoPersons } from '@sohoi/demo-identity';
import { openTestLedger } from './test-ledger.js';
import type { Answer, TestLedger } from './test-ledger.js';

const root = demoPersons['central-officer'].unit;
const source = { title: 'Bảng điểm mẫu' };
const level = (code: string, minPoints: number) => ({ code, name: { vi: code, en: code }, minPoints });
const criterion = (criterionId: string, more: object) => ({
  criterionId,
  name: { vi: `Tiêu chí ${criterionId}`, en: `Criterion ${criterionId}` },
  ...more,
});
const rubricOf = (appliesTo: 'chapter' | 'unit') => ({
  ...{ rubricVersion: 1, unitId: root, name: 'Bảng điểm mẫu', appliesTo, source, at: '2022-12-15' },
  levels: [level('good', 50), level('rest', 0)],
  criteria: [
    criterion('movements', { kind: 'allOrNothing', maxPoints: 60, maxBonus: 5, feed: { by: 'score' } }),
    criterion('activities', {
      ...{ kind: 'quantitative', maxPoints: 40, target: 4 },
      feed: { by: 'indicator', indicator: appliesTo === 'chapter' ? 'thematic-activities' : 'officers-trained' },
      ...(appliesTo === 'unit' && { relativeToBest: true }),
    }),
  ],
});
const at = '2022-12-01';

let ledger: TestLedger;
const ids: Record<string, string> = {};
const id = (name: string): string => ids[name] ?? '';
type Told = { readonly path: string; readonly asOf: string; readonly status: number; readonly data: unknown };
const told: Told[] = [];
const heads: Record<string, string> = {};

const withQuery = (path: string, query: string): string => `${path}${path.includes('?') ? '&' : '?'}${query}`;
const paths = (): readonly string[] => [
  '/v1/standings/chapters?limit=200',
  `/v1/standings/chapters?unit=${id('province')}`,
  '/v1/standings/chapters?level=good&period=2023-H1',
  `/v1/standings/chapters/${id('chapter')}`,
  `/v1/standings/chapters/${id('other chapter')}?period=2023-H1`,
  `/v1/standings/chapters/${id('chapter')}?revision=1`,
  `/v1/emulation-clusters/${id('cluster')}/ranking`,
];
const remember = async (): Promise<string> => {
  const asOf = await ledger.store.head();
  for (const path of paths()) {
    const { status, body } = await ledger.get(withQuery(path, `atLeast=${asOf}`));
    told.push({ path, asOf, status, data: body['data'] });
  }
  return asOf;
};
const posted = async (path: string, body: object, as?: string): Promise<Answer> => {
  const headers = {
    authorization: `Bearer ${await ledger.token({ sub: as ?? 'an', role: 'central-officer', unit: root })}`,
  };
  const answer = await ledger.post(path, body, { as: 'nobody', headers });
  expect([path, answer.status, answer.body]).toEqual([path, 201, answer.body]);
  return answer;
};
const create = async (name: string, path: string, body: object, as?: string): Promise<void> => {
  ids[name] = String((await posted(path, body, as)).body['id']);
};
const ref = (rubric: string) => ({ rubricId: id(rubric), rubricVersion: 1 });
const trained = (unit: string, value: number, on: string) =>
  posted(`/v1/units/${id(unit)}/figures`, { indicator: 'officers-trained', value, unit: 'người', source, at: on });
const activity = (chapter: string) =>
  posted(`/v1/chapters/${id(chapter)}/activities`, { name: 'Sinh hoạt', activityKind: 'thematic', at: '2023-05-20' });

const story = async (): Promise<void> => {
  await posted('/v1/units', { id: root, parentId: null, level: 'central', kind: 'Trung ương', name: 'Hội Ví Dụ', at });
  const unit = (parent: string, of: string) => ({ parentId: parent, level: of, kind: 'Đơn vị', at });
  await create('province', '/v1/units', { ...unit(root, 'province'), name: 'Tỉnh Một' });
  await create('other province', '/v1/units', { ...unit(root, 'province'), name: 'Tỉnh Hai' });
  await create('commune', '/v1/units', { ...unit(id('province'), 'commune'), name: 'Xã Một' });
  for (const chapter of ['chapter', 'other chapter']) {
    await create(chapter, '/v1/chapters', {
      unitId: id('commune'),
      name: `Chi hội ${chapter}`,
      basis: 'residence',
      at,
    });
  }
  await create('chapter rubric', '/v1/rubrics', rubricOf('chapter'));
  await create('unit rubric', '/v1/rubrics', rubricOf('unit'));
  await create('cluster', '/v1/emulation-clusters', { unitId: root, name: 'Cụm Ví Dụ', at: '2023-01-01' });
  await remember();
  for (const member of ['province', 'other province']) {
    await posted(`/v1/emulation-clusters/${id('cluster')}/members`, { memberUnitId: id(member), at: '2023-01-01' });
  }
  const period = (code: string, from: string, to: string) =>
    create(code, '/v1/evaluation-periods', {
      ...{ unitId: root, code, name: `Kỳ ${code}`, from, to, at: from },
      ...{ chapterRubric: ref('chapter rubric'), unitRubric: ref('unit rubric') },
    });
  await period('2023-H1', '2023-01-01', '2023-06-30');
  await activity('chapter');
  heads['opened'] = await remember();
  await trained('province', 40, '2023-06-01');
  heads['june'] = await remember();
  await activity('other chapter');
  await activity('other chapter');
  await trained('other province', 100, '2023-06-20');
  heads['july'] = await remember();
  await posted(`/v1/units/${id('commune')}/rename`, { name: 'Xã Mới', at: '2023-06-21' });
  await posted(`/v1/units/${id('commune')}/move`, { to: id('other province'), at: '2023-06-22' });
  heads['moved'] = await remember();
  await period('2023-H2', '2023-07-01', '2023-12-31');
  await remember();

  const card = { periodId: id('2023-H1'), body: { kind: 'chapter', id: id('chapter') }, criterionId: 'movements' };
  await create('card', '/v1/scorecards', { ...card, points: 60, bonus: 2, at: '2023-06-25' }, 'an');
  await posted(
    `/v1/scorecards/${id('card')}/verify`,
    { criterionId: 'movements', points: 60, bonus: 2, at: '2023-06-26' },
    'binh',
  );
  await posted(`/v1/scorecards/${id('card')}/approve`, { at: '2023-06-27' }, 'chi');
  await posted(`/v1/scorecards/${id('card')}/publish`, { at: '2023-06-28' }, 'dung');
  heads['scored'] = await remember();
  await posted(`/v1/evaluation-periods/${id('2023-H1')}/close`, { at: '2023-07-10' });
  heads['closed'] = await remember();
  const correction = { criterionId: 'movements', points: 40, bonus: 0, reason: 'Cộng nhầm', at: '2023-07-15' };
  await posted(`/v1/scorecards/${id('card')}/correct`, correction, 'chi');
  heads['corrected'] = await remember();
};

beforeAll(async () => {
  ledger = await openTestLedger();
  await story();
}, 60_000);
afterAll(() => ledger.close());

describe('standings as of a moment', () => {
  it('are what was answered then, whatever was recorded since, and say which moment they tell of', async () => {
    // Of a unit what lies in it is told by the map of the moment; all others by the same rules as ever.
    for (const { path, asOf, status, data } of told) {
      const then = await ledger.get(withQuery(path, `asOf=${asOf}`));
      expect([path, asOf, then.status, then.body['data']]).toEqual([path, asOf, status, data]);
      if (status !== 200) continue;
      expect(then.body).toMatchObject({ position: asOf, asOf: { position: asOf, recordedAt: expect.any(String) } });
    }
    expect(new Set(told.map(({ path, data }) => `${path} ${JSON.stringify(data)}`)).size).toBeGreaterThan(25);
  }, 60_000);

  it('are of the period that holds a day', async () => {
    const one = async (query: string): Promise<Answer> =>
      ledger.get(`/v1/standings/chapters/${id('chapter')}?${query}`);
    expect((await one('validAt=2023-03-01')).body).toMatchObject({
      data: { periodCode: '2023-H1', revision: 2, score: 50 },
      validAt: '2023-03-01',
    });
    expect((await one('validAt=2023-09-01')).body).toMatchObject({ data: { periodCode: '2023-H2' } });
    expect((await one('validAt=2021-09-01')).status).toBe(404);
    const list = await ledger.get('/v1/standings/chapters?validAt=2023-03-01');
    expect(new Set((list.body['data'] as { periodCode: string }[]).map(({ periodCode }) => periodCode))).toEqual(
      new Set(['2023-H1']),
    );
    const ranking = await ledger.get(`/v1/emulation-clusters/${id('cluster')}/ranking?validAt=2023-03-01`);
    expect(ranking.body).toMatchObject({ data: { periodCode: '2023-H1', revision: 1 } });
  });

  it('come in pages, the same as on one', async () => {
    const path = `/v1/standings/chapters?asOf=${heads['corrected']}`;
    const all = (await ledger.get(path)).body['data'] as readonly object[];
    const seen: object[] = [];
    for (let cursor: unknown = ''; cursor !== null;) {
      const { body } = await ledger.get(`${path}&limit=1${cursor === '' ? '' : `&cursor=${String(cursor)}`}`);
      seen.push(...(body['data'] as object[]));
      cursor = body['next'];
    }
    expect(seen).toEqual(all);
    expect(seen.length).toBeGreaterThan(3);
    expect(await ledger.get(`${path}&cursor=xyz`)).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'cursor' }] },
    });
  });

  it('are seen by those alone who see them now', async () => {
    const token = await ledger.token({ sub: 'nguoi-tinh-mot', role: 'province-verifier', unit: id('province') });
    const seen = (path: string) => ledger.get(path, { as: 'nobody', headers: { authorization: `Bearer ${token}` } });
    // The commune was in this province then and is in another now: its history went with it.
    expect((await seen(`/v1/standings/chapters?asOf=${heads['july']}`)).body).toMatchObject({ data: [] });
    expect((await seen(`/v1/standings/chapters/${id('chapter')}?asOf=${heads['july']}`)).status).toBe(404);
    expect((await seen(`/v1/emulation-clusters/${id('cluster')}/ranking?asOf=${heads['july']}`)).status).toBe(200);
  });

  it.each(['asOf=99999999999999999999', 'asOf=2999-01-01T00:00:00Z', 'asOf=1999-01-01T00:00:00Z', 'asOf=hôm+qua'])(
    'are refused for a moment that is none: %s',
    async (query) => {
      for (const path of paths()) {
        const { status, body } = await ledger.get(withQuery(path, query));
        expect([status, body['errors']]).toEqual([400, [expect.objectContaining({ field: 'asOf' })]]);
      }
    },
  );
});

type Change = {
  readonly points: number;
  readonly sentence: { readonly vi: string; readonly en: string };
  readonly causes: readonly { readonly kind: string; readonly points: number; readonly sentence: { vi: string } }[];
};

describe('the difference of a standing between two moments', () => {
  const dataOf = async <T>(path: string): Promise<T> => {
    const { status, body } = await ledger.get(path);
    expect([path, status, body['errors']]).toEqual([path, 200, undefined]);
    return body['data'] as T;
  };
  const ofCluster = (query: string) =>
    dataOf<{ units: (Change & { unitId: string })[] }>(
      `/v1/emulation-clusters/${id('cluster')}/ranking/difference?period=2023-H1&${query}`,
    );
  const ofChapter = (query: string) =>
    dataOf<Change>(`/v1/standings/chapters/${id('chapter')}/difference?period=2023-H1&${query}`);

  it('says who fell from first to second, and by which records of whom', async () => {
    const { units } = await ofCluster(`from=${heads['june']}&to=${heads['july']}`);
    expect(units).toMatchObject([
      {
        name: 'Tỉnh Hai',
        before: { rank: null, score: null },
        after: { rank: 1, score: 40 },
        causes: [{ kind: 'own' }],
      },
      {
        ...{ name: 'Tỉnh Một', before: { rank: 1, score: 40 }, after: { rank: 2, score: 27.5 }, points: -12.5 },
        sentence: {
          vi: 'Tỉnh Một: hạng 1 → 2; điểm 40 → 27,5 (−12,5).',
          en: 'Tỉnh Một: rank 1 → 2; score 40 → 27.5 (−12.5).',
        },
        causes: [{ kind: 'another', type: 'FigureReported', at: '2023-06-20', points: -12.5 }],
      },
    ]);
  });

  it('adds up, share by share, and tells each in words of both languages', async () => {
    const moments = Object.values(heads);
    let causes = 0;
    for (const [n, from] of moments.entries()) {
      for (const to of moments.slice(n)) {
        const { units } = await ofCluster(`from=${from}&to=${to}`);
        for (const change of [...units, await ofChapter(`from=${from}&to=${to}`)]) {
          const sum = change.causes.reduce((all, { points }) => all + points, 0);
          expect(sum).toBeCloseTo(change.points, 6);
          causes += change.causes.length;
        }
      }
    }
    expect(causes).toBeGreaterThan(10);
    const late = await ofChapter(`from=${heads['moved']}`);
    expect(late).toMatchObject({
      points: 40,
      before: { score: 10, revision: 0, status: 'provisional' },
      after: { score: 50, revision: 2, status: 'published' },
      sentence: { vi: 'Chi hội chapter: điểm 10 → 50 (+40).', en: 'Chi hội chapter: score 10 → 50 (+40).' },
      causes: [
        { kind: 'score', type: 'ScoresPublished', points: 62 },
        {
          ...{ kind: 'score', type: 'ScoreCorrected', points: -22 },
          sentence: {
            vi: 'Điểm do người chấm: −22 điểm (Tiêu chí movements −22).',
            en: 'A score given by people: −22 points (Criterion movements −22).',
          },
        },
      ],
    });
  });

  it.each([
    ['from=99999999999999999999', 'from'],
    ['from=1999-01-01T00:00:00Z', 'from'],
    ['from=2999-01-01T00:00:00Z', 'from'],
    ['to=hôm+qua&from=00000000000000000001', 'to'],
    ['to=00000000000000000001&from=00000000000000000002', 'from'],
    ['to=00000000000000000001', 'from'],
  ])('is refused between moments that are none: %s', async (query, field) => {
    for (const path of [`/v1/standings/chapters/${id('chapter')}`, `/v1/emulation-clusters/${id('cluster')}/ranking`]) {
      const { status, body } = await ledger.get(`${path}/difference?${query}`);
      expect([status, body['errors']]).toEqual([400, [expect.objectContaining({ field })]]);
    }
  });

  it('is of a period that has a result', async () => {
    const path = `/v1/standings/chapters/${id('chapter')}/difference?from=${heads['june']}`;
    expect(await ledger.get(`${path}&period=1999-H1`)).toMatchObject({
      status: 404,
      body: { errors: [{ field: 'period' }] },
    });
  });

  it('tells of a chapter that is rated no more what it lost, and by what', async () => {
    const name = 'other chapter';
    await posted(`/v1/chapters/${id(name)}/close`, { reason: 'Sáp nhập', at: '2023-08-01' });
    await ledger.get(`/v1/units?atLeast=${await ledger.store.head()}`);
    const path = `/v1/standings/chapters/${id(name)}/difference?from=${heads['corrected']}`;
    expect(await dataOf(`${path}&period=2023-H2`)).toMatchObject({
      ...{ periodCode: '2023-H2', before: { status: 'provisional' }, after: null },
      sentence: { vi: expect.stringMatching(/ → chưa có/) },
    });
    expect(await dataOf(path)).toMatchObject({ periodCode: '2023-H1', points: 0, causes: [] });
  });
});
