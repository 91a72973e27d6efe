import { execFile } from 'node:child_process';
import { chmodSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSecret } from '@sohoi/demo-identity';
import { startStandalone, temporaryDataDir } from './standalone-process.js';
import type { StandaloneProcess } from './standalone-process.js';

const SOHOI = fileURLToPath(new URL('../../cli/dist/main.js', import.meta.url));
const { dataDir, remove } = temporaryDataDir();
let standalone: StandaloneProcess;

type Ran = { readonly code: number; readonly stdout: string; readonly stderr: string };

const sohoi = (args: readonly string[], env: Record<string, string> = { SOHOI_DATA: dataDir }): Promise<Ran> =>
  promisify(execFile)(process.execPath, [SOHOI, ...args], { env: { ...process.env, ...env } }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: Ran) => ({ code: error.code, stdout: error.stdout, stderr: error.stderr }),
  );

beforeAll(async () => {
  chmodSync(dirname(dataDir), 0o755);
  standalone = startStandalone(dataDir);
  await standalone.ready;
}, 120_000);
afterAll(async () => {
  standalone.child.kill('SIGTERM');
  await standalone.ended;
  remove();
}, 60_000);

describe('sohoi', () => {
  it('finds the standalone of the data folder and tells its state', async () => {
    const { code, stdout } = await sohoi(['status']);
    expect(code).toBe(0);
    expect(stdout).toContain(`${await standalone.ready} is ready`);
    expect(stdout).toMatch(/^chapter-strength@2 +running +\d{20} +\d+$/m);
    expect(JSON.parse((await sohoi(['status', '--json'])).stdout)).toMatchObject({ status: 'ready' });
  });

  it('lists events, a page at a time, as a table or one JSON a line', async () => {
    const { stdout } = await sohoi(['events', '--limit', '3']);
    expect(stdout.trimEnd().split('\n')).toHaveLength(4);
    expect(stdout).toContain('UnitEstablished');
    const lines = (await sohoi(['events', '--limit', '2', '--json', '--after', '00000000000000000003'])).stdout.trim();
    expect(lines.split('\n').map((line) => (JSON.parse(line) as { position: string }).position)).toEqual([
      '00000000000000000004',
      '00000000000000000005',
    ]);
  });

  it('tells the history of a thing as a table of either language, as CSV, or as one JSON a line', async () => {
    const corrected = await sohoi(['history', 'log', '--type', 'ScoreCorrected', '--format', 'json']);
    const [entry] = corrected.stdout.trim().split('\n');
    const { thing, sentence } = JSON.parse(entry ?? '') as { thing: { id: string }; sentence: { vi: string } };
    const of = ['history', 'scorecard', thing.id, '--type', 'ScoreCorrected'];
    const vi = await sohoi(of);
    expect(vi).toMatchObject({ code: 0, stderr: '' });
    expect(vi.stdout).toContain(sentence.vi);
    expect(vi.stdout).toMatch(/chính thức · proposes-tasks · điểm +3 +5/);
    expect((await sohoi([...of, '--lang', 'en'])).stdout).toMatch(/official · proposes-tasks · points +3 +5/);
    const csv = (await sohoi([...of, '--format', 'csv'])).stdout.trim().split('\r\n');
    expect(csv).toHaveLength(3);
    expect(csv[2]).toContain(',official.proposes-tasks.points,3,5,');
  });

  it('follows the pages of a history, and says where there is more', async () => {
    const all = await sohoi(['history', 'log', '--limit', '450', '--format', 'json']);
    const positions = all.stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { position: string }).position);
    expect(new Set(positions).size).toBe(450);
    expect(positions).toEqual([...positions].sort());
    expect(all.stderr).toContain('còn nữa, ngoài 450 việc này');
  });

  it('has a projection built again while it is read, shows the one before, and removes the other', async () => {
    const rebuilt = await sohoi(['projection', 'rebuild', 'chapter-strength']);
    expect(rebuilt).toMatchObject({ code: 0, stderr: '' });
    expect(rebuilt.stdout).toMatch(/^chapter-strength was built again from \d+ events, equal to the one before;/);
    expect((await sohoi(['projection', 'builds', 'chapter-strength'])).stdout).toMatch(
      /^1 +no +kept +\d{20} +\d+\n2 +yes +switched +\d{20} +\d+$/m,
    );
    expect((await sohoi(['status'])).stdout).toMatch(/^chapter-strength@2#2 +running /m);
    expect(await sohoi(['projection', 'rebuild', 'chapter-strength'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('has a second build already'),
    });
    expect(await sohoi(['projection', 'rollback', 'chapter-strength'])).toMatchObject({ code: 0 });
    expect(await sohoi(['projection', 'drop', 'chapter-strength'])).toMatchObject({ code: 0 });
    expect(await sohoi(['projection', 'drop', 'chapter-strength'])).toMatchObject({ code: 1 });
    expect(await sohoi(['projection', 'rebuild', 'no-such'])).toMatchObject({
      code: 1,
      stderr: 'sohoi: there is no projection no-such: `sohoi status` lists them\n',
    });
  }, 60_000);

  it('has a projection cut into shards that are rebuilt, rolled back and removed by its one name', async () => {
    const strengths = async (): Promise<unknown> => {
      const { stdout } = await sohoi(['token', '--as', 'central-officer']);
      const headers = { authorization: `Bearer ${stdout.trim()}` };
      const answer = await fetch(`${await standalone.ready}/v1/standings/chapters?limit=200`, { headers });
      return ((await answer.json()) as { data: unknown }).data;
    };
    const before = await strengths();
    expect(before).not.toEqual([]);
    expect(await sohoi(['projection', 'shards', 'chapter-strength', '2'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('chapter-strength is cut into 2 shards; queries see them.'),
      stderr: '',
    });
    expect(await strengths()).toEqual(before);
    expect((await sohoi(['status'])).stdout).toMatch(/^chapter-strength\/2-of-2@2 +running /m);
    expect((await sohoi(['projection', 'drop', 'chapter-strength'])).code).toBe(0);
    const rebuilt = await sohoi(['projection', 'rebuild', 'chapter-strength']);
    expect(rebuilt).toMatchObject({ code: 0, stdout: expect.stringContaining('equal to the one before') });
    expect((await sohoi(['projection', 'builds', 'chapter-strength'])).stdout).toMatch(
      /^1 of 2 +1 +no +kept .*\n1 of 2 +2 +yes +switched .*\n2 of 2 +1 +no +kept .*\n2 of 2 +2 +yes +switched /m,
    );
    expect(await strengths()).toEqual(before);
    expect((await sohoi(['projection', 'drop', 'chapter-strength'])).code).toBe(0);
    expect((await sohoi(['projection', 'shards', 'chapter-strength', '1'])).code).toBe(0);
    expect((await sohoi(['projection', 'rollback', 'chapter-strength'])).code).toBe(0);
    expect((await sohoi(['projection', 'drop', 'chapter-strength'])).code).toBe(0);
    expect(await strengths()).toEqual(before);
    for (const [count, code, why] of [
      ['2', 1, 'has so many shards already'],
      ['17', 2, 'can be cut into 1 to 16 shards'],
      ['many', 2, 'can be cut into 1 to 16 shards'],
    ] as const) {
      expect(await sohoi(['projection', 'shards', 'chapter-strength', count])).toMatchObject({
        code,
        stderr: expect.stringContaining(why),
      });
    }
    expect(await sohoi(['projection', 'shards', 'units', '2'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('units cannot be cut into shards'),
    });
  }, 120_000);

  it.each(['units', 'members', 'cluster-ranking', 'events-by-person', 'rights', 'erasures'])(
    'finds %s built again from the log equal to what it became day by day',
    async (name) => {
      expect(await sohoi(['projection', 'rebuild', name])).toMatchObject({ code: 0, stderr: '' });
    },
    60_000,
  );

  it('gives a token that the ledger believes', async () => {
    const { stdout: token } = await sohoi(['token', '--as', 'commune-cadre']);
    const headers = { authorization: `Bearer ${token.trim()}` };
    expect((await fetch(`${await standalone.ready}/v1/members`, { headers })).status).toBe(200);
  });

  it('prints what signs in at the provider, to who may read it', async () => {
    const { stdout } = await sohoi(['credentials', '--json']);
    expect(JSON.parse(stdout)).toEqual({
      issuer: `${await standalone.ready}/oidc`,
      password: readSecret(dataDir, 'demo-password'),
      clientId: 'demo-subscriber',
      clientSecret: readSecret(dataDir, 'demo-subscriber-secret'),
    });
    expect((await sohoi(['credentials'])).stdout).toContain(readSecret(dataDir, 'demo-password'));
  });

  it('rotates the master key while the ledger runs, and personal data can be read as before', async () => {
    const keys = (): string[] => readdirSync(join(dataDir, 'keys'));
    const names = async (): Promise<unknown[]> => {
      const { stdout: token } = await sohoi(['token', '--as', 'commune-cadre']);
      const headers = { authorization: `Bearer ${token.trim()}` };
      const answer = await fetch(`${await standalone.ready}/v1/members`, { headers });
      const { data } = (await answer.json()) as { data: { person: { fullName: unknown } | null }[] };
      return data.map(({ person }) => person?.fullName);
    };
    const before = { keys: keys(), names: await names() };
    expect(before.names.filter((name) => typeof name === 'string').length).toBeGreaterThan(0);
    const { code, stdout, stderr } = await sohoi(['keys', 'rotate']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/\d{2,} keys were wrapped anew/);
    expect(keys()).toHaveLength(1);
    expect(keys()).not.toEqual(before.keys);
    expect(await names()).toEqual(before.names);
  });

  it.each([
    ['an unknown role', ['token', '--as', 'queen'], 2, 'commune-cadre'],
    ['an unknown command', ['frobnicate'], 2, 'unknown command'],
    ['a limit beyond the limit', ['events', '--limit', '1000000'], 1, 'limit'],
    ['history of a thing without its id', ['history', 'member'], 2, 'sohoi history member <id>'],
    ['history of what has none', ['history', 'award', 'x'], 2, 'Allowed choices'],
    ['an id that is none', ['history', 'unit', 'x'], 1, 'id: phải là mã UUID'],
    ['an id that is none, in English', ['history', 'unit', 'x', '--lang', 'en'], 1, 'id: must be a UUID'],
    ['a day that does not exist', ['history', 'log', '--from', '2023-02-30'], 1, 'from'],
    ['so many entries', ['history', 'log', '--limit', '1e9'], 2, '--limit'],
    ['a ledger that is not there', ['status', '--url', 'http://127.0.0.1:9'], 3, 'cannot be reached'],
  ])('says what is wrong with %s and exits accordingly', async (_what, args, code, reason) => {
    const ran = await sohoi(args);
    expect(ran).toMatchObject({ code, stdout: '' });
    expect(ran.stderr).toContain(reason);
    expect(ran.stderr).not.toContain('    at ');
  });

  it.each([
    ['status', 'SOHOI_TOKEN'],
    ['events', 'SOHOI_TOKEN'],
    ['history', 'SOHOI_TOKEN'],
    ['keys rotate', 'DATABASE_URL'],
    ['log copy', 'SOHOI_COPY_TO'],
    ['simulate', 'DATABASE_URL'],
  ])('warns in the help of %s that others can see an option, and names the environment', async (command, variable) => {
    const help = (await sohoi([...command.split(' '), '--help'])).stdout.replaceAll(/\s+/g, ' ');
    expect(help).toMatch(/can be seen here|can see it here/);
    expect(help).toContain(`rather ${variable}`);
  });

  it('says that nothing runs where nothing runs', async () => {
    const env = { SOHOI_DATA: `${dataDir}/nowhere` };
    const nowhere = await sohoi(['status'], env);
    expect(nowhere).toMatchObject({ code: 3, stdout: '' });
    expect(nowhere.stderr).toContain('npm start');
    expect(await sohoi(['token', '--as', 'auditor'], env)).toMatchObject({ code: 1, stdout: '' });
    expect(await sohoi(['credentials'], env)).toMatchObject({ code: 3, stdout: '' });
    expect(await sohoi(['keys', 'rotate'], env)).toMatchObject({ code: 3, stdout: '' });
  });
});
