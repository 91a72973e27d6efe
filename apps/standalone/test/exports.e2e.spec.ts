import { execFile, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoToken } from '@sohoi/demo-identity';
import type { DemoRole } from '@sohoi/demo-identity';
import { mountSmallDisk, smallDisksAreToBeHad } from '@sohoi/embedded-postgres/testing';
import { startStandalone, temporaryDataDir } from './standalone-process.js';
import type { StandaloneProcess } from './standalone-process.js';

const SOHOI = fileURLToPath(new URL('../../cli/dist/main.js', import.meta.url));
const REFERENCE = fileURLToPath(new URL('../../../docs/reference/exports.md', import.meta.url));

const { dataDir, remove } = temporaryDataDir();
let standalone: StandaloneProcess;
let folder: string;

type Ran = { readonly code: number; readonly stdout: string; readonly stderr: string };
type Item = Readonly<Record<string, unknown>>;

const sohoi = (args: readonly string[], env: Record<string, string> = {}): Promise<Ran> =>
  promisify(execFile)(process.execPath, [SOHOI, ...args], {
    env: { ...process.env, SOHOI_DATA: dataDir, ...env },
  }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: Ran) => ({ code: error.code, stdout: error.stdout, stderr: error.stderr }),
  );

const take = async (dataset: string, name: string, format: string): Promise<string> => {
  const out = join(folder, name);
  const ran = await sohoi(['export', dataset, '--out', out, '--format', format]);
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  return out;
};
const ask = async (out: string, question: string): Promise<readonly Item[]> => {
  const ran = await sohoi(['sql', out, question, '--json']);
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  const lines = ran.stdout.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Item);
};

/** All that the list has, page by page, as the person sees it. */
const listed = async (path: string, role: DemoRole, after = 'cursor'): Promise<readonly Item[]> => {
  const found: Item[] = [];
  let next: string | null = null;
  do {
    const authorization = `Bearer ${await demoToken(dataDir, role)}`;
    const query = new URLSearchParams({ limit: '200', ...(next !== null && { [after]: next }) });
    const answer = await fetch(`${await standalone.ready}${path}?${query}`, { headers: { authorization } });
    const page = (await answer.json()) as { data: Item[]; next: string | null };
    found.push(...page.data);
    next = page.next;
  } while (next !== null);
  return found;
};
const sumOf = (items: readonly Item[], field: string): number =>
  items.reduce((sum, item) => sum + Number(item[field] ?? 0), 0);

beforeAll(async () => {
  chmodSync(dirname(dataDir), 0o755);
  folder = mkdtempSync(join(tmpdir(), 'exported-'));
  standalone = startStandalone(dataDir);
  await standalone.ready;
}, 120_000);
afterAll(async () => {
  standalone.child.kill('SIGTERM');
  await standalone.ended;
  rmSync(folder, { recursive: true });
  remove();
}, 60_000);

describe('sohoi export', () => {
  it.each(['parquet', 'csv'])('has the standings of the API in %s, point by point', async (format) => {
    const out = await take('standings', `standings-${format}`, format);
    const standings = await listed('/v1/standings/chapters', 'auditor');
    expect(standings.length).toBeGreaterThan(20);
    const question = 'SELECT count(*) AS n, count(score) AS scored, sum(score) AS points, sum(max_score) AS most';
    expect(await ask(out, `${question} FROM standings`)).toEqual([
      {
        n: standings.length,
        scored: standings.filter(({ score }) => score !== null).length,
        points: expect.closeTo(sumOf(standings, 'score'), 6),
        most: expect.closeTo(sumOf(standings, 'maxScore'), 6),
      },
    ]);
    const levels = await ask(out, 'SELECT chapter_id, period, level, chapter_name FROM standings');
    const expected = standings.map(({ chapterId, periodCode, level, name }) => ({
      ...{ chapter_id: chapterId, period: periodCode, level, chapter_name: name },
    }));
    expect(levels).toEqual(expect.arrayContaining(expected));
  });

  it('has the members of the API, name by name', async () => {
    const out = await take('members', 'members', 'parquet');
    const members = await listed('/v1/members', 'auditor');
    expect(await ask(out, 'SELECT member_id, full_name FROM members ORDER BY member_id')).toEqual(
      members.map(({ memberId, person }) => ({ member_id: memberId, full_name: (person as Item)['fullName'] })),
    );
  });

  it('has the events of the API, in the order of the log, sealed as they are', async () => {
    const out = await take('events', 'events', 'parquet');
    const events = await listed('/v1/events', 'auditor', 'after');
    const rows = await ask(out, 'SELECT position, id, data FROM events ORDER BY position');
    expect(rows.map(({ position, id, data }) => ({ position, id, data: JSON.parse(String(data)) as unknown }))).toEqual(
      events.map(({ position, id, data }) => ({ position, id, data })),
    );
    expect(JSON.stringify(rows)).toContain('sealed');
  });

  it.each(['events', 'standings', 'members'])('has %s with the columns and types of the reference', async (dataset) => {
    const reference = readFileSync(REFERENCE, 'utf8');
    const sectionOf = (title: string): string => reference.split(`## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
    const rowsIn = (section: string) =>
      [...section.matchAll(/^\| `?(\w+)`? +\| ([^|]+?) +\|/gm)].map(
        ([, name = '', type = '']) => [name, type] as const,
      );
    const documented = rowsIn(sectionOf(`\`${dataset}\``)).filter(([name]) => name !== 'Column');
    const parquet = new Map(rowsIn(sectionOf('Types')));
    expect(documented.length).toBeGreaterThan(10);
    const columns = await ask(await take(dataset, `reference-${dataset}`, 'parquet'), `DESCRIBE ${dataset}`);
    expect(columns.map(({ column_name, column_type }) => [column_name, column_type])).toEqual(
      documented.map(([name, type]) => [name, parquet.get(type)]),
    );
  });

  it('gives the cadre of a commune what lies in it, and nothing of what lies above', async () => {
    const out = join(folder, 'cadre');
    const env = { SOHOI_TOKEN: await demoToken(dataDir, 'commune-cadre') };
    await sohoi(['export', 'members', '--format', 'parquet', '--out', out], env);
    const [mine, all] = [await listed('/v1/members', 'commune-cadre'), await listed('/v1/members', 'auditor')];
    expect(mine.length).toBeLessThan(all.length);
    expect(await ask(out, 'SELECT unit_name, province_name, count(*) AS n FROM members GROUP BY ALL')).toEqual([
      { unit_name: 'Ví Dụ 1', province_name: null, n: mine.length },
    ]);
    const events = await sohoi(['export', 'events', '--format', 'csv', '--out', join(folder, 'none')], env);
    expect(events).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('403') });
    expect(readdirSync(folder)).not.toContain('none');
  });

  it('leaves nothing behind where who reads its answer has seen enough', async () => {
    const out = await take('standings', 'seen-enough', 'parquet');
    const temporary = mkdtempSync(join(folder, 'temporary-'));
    const child = spawn(process.execPath, [SOHOI, 'sql', out, 'SELECT * FROM range(1000000)', '--json'], {
      env: { ...process.env, SOHOI_DATA: dataDir, TMPDIR: temporary },
    });
    child.stdout.once('data', () => child.stdout.destroy());
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('leaves nothing at %s', async (signal) => {
    const moment = { position: '0'.repeat(20), recordedAt: '2026-01-01T00:00:00.000Z' };
    const page = JSON.stringify({ data: [], next: null, position: moment.position, asOf: moment });
    let isAsked: (() => void) | undefined;
    const reached = new Promise<void>((resolve) => (isAsked = resolve));
    const ledger = createServer(({ url = '' }, response) => {
      // The events never come.
      if (url.startsWith('/v1/events')) isAsked?.();
      else response.writeHead(url.startsWith('/v1') ? 200 : 404).end(page);
    });
    await new Promise<void>((resolve) => ledger.listen(0, '127.0.0.1', resolve));
    const parent = mkdtempSync(join(folder, 'stopped-'));
    const out = join(parent, 'out');
    const url = `http://127.0.0.1:${(ledger.address() as AddressInfo).port}`;
    const child = spawn(process.execPath, [SOHOI, 'export', 'events', '--format', 'csv', '--out', out, '--url', url], {
      env: { ...process.env, SOHOI_TOKEN: 'a.b.c' },
    });
    let stderr = '';
    child.stderr.on('data', (piece: Buffer) => (stderr += piece.toString()));
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    await Promise.race([reached, ended]);
    expect(readdirSync(parent)).toHaveLength(1);
    child.kill(signal);
    expect([await ended, stderr]).toEqual([1, `sohoi: stopped: nothing stands in ${out}\n`]);
    expect(readdirSync(parent)).toEqual([]);
    ledger.closeAllConnections();
    await new Promise((resolve) => ledger.close(resolve));
  });

  (smallDisksAreToBeHad() ? it : it.skip)('leaves nothing on a full disk', async () => {
    const mounted = mkdtempSync(join(folder, 'disk-'));
    const disk = mountSmallDisk(mounted, '400k');
    try {
      const out = join(mounted, 'out');
      expect(await sohoi(['export', 'events', '--format', 'parquet', '--out', out])).toEqual({
        code: 1,
        stdout: '',
        stderr: `sohoi: ${out} cannot be written: the disk is full\n`,
      });
      expect(readdirSync(mounted)).toEqual([]);
    } finally {
      disk.unmount();
    }
  });
});
