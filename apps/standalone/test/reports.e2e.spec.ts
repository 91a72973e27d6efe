import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoPersons } from '@sohoi/demo-identity';
import { getDocumentProxy } from 'unpdf';
import { openTestLedger } from './test-ledger.js';
import type { TestLedger } from './test-ledger.js';

const root = demoPersons['central-officer'].unit;
const source = { title: 'Dựng để minh hoạ', date: '2022-12-10' };
const level = (code: string, vi: string, minPoints: number) => ({ code, name: { vi, en: code }, minPoints });
const rubricOf = (appliesTo: 'chapter' | 'unit') => ({
  ...{ rubricVersion: 1, unitId: root, name: 'Bảng điểm mẫu (không phải văn bản chính thức)', appliesTo, source },
  at: '2022-12-15',
  levels: [level('good', 'Hoàn thành tốt nhiệm vụ', 50), level('rest', 'Hoàn thành nhiệm vụ', 0)],
  criteria: [
    {
      ...{ criterionId: 'activities', name: { vi: 'Sinh hoạt chuyên đề', en: 'Activities' }, kind: 'quantitative' },
      ...{ maxPoints: 100, target: 8, feed: { by: 'indicator', indicator: 'thematic-activities' } },
    },
    {
      ...{ criterionId: 'discipline', name: { vi: 'Không bị kỷ luật', en: 'No discipline' }, kind: 'allOrNothing' },
      ...{ maxPoints: 10, feed: { by: 'score' } },
    },
  ],
});
const at = '2022-12-01';

let ledger: TestLedger;
let opened: string;
const ids: Record<string, string> = {};
const id = (name: string): string => ids[name] ?? '';

const headers = async (unit: string = root, role: 'central-officer' | 'commune-cadre' = 'central-officer') => ({
  authorization: `Bearer ${await ledger.token({ sub: `${role}-${unit}`, role, unit })}`,
});
const create = async (name: string, path: string, body: object): Promise<void> => {
  const answer = await ledger.post(path, body, { as: 'nobody', headers: await headers() });
  expect([path, answer.status, answer.body]).toEqual([path, 201, answer.body]);
  ids[name] = String(answer.body['id']);
};
const activities = async (path: string, count: number): Promise<void> => {
  for (let i = 0; i < count; i += 1) {
    await create('activity', `${path}/activities`, { name: 'Sinh hoạt', activityKind: 'thematic', at: '2023-05-20' });
  }
};
const ref = (rubric: string) => ({ rubricId: id(rubric), rubricVersion: 1 });

beforeAll(async () => {
  ledger = await openTestLedger();
  await create('root', '/v1/units', { id: root, parentId: null, level: 'central', kind: 'Hội', name: 'Hội Ví Dụ', at });
  const unit = (parentId: string, of: string, name: string) => ({
    parentId,
    level: of,
    kind: of === 'commune' ? 'Phường' : 'Tỉnh',
    name,
    at,
  });
  await create('province', '/v1/units', unit(root, 'province', 'Tỉnh Thừa Thiên Ví Dụ'));
  await create('other', '/v1/units', unit(root, 'province', 'Tỉnh Nghệ Thí Dụ'));
  await create('commune', '/v1/units', unit(id('province'), 'commune', 'Nhị Chiểu Ví Dụ'));
  for (const name of ['Đông Sơn', 'Ước Lễ']) {
    await create(name, '/v1/chapters', { unitId: id('commune'), name: `Chi hội ${name}`, basis: 'residence', at });
  }
  await create('chapter rubric', '/v1/rubrics', rubricOf('chapter'));
  await create('unit rubric', '/v1/rubrics', rubricOf('unit'));
  await create('cluster', '/v1/emulation-clusters', { unitId: root, name: 'Cụm thi đua Ví Dụ', at: '2023-01-01' });
  for (const member of ['province', 'other']) {
    const body = { memberUnitId: id(member), at: '2023-01-01' };
    await create('membership', `/v1/emulation-clusters/${id('cluster')}/members`, body);
  }
  await create('period', '/v1/evaluation-periods', {
    ...{ unitId: root, code: '2023-H1', name: 'Sáu tháng đầu năm', from: '2023-01-01', to: '2023-06-30' },
    ...{ at: '2023-01-01', chapterRubric: ref('chapter rubric'), unitRubric: ref('unit rubric') },
  });
  await activities(`/v1/units/${id('province')}`, 5);
  await activities(`/v1/chapters/${id('Đông Sơn')}`, 3);
  opened = await ledger.store.head();
}, 60_000);
afterAll(() => ledger.close());

const clusterPath = (query = ''): string => `/v1/emulation-clusters/${id('cluster')}/report.pdf?${query}`;
const unitPath = (query = ''): string => `/v1/units/${id('commune')}/strength-report.pdf?${query}`;

const bytesOf = async (path: string): Promise<Buffer> => {
  const response = await fetch(ledger.url + path, { headers: await headers() });
  const bytes = Buffer.from(await response.arrayBuffer());
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  return bytes;
};
const textOf = async (bytes: Buffer): Promise<string> => {
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  let text = '';
  for (let page = 1; page <= pdf.numPages; page += 1) {
    const { items } = await (await pdf.getPage(page)).getTextContent();
    text += items.map((item) => ('str' in item ? item.str + (item.hasEOL ? ' ' : '') : '')).join('');
  }
  return text.replaceAll(/\s+/g, ' ');
};

describe('reports that are printed', () => {
  it('tell of a cluster by rank, by which rules, as of which event and under which signature', async () => {
    const text = await textOf(await bytesOf(clusterPath('period=2023-H1')));
    expect(text).toContain('BÁO CÁO SƠ KẾT CỤM THI ĐUA Cụm thi đua Ví Dụ · Kỳ 2023-H1 (từ 01/01/2023 đến 30/06/2023)');
    expect(text).toContain('TẠM TÍNH – KỲ CHƯA CHỐT');
    expect(text).toContain('Bảng điểm mẫu (không phải văn bản chính thức), phiên bản 1');
    expect(text).toContain('Dựng để minh hoạ (10/12/2022)');
    expect(text).toMatch(/vị trí \d{20}, ghi lúc \d\d:\d\d:\d\d ngày \d\d\/\d\d\/\d{4} \(giờ Việt Nam\)/);
    expect(text).toContain('1 Tỉnh Thừa Thiên Ví Dụ 62,5 62,5');
    expect(text).toContain('Không bị kỷ luật 10 chưa chấm chưa chấm chưa chấm 2');
    expect(text).toContain('Sổ: sohoi.test/so');
    expect(text).toMatch(/cây gồm \d+ lá Mã băm gốc: [\w+/]{43}=/);
  });

  it('tell of a commune how many chapters have which level, and never zero for what is not scored', async () => {
    const text = await textOf(await bytesOf(unitPath('period=2023-H1')));
    expect(text).toContain('BÁO CÁO SỨC MẠNH CHI HỘI Phường Nhị Chiểu Ví Dụ · Kỳ 2023-H1');
    expect(text).toContain('Chi hội Đông Sơn 37,5 37,5 Hoàn thành nhiệm vụ');
    expect(text).toContain('Không bị kỷ luật 10 chưa chấm chưa chấm chưa chấm 2');
    expect(text).toContain('Trang 1/');
  });

  it('are the same, byte for byte, as of the same event, whatever is recorded since', async () => {
    const asOf = `asOf=${opened}`;
    const before = [await bytesOf(clusterPath(asOf)), await bytesOf(unitPath(asOf))];
    await activities(`/v1/units/${id('other')}`, 7);
    await activities(`/v1/chapters/${id('Ước Lễ')}`, 5);
    const after = [await bytesOf(clusterPath(asOf)), await bytesOf(unitPath(asOf))];
    expect(after.map((one, i) => one.equals(before[i] ?? Buffer.alloc(0)))).toEqual([true, true]);
    const now = await textOf(await bytesOf(unitPath()));
    expect(now).toContain('1 Chi hội Ước Lễ 62,5 62,5 Hoàn thành tốt nhiệm vụ');
    expect(await textOf(await bytesOf(clusterPath()))).toContain('1 Tỉnh Nghệ Thí Dụ 87,5 87,5');
  });

  it('rest on a checkpoint that the ledger has signed', async () => {
    const text = await textOf(await bytesOf(clusterPath()));
    const [, size, hash] = /cây gồm ([\d.]+) lá Mã băm gốc: (\S+)/.exec(text) ?? [];
    const leaves = Number(size?.replaceAll('.', ''));
    const signed = await ledger.pool.query<{ root: Buffer }>('SELECT root FROM ledger.checkpoint WHERE size = $1', [
      leaves,
    ]);
    expect(signed.rows.map(({ root: hashed }) => hashed.toString('base64'))).toEqual([hash]);
  });

  it('are refused to others, and what is not there is named', async () => {
    const outside = { as: 'nobody', headers: await headers(id('other'), 'commune-cadre') } as const;
    expect(await ledger.get(unitPath(), outside)).toMatchObject({ status: 404 });
    const inside = { as: 'nobody', headers: await headers(id('commune'), 'commune-cadre') } as const;
    expect(await ledger.get(unitPath(), inside)).toMatchObject({ status: 200 });
    for (const path of [clusterPath('period=1999-H1'), unitPath('period=1999-H1')]) {
      const { status, body } = await ledger.get(path);
      expect([path, status, JSON.stringify(body)]).toEqual([path, 404, expect.stringContaining('1999-H1')]);
      expect(body).toMatchObject({ errors: [{ field: 'period' }] });
    }
    const late = await ledger.get(clusterPath('asOf=2999-01-01T00:00:00Z'));
    expect(late).toMatchObject({ status: 400, body: { errors: [{ field: 'asOf' }] } });
    const early = await ledger.get(clusterPath(`asOf=${'1'.padStart(20, '0')}`));
    expect(early.status).toBe(404);
  });
});
