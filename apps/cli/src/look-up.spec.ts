import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { difference } from './difference.command.js';
import { find } from './find.command.js';
import { EXIT_REFUSED } from './ledger-client.js';

const id = '5f9e8504-252a-5b05-9232-2da84599a70b';

let server: Server;
let url: string;
let asked: string[];
let answers: Record<string, { status?: number; body: object }>;
let answer: ((path: string) => object) | undefined;

beforeEach(async () => {
  asked = [];
  answers = {};
  answer = undefined;
  server = createServer((request, response) => {
    const { url: path = '', headers } = request;
    void text(request).then((sent) => {
      asked.push(`${path} ${headers['accept-language'] ?? ''}${sent && ` ${sent}`}`);
      const { status = 200, body } = answers[path.split('?')[0] ?? ''] ?? {
        body: answer?.(path) ?? { data: [], next: null },
      };
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('sohoi find', () => {
  let noted: string[];
  beforeEach(() => {
    noted = [];
  });
  const look = (words: string, lang: 'vi' | 'en' = 'vi', more: { limit?: string; kind?: 'member' } = {}) =>
    find(words, { url, token: 'a.b.c', lang, limit: '20', ...more }, {}, (line) => noted.push(line));

  it('has the ids of what is called so: of clusters by the same rule as the ledger has for members', async () => {
    answers = {
      '/v1/units': { body: { data: [{ id, level: 'chapter', name: 'Chi hội Ví Dụ 1.3' }], next: null } },
      '/v1/emulation-clusters': {
        body: {
          data: ['Cụm thi đua Ví Dụ', 'Cụm Đông Bắc'].map((name, n) => ({ clusterId: `cluster-${n}`, name })),
          next: null,
        },
      },
      '/v1/members/search': {
        body: {
          data: [
            { memberId: 'member-1', person: { fullName: 'Lê Thị Ví Dụ' } },
            { memberId: 'member-2', person: null },
          ],
          next: null,
        },
      },
    };
    expect((await look('du vi')).split('\n')).toEqual([
      expect.stringMatching(/^LOẠI +ID +TÊN$/),
      `chapter  ${id}  Chi hội Ví Dụ 1.3`,
      expect.stringMatching(/^cluster +cluster-0 +Cụm thi đua Ví Dụ$/),
      expect.stringMatching(/^member +member-1 +Lê Thị Ví Dụ$/),
      expect.stringMatching(/^member +member-2 +—$/),
    ]);
    expect(asked.sort()).toEqual([
      '/v1/emulation-clusters?limit=200 vi',
      '/v1/members/search vi {"name":"du vi","limit":"20"}',
      '/v1/units?limit=20&search=du+vi vi',
    ]);
    expect(await look('dong')).toContain('cluster-1');
    expect(await look('ong')).not.toContain('cluster-1');
    expect(noted).toEqual([]);
  });

  it('looks through all clusters, shows so many of each kind as were asked for, and says where there is more', async () => {
    const named = (page: number) =>
      Array.from({ length: 2 }, (_, n) => ({ clusterId: `cluster-${page}-${n}`, name: `Cụm ${page}` }));
    answer = (path) => {
      if (!path.startsWith('/v1/emulation-clusters')) return { data: [], next: null };
      return path.includes('cursor=more') ? { data: named(2), next: null } : { data: named(1), next: 'more' };
    };
    expect((await look('cum 2')).split('\n').slice(1)).toEqual([
      'cluster  cluster-2-0  Cụm 2',
      'cluster  cluster-2-1  Cụm 2',
    ]);
    expect(noted).toEqual([]);
    expect((await look('cum', 'en', { limit: '3' })).split('\n')).toHaveLength(4);
    expect(noted).toEqual(['there is more than 3 of a kind: ask for more with --limit']);
  });

  it('puts a name of a person into no address, where only members are asked for', async () => {
    answers = { '/v1/members/search': { body: { data: [{ memberId: 'member-1', person: null }], next: 'more' } } };
    expect(await look('Lê Thị', 'vi', { kind: 'member' })).toContain('member-1');
    expect(asked).toEqual(['/v1/members/search vi {"name":"Lê Thị","limit":"20"}']);
    expect(noted).toEqual(['còn nữa, ngoài 20 của mỗi loại: xem thêm với --limit']);
  });

  it('says in the language asked for that there is nothing, and what the ledger refuses', async () => {
    await expect(look('abc')).rejects.toMatchObject({
      ...{ exitCode: EXIT_REFUSED, message: 'không tìm thấy "abc" trong phạm vi của bạn' },
    });
    await expect(look('abc', 'en')).rejects.toMatchObject({ message: 'nothing called "abc" in your units' });
    answers = { '/v1/units': { status: 403, body: { title: 'Không được phép' } } };
    await expect(look('abc')).rejects.toMatchObject({ exitCode: EXIT_REFUSED, message: '403 Không được phép' });
  });
});

describe('sohoi difference', () => {
  const between = { periodCode: '2023-H1', name: 'Cụm Ví Dụ', from: moment(1), to: moment(9) };
  const cause = (position: string | null, points: number) => ({
    ...{ position, type: position && 'FigureReported', at: position && '2023-06-20' },
    sentence: { vi: `Ghi nhận: ${points} điểm.`, en: `A record: ${points} points.` },
  });
  const fell = { sentence: { vi: 'A: hạng 1 → 2.', en: 'A: rank 1 → 2.' }, causes: [cause('07', 5), cause(null, 1)] };
  const options = { token: 'a.b.c', lang: 'vi', from: '1', to: '9', period: '2023-H1' } as const;

  function moment(n: number) {
    return { position: String(n).padStart(20, '0'), recordedAt: `2026-11-0${n}T00:00:00.000Z` };
  }

  it('tells of each unit of a cluster which events did it', async () => {
    const unmoved = { sentence: { vi: 'B: hạng 2 → 2.', en: 'B: rank 2 → 2.' }, causes: [] };
    const path = `/v1/emulation-clusters/${id}/ranking/difference`;
    answers = { [path]: { body: { data: { ...between, units: [fell, unmoved] } } } };
    expect((await difference('cluster', id, { url, ...options }, {})).split('\n')).toEqual([
      'Cụm Ví Dụ · 2023-H1',
      '  từ 00000000000000000001 (2026-11-01T00:00:00.000Z)',
      '  đến 00000000000000000009 (2026-11-09T00:00:00.000Z)',
      '',
      'A: hạng 1 → 2.',
      '    Ghi nhận: 5 điểm.',
      '        2023-06-20 FigureReported 07',
      '    Ghi nhận: 1 điểm.',
      '',
      'B: hạng 2 → 2.',
      '    không có sự kiện nào của chính nơi này làm điểm thay đổi',
    ]);
    expect(asked).toEqual([`${path}?from=1&to=9&period=2023-H1 vi`]);
  });

  it('tells it of a chapter, in English or for programs', async () => {
    const body = { data: { ...between, ...fell } };
    answers = { [`/v1/standings/chapters/${id}/difference`]: { body } };
    const english = { url, ...options, lang: 'en' } as const;
    expect(await difference('chapter', id, english, {})).toContain('A: rank 1 → 2.\n    A record: 5 points.');
    expect(JSON.parse(await difference('chapter', id, { ...english, json: true }, {}))).toEqual(body);
  });

  it('says why there is none', async () => {
    answers = { [`/v1/standings/chapters/${id}/difference`]: { status: 404, body: { title: 'Không có' } } };
    await expect(difference('chapter', id, { url, ...options }, {})).rejects.toMatchObject({
      ...{ exitCode: EXIT_REFUSED, message: '404 Không có' },
    });
  });
});
