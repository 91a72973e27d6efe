import { execFile, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoToken, runningDatabase } from '@sohoi/demo-identity';
import { startStandalone, temporaryDataDir } from './standalone-process.js';
import type { StandaloneProcess } from './standalone-process.js';

const SOHOI = fileURLToPath(new URL('../../cli/dist/main.js', import.meta.url));
const { dataDir, remove } = temporaryDataDir();
let standalone: StandaloneProcess;
let folder: string;

type Ran = { readonly code: number; readonly stdout: string; readonly stderr: string };
type Item = Readonly<Record<string, unknown>>;

const sohoi = (...args: readonly string[]): Promise<Ran> =>
  promisify(execFile)(process.execPath, [SOHOI, ...args], { env: { ...process.env, SOHOI_DATA: dataDir } }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: Ran) => ({ code: error.code, stdout: error.stdout, stderr: error.stderr }),
  );
const get = async <Data>(path: string): Promise<{ readonly data: Data; readonly next?: string | null }> => {
  const authorization = `Bearer ${await demoToken(dataDir, 'auditor')}`;
  const answer = await fetch((await standalone.ready) + path, { headers: { authorization } });
  return (await answer.json()) as { data: Data; next?: string | null };
};
const replayed = async (...args: readonly string[]): Promise<readonly Item[]> => {
  const out = mkdtempSync(join(folder, 'out-'));
  expect(await sohoi('replay', ...args, '--out', out)).toMatchObject({ code: 0, stderr: '' });
  const asked = await sohoi('sql', out, 'SELECT * FROM simulation ORDER BY id', '--json');
  expect(asked).toMatchObject({ code: 0, stderr: '' });
  return asked.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Item);
};
/** A way to the database on which the answer to the first reading of the log waits until it is let through. */
const waitingWay = async () => {
  const database = new URL(runningDatabase(dataDir) ?? '');
  const { hostname, port } = database;
  const held: (() => void)[] = [];
  let isOpen = false;
  let isReached = (): void => undefined;
  const reading = new Promise<void>((resolve) => (isReached = resolve));
  const clients: Socket[] = [];
  const server = createServer((client) => {
    clients.push(client);
    const ledger = connect(Number(port), hostname);
    let waits = false;
    client.on('data', (piece) => {
      if (piece.includes('FROM log.event WHERE position >')) {
        waits = true;
        isReached();
      }
      ledger.write(piece);
    });
    ledger.on('data', (piece) => {
      if (waits && !isOpen) held.push(() => client.write(piece));
      else client.write(piece);
    });
    for (const [one, other] of [
      [client, ledger],
      [ledger, client],
    ] as const) {
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  database.port = String((server.address() as AddressInfo).port);
  return {
    address: database.href,
    reading,
    letThrough: () => {
      isOpen = true;
      for (const one of held) one();
    },
    cut: () => {
      for (const client of clients) client.destroy();
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
};
/** Until the process has been told of each signal that it was sent. */
const untilTaken = async (pid: number): Promise<void> => {
  while (/^(Sig|Shd)Pnd:\t0*[^0\n]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))) {
    await new Promise((resolve) => setImmediate(resolve));
  }
};
/** A replay on its way through the log, and how it ended. */
const replaying = async (out: string) => {
  const way = await waitingWay();
  const args = ['replay', '--period', '2023-H1', '--format', 'csv', '--out', out, '--database', way.address];
  const child = spawn(process.execPath, [SOHOI, ...args], { env: { ...process.env, SOHOI_DATA: dataDir } });
  let stderr = '';
  child.stderr.on('data', (piece: Buffer) => (stderr += piece.toString()));
  const ended = new Promise<Omit<Ran, 'stdout'>>((resolve) =>
    child.once('close', (code) => resolve({ code: code ?? -1, stderr })),
  );
  const first = await Promise.race([way.reading, ended]);
  if (first) throw new Error(`it ended before it had read: ${first.stderr}`);
  return { way, child, ended };
};

/** The official rubric of chapters, as the log has it. */
const rubric = async (): Promise<{ name: string; appliesTo: string; criteria: { maxPoints: number }[] }> => {
  const { stdout } = await sohoi('history', 'log', '--type', 'RubricPublished', '--format', 'json');
  for (const line of stdout.trim().split('\n')) {
    const { stream } = JSON.parse(line) as { stream: string };
    const events = await sohoi('events', '--stream', stream, '--limit', '1', '--json');
    const { data } = JSON.parse(events.stdout) as { data: Awaited<ReturnType<typeof rubric>> };
    if (data.appliesTo === 'chapter') return data;
  }
  throw new Error('the demo ledger has a rubric of chapters');
};

beforeAll(async () => {
  chmodSync(dirname(dataDir), 0o755);
  folder = mkdtempSync(join(tmpdir(), 'replayed-'));
  standalone = startStandalone(dataDir);
  await standalone.ready;
}, 120_000);
afterAll(async () => {
  standalone.child.kill('SIGTERM');
  await standalone.ended;
  rmSync(folder, { recursive: true });
  remove();
}, 60_000);

describe('sohoi replay', () => {
  it.each(['2023-H1', '2023-H2'])(
    'has the official standings of %s as the services show them',
    async (period) => {
      const { data, next } = await get<Item[]>(`/v1/standings/chapters?period=${period}&limit=200`);
      expect(next).toBeNull();
      expect(data.length).toBeGreaterThan(5);
      const rows = await replayed('--period', period);
      const shown = data.map(({ chapterId, score, level, name }) => ({ id: chapterId, score, level, name }));
      const folded = rows.map(({ id, official_score: score, official_level: level, name }) => ({
        id,
        score,
        level,
        name,
      }));
      expect(folded).toEqual(shown.sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1)));
      for (const row of rows) {
        expect(row).toMatchObject({ status: 'mô phỏng · simulation', simulated_score: row['official_score'] });
      }
    },
    60_000,
  );

  it('has each unit of a ranking at its official place', async () => {
    const rows = await replayed('--of', 'unit', '--period', '2023-H1');
    const clusterId = String(rows[0]?.['cluster_id']);
    const { data } = await get<{ entries: { unitId: string; rank: number }[] }>(
      `/v1/emulation-clusters/${clusterId}/ranking?period=2023-H1`,
    );
    const ranks = rows.flatMap((row) => (row['cluster_id'] === clusterId ? [[row['id'], row['official_rank']]] : []));
    expect(ranks.length).toBeGreaterThan(1);
    expect(new Map(ranks as [string, number][])).toEqual(new Map(data.entries.map((one) => [one.unitId, one.rank])));
  }, 60_000);

  it('rates by another rubric, and says so in each file', async () => {
    const official = await rubric();
    const halved = official.criteria.map((one) => ({ ...one, maxPoints: one.maxPoints / 2 }));
    const path = join(folder, 'halved.json');
    writeFileSync(path, JSON.stringify({ ...official, name: 'Thử', criteria: halved }));
    const rows = await replayed('--rubric', path, '--period', '2023-H1');
    const scored = rows.filter(({ change }) => change !== null);
    expect(scored.length).toBeGreaterThan(5);
    for (const { change } of scored) expect(change).toBeLessThan(0);
    const csv = join(folder, 'csv');
    expect(await sohoi('replay', '--rubric', path, '--out', csv, '--format', 'csv')).toMatchObject({ code: 0 });
    expect(JSON.parse(readFileSync(join(csv, 'manifest.json'), 'utf8'))).toMatchObject({
      stamp: { status: 'mô phỏng · simulation', rubric: 'Thử', rubric_sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
  }, 60_000);

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'goes on where %s has stopped it, to the same result',
    async (signal) => {
      const parent = mkdtempSync(join(folder, 'stopped-'));
      const [out, whole] = [join(parent, 'out'), join(parent, 'whole')];
      const { way, child, ended } = await replaying(out);
      child.kill(signal);
      await untilTaken(child.pid ?? 0);
      way.letThrough();
      expect(await ended).toEqual({
        code: 1,
        stderr: `sohoi: stopped after 500 events: the same command goes on from ${out}.stopped\n`,
      });
      await way.close();
      expect(readdirSync(parent)).toEqual(['out.stopped']);
      for (const path of [out, whole]) {
        const ran = await sohoi('replay', '--period', '2023-H1', '--format', 'csv', '--out', path);
        expect(ran).toMatchObject({ code: 0, stderr: '' });
      }
      expect(readdirSync(parent).sort()).toEqual(['out', 'whole']);
      const [resumed, begun] = [out, whole].map((path) => readFileSync(join(path, 'simulation.csv'), 'utf8'));
      expect(resumed).toBe(begun);
    },
    60_000,
  );

  it('says so when the database goes away, and leaves nothing', async () => {
    const parent = mkdtempSync(join(folder, 'cut-'));
    const { way, ended } = await replaying(join(parent, 'out'));
    way.cut();
    expect(await ended).toEqual({
      code: 3,
      stderr: 'sohoi: the log cannot be reached: Connection terminated unexpectedly\n',
    });
    await way.close();
    expect(readdirSync(parent)).toEqual([]);
  });

  it('leaves nothing when it is killed outright', async () => {
    const parent = mkdtempSync(join(folder, 'killed-'));
    const { way, child, ended } = await replaying(join(parent, 'out'));
    child.kill('SIGKILL');
    await ended;
    await way.close();
    expect(readdirSync(parent)).toEqual([]);
  });

  it('refuses in words what cannot be asked, and writes nothing', async () => {
    const path = join(folder, 'of-chapters.json');
    writeFileSync(path, JSON.stringify(await rubric()));
    const out = join(folder, 'nothing.parquet');
    const attempts: readonly (readonly [readonly string[], number, string])[] = [
      [['--rubric', path, '--of', 'unit'], 2, 'the rubric is one of another level'],
      [['--rubric', join(folder, 'none.json')], 2, 'cannot be read'],
      [['--as-of', '00000000000000099999'], 2, 'the ledger has come to position'],
      [['--as-of', '1999-01-01T00:00:00Z'], 2, 'nothing was recorded by then'],
      [['--valid-at', '2999-01-01'], 2, 'nothing was known of a day after'],
      [['--period', '2030-H1'], 2, 'there are 2023-'],
      [['--unit', 'nowhere'], 2, 'there is no such unit by then'],
      [['--keys', folder], 1, ''],
    ];
    for (const [args, code, why] of attempts) {
      const ran = await sohoi('replay', ...args, '--out', out);
      expect([args, ran.code, ran.stdout]).toEqual([args, code, '']);
      expect(ran.stderr).toContain(why);
      expect(ran.stderr.trim().split('\n')).toHaveLength(1);
    }
    expect(existsSync(out)).toBe(false);
  }, 60_000);
});
