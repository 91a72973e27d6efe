import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EXIT_REFUSED, EXIT_UNREACHABLE, EXIT_USAGE } from '../ledger-client.js';
import { exportDataset } from './export.command.js';
import type { ExportOptions } from './export.command.js';
import type { Dataset } from './schemas.js';
import { sql } from './sql.command.js';

const at = (n: number): string => String(n).padStart(20, '0');
const END = { position: at(7), recordedAt: '2026-11-23T01:02:03.000Z' };
const CHECKPOINT = `ledger.example.vn/log\n9\nY3oTCZwWLOcofDFrDTS6ncmafot65WEBZYsODewbkO8=\n\n— signed\n`;
const NO_PROGRESS = { at: () => undefined, end: () => undefined };

type Page = { data: object[]; next: string | null };
type Answers = Record<string, (query: URLSearchParams) => Page | { status: number; title: string }>;

let folder: string;
let out: string;
let server: Server;
let url: string;
let asked: string[];
let answers: Answers;
let checkpoint: string | undefined;

const province = { id: 'p', level: 'province', name: 'Hải Phòng', code: '31', parentId: 'c' };
const commune = { id: 'u', level: 'commune', name: 'Ví Dụ 1', code: null, parentId: 'p' };
const member = {
  ...{ memberId: 'm1', person: { fullName: '=Đào', birthYear: 1990, gender: 'female', phone: '+84' } },
  ...{ erased: false, restricted: false, kind: 'ordinary', status: 'active', chapterId: 'c1', unitId: 'u' },
  ...{ regular: true, core: false, duesPaid: [], admittedAt: '1899-03-08', endedAt: null, endReason: null },
};
const event = (n: number) => ({
  ...{ position: at(n), id: `e${n}`, type: 'MemberAdmitted', schemaVersion: 2, stream: 'member-m1' },
  recordedAt: `2026-${n < 5 ? '10' : '11'}-23T01:02:03.000Z`,
  data: { at: n === 1 ? '2026-10-01' : 'spring', person: { fullName: { sealed: '1.x' } } },
  metadata: { actor: 'a', role: 'auditor', correlationId: 'c', causationId: null },
});

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sohoi-export-'));
  out = join(folder, 'out');
  asked = [];
  checkpoint = CHECKPOINT;
  answers = {
    '/v1/units': (query) => ({
      data: [province, commune].filter(({ level }) => level === query.get('level')),
      next: null,
    }),
    '/v1/members': (query) =>
      query.get('cursor') === null
        ? { data: [member], next: 'more' }
        : { data: [{ ...member, memberId: 'm2', person: null, erased: true, unitId: 'elsewhere' }], next: null },
    '/v1/events': (query) =>
      query.get('after') === null
        ? { data: [event(1), event(4)], next: at(4) }
        : { data: [event(7), event(8)], next: at(8) },
    '/v1/standings/chapters': () => ({ data: [], next: null }),
  };
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
    asked.push(request.url ?? '');
    if (pathname === '/ledger/checkpoint') return void response.writeHead(checkpoint ? 200 : 404).end(checkpoint);
    const page = answers[pathname]?.(searchParams) ?? { status: 404, title: 'No such thing' };
    const moment = searchParams.has('asOf') && { asOf: END };
    if ('status' in page) return void response.writeHead(page.status).end(JSON.stringify(page));
    response.writeHead(200).end(JSON.stringify({ ...page, position: at(7), ...moment }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

const take = (dataset: Dataset, more: Partial<ExportOptions> = {}, signal = new AbortController().signal) =>
  exportDataset(dataset, { url, token: 'a.b.c', out, format: 'parquet', ...more }, {}, signal, NO_PROGRESS);

const askSql = async (question: string | undefined, format: 'table' | 'json' | 'csv' = 'json', typed = '') => {
  const [input, output, errors] = [new PassThrough(), new PassThrough(), new PassThrough()];
  input.end(typed);
  const said = text(output);
  try {
    await sql(out, question, { format }, { input, output, errors }, new AbortController().signal);
  } finally {
    output.end();
  }
  return said;
};
const lines = (said: string): unknown[] =>
  said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

describe('sohoi export', () => {
  it('takes all pages as of one position, with the place of each, and nothing of who is erased', async () => {
    expect(await take('members')).toBe(
      `${out}: 2 rows of members in 2 files of parquet, as of ${at(7)} (2026-11-23T01:02:03.000Z)`,
    );
    expect(asked.filter((path) => path.startsWith('/v1/members'))).toEqual([
      `/v1/members?asOf=${at(7)}&limit=200`,
      `/v1/members?asOf=${at(7)}&limit=200&cursor=more`,
    ]);
    const question = 'SELECT member_id, full_name, phone, unit_name, province_code, admitted_at, erased FROM members';
    expect(lines(await askSql(question))).toEqual([
      {
        ...{ member_id: 'm1', full_name: '=Đào', phone: '+84', unit_name: 'Ví Dụ 1', province_code: '31' },
        ...{ admitted_at: '1899-03-08', erased: false },
      },
      {
        ...{ member_id: 'm2', full_name: null, phone: null, unit_name: null, province_code: null },
        ...{ admitted_at: '1899-03-08', erased: true },
      },
    ]);
  });

  it('has the events up to the position and none behind it, sealed as they are', async () => {
    await take('events', { unit: 'u' });
    expect(asked.filter((path) => path.startsWith('/v1/events'))).toEqual([
      `/v1/events?unit=u&atLeast=${at(7)}&limit=200`,
      `/v1/events?unit=u&atLeast=${at(7)}&limit=200&after=${at(4)}`,
    ]);
    const question = "SELECT position, recorded_month, true_on, data->'person' AS person FROM events ORDER BY position";
    const person = '{"fullName":{"sealed":"1.x"}}';
    expect(lines(await askSql(question))).toEqual([
      { position: at(1), recorded_month: '2026-10', true_on: '2026-10-01', person },
      { position: at(4), recorded_month: '2026-10', true_on: null, person },
      { position: at(7), recorded_month: '2026-11', true_on: null, person },
    ]);
    expect(readdirSync(join(out, 'events')).sort()).toEqual(['recorded_month=2026-10', 'recorded_month=2026-11']);
  });

  it('asks for what is sealed only for a purpose', async () => {
    await take('events', { purpose: 'kiểm tra' });
    const query = new URLSearchParams(asked.find((path) => path.startsWith('/v1/events'))?.split('?')[1]);
    expect([query.get('open'), query.get('purpose')]).toEqual(['true', 'kiểm tra']);
  });

  it('stamps the moment, the filters and the signed root that holds the last event', async () => {
    await take('standings', { period: '2023-H1', validAt: '2023-06-30', format: 'csv' });
    const { stamp } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as { stamp: object };
    expect(stamp).toMatchObject({
      ...{ dataset: 'standings', as_of_position: at(7), as_of_recorded_at: END.recordedAt, valid_at: '2023-06-30' },
      ...{ filters: '{"period":"2023-H1"}', ledger: 'ledger.example.vn/log', checkpoint_size: '9' },
      checkpoint_root_hash: 'Y3oTCZwWLOcofDFrDTS6ncmafot65WEBZYsODewbkO8=',
      checkpoint: CHECKPOINT,
    });
  });

  it('does without a signed root where the ledger publishes none', async () => {
    checkpoint = undefined;
    await take('standings');
    expect(readFileSync(join(out, 'manifest.json'), 'utf8')).not.toContain('checkpoint');
  });

  it('does not do without one because the ledger is not ready, or fails', async () => {
    const statuses = [503, 200];
    const [answer] = server.listeners('request') as [(...call: unknown[]) => void];
    server.removeAllListeners('request').on('request', (request, response) => {
      const status = request.url === '/ledger/checkpoint' ? (statuses.shift() ?? 500) : 200;
      if (status === 200) return answer(request, response);
      response.writeHead(status).end('{}');
    });
    await take('standings');
    expect(readFileSync(join(out, 'manifest.json'), 'utf8')).toContain('"checkpoint_size": "9"');
    await expect(take('standings', { out: join(folder, 'other') })).rejects.toMatchObject({
      ...{ exitCode: EXIT_REFUSED, message: `${url} answered /ledger/checkpoint with 500` },
    });
    expect(readdirSync(folder)).toEqual(['out']);
  });

  it('asks again where the ledger is too busy', async () => {
    const answer = answers['/v1/members'];
    let refused = 0;
    answers['/v1/members'] = (query) => {
      if (refused === 0 && answer) {
        refused += 1;
        return { status: 429, title: 'Too many requests' };
      }
      return answer?.(query) ?? { data: [], next: null };
    };
    expect(await take('members')).toContain('2 rows');
  });

  it('says why it is refused, and leaves nothing', async () => {
    answers['/v1/events'] = (query) =>
      query.get('after') === null
        ? { data: [event(1)], next: at(1) }
        : { status: 403, title: 'A right to sensitive data is needed' };
    await expect(take('events')).rejects.toMatchObject({
      exitCode: EXIT_REFUSED,
      message: '403 A right to sensitive data is needed',
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('leaves nothing when it is stopped', async () => {
    const stop = new AbortController();
    answers['/v1/events'] = () => {
      stop.abort();
      return { data: [event(1)], next: at(1) };
    };
    await expect(take('events', {}, stop.signal)).rejects.toMatchObject({
      exitCode: EXIT_REFUSED,
      message: `stopped: nothing stands in ${out}`,
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is stopped as well while it waits for the signed root, and says if that cannot be had', async () => {
    const stop = new AbortController();
    let end = (): void => stop.abort();
    const [answer] = server.listeners('request') as [(...call: unknown[]) => void];
    server.removeAllListeners('request').on('request', (request, response) => {
      if (request.url !== '/ledger/checkpoint') return answer(request, response);
      end();
    });
    await expect(take('events', {}, stop.signal)).rejects.toMatchObject({
      message: `stopped: nothing stands in ${out}`,
    });
    end = () => server.closeAllConnections();
    await expect(take('events')).rejects.toMatchObject({
      exitCode: EXIT_UNREACHABLE,
      message: `${url} cannot be reached for /ledger/checkpoint`,
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['events', { validAt: '2023-01-01' }, 'events are as they were recorded'],
    ['members', { period: '2023-H1' }, '--period does not narrow members: it takes --unit, --status'],
    ['standings', { purpose: 'x' }, '--purpose does not narrow standings'],
  ] as const)('refuses for %s what narrows something else: %j', async (dataset, more, message) => {
    await expect(take(dataset, more)).rejects.toMatchObject({
      exitCode: EXIT_USAGE,
      message: expect.stringContaining(message),
    });
    expect(asked).toEqual([]);
  });

  it('asks nothing for a folder that is not empty', async () => {
    await take('standings');
    asked = [];
    await expect(take('standings')).rejects.toMatchObject({ message: `${out} is not empty: name a new folder` });
    expect(asked).toEqual([]);
  });
});

describe('sohoi sql', () => {
  beforeEach(() => take('events'));

  it('answers as a table, as CSV with harmless cells, or as one JSON a line', async () => {
    const question = "SELECT count(*) AS n, '=1+1' AS formula, NULL AS nothing FROM events";
    expect(await askSql(question, 'table')).toBe('n  formula  nothing\n3  =1+1\n');
    expect(await askSql(question, 'csv')).toBe("n,formula,nothing\r\n3,'=1+1,\r\n");
    expect(await askSql('SELECT 1 AS "=1+1"', 'csv')).toBe("'=1+1\r\n1\r\n");
    expect(lines(await askSql(question))).toEqual([{ n: 3, formula: '=1+1', nothing: null }]);
  });

  it('takes questions from the input, over several lines, each ended by a semicolon', async () => {
    expect(lines(await askSql(undefined, 'json', 'SELECT 1 AS a;\nSELECT\n 2 AS b;\nSELECT 3 AS c'))).toEqual([
      { a: 1 },
      { b: 2 },
      { c: 3 },
    ]);
  });

  it('shows so many rows of a table, and says how many there are', async () => {
    const said = await askSql('SELECT range AS n FROM range(5000)', 'table');
    expect(said.trim().split('\n')).toHaveLength(202);
    expect(said).toContain('… 5000 rows');
  });

  it('refuses in words', async () => {
    await expect(askSql('SELECT nope FROM events')).rejects.toMatchObject({
      exitCode: EXIT_REFUSED,
      message: expect.stringContaining('Referenced column "nope" not found'),
    });
    await expect(askSql("COPY events TO '/tmp/x'")).rejects.toMatchObject({ exitCode: EXIT_REFUSED });
    await expect(askSql(undefined, 'json', 'DROP VIEW events;')).rejects.toMatchObject({ exitCode: EXIT_REFUSED });
  });
});
