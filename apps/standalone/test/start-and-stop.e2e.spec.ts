import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { demoPersons, demoToken } from '@sohoi/demo-identity';
import { headOf, startStandalone, temporaryDataDir } from './standalone-process.js';
import type { StandaloneProcess } from './standalone-process.js';

let dataDir: string;
let remove: () => void;
const started: StandaloneProcess[] = [];

const start = (flags: readonly string[] = ['--empty'], env: Record<string, string> = {}): StandaloneProcess => {
  const standalone = startStandalone(dataDir, flags, env);
  started.push(standalone);
  return standalone;
};

beforeEach(() => {
  ({ dataDir, remove } = temporaryDataDir());
  // mkdtemp closes the folder to others, and PostgreSQL may have to run as another user.
  chmodSync(dirname(dataDir), 0o755);
});
afterEach(async () => {
  for (const { child, ended } of started.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
  remove();
});

describe('the standalone', () => {
  it('loads the scenario the first time only, and keeps the data over a restart', async () => {
    const first = start([]);
    const head = await headOf(await first.ready, dataDir);
    expect(Number(head)).toBeGreaterThan(200);
    first.child.kill('SIGTERM');
    expect(await first.ended).toMatchObject({ code: 0, stderr: '' });

    const second = start([]);
    expect(await headOf(await second.ready, dataDir)).toBe(head);
  }, 120_000);

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'answers what is in flight before %s ends it',
    async (signal) => {
      const standalone = start();
      const url = await standalone.ready;
      const token = await demoToken(dataDir, 'rights-officer');
      const unit = { level: 'central', kind: 'Trung ương', name: 'Hội Ví Dụ', at: '2023-01-01' };
      const { unit: id } = demoPersons['central-officer'];
      const answers = Array.from({ length: 20 }, (_one, n) =>
        fetch(`${url}/v1/units`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': `k${n}` },
          body: JSON.stringify({ ...unit, id }),
        }).then(
          ({ status }) => status,
          () => 'not accepted' as const,
        ),
      );
      await Promise.race(answers);
      standalone.child.kill(signal);
      expect(await standalone.ended).toMatchObject({ code: 0, stderr: '' });
      const statuses = await Promise.all(answers);
      expect(statuses).toContain(201);
      expect(statuses.filter((status) => typeof status === 'number' && status >= 500)).toEqual([]);
    },
    60_000,
  );

  it('does not start without its master key, nor with one that others can read, and says what to do', async () => {
    const keys = join(dataDir, 'keys');
    const first = start();
    await first.ready;
    first.child.kill('SIGTERM');
    await first.ended;

    renameSync(keys, `${keys}.away`);
    const without = await start().ended;
    expect(without).toMatchObject({ code: 1, stdout: '' });
    expect(without.stderr).toMatch(/^The master key \S.*keys.* is missing, .*: put it back .*\.\n$/);

    // The start before has made an empty one.
    chmodSync(keys, 0o755);
    const open = await start().ended;
    expect(open).toMatchObject({ code: 1, stdout: '' });
    expect(open.stderr).toMatch(/^Others can read .*keys, .*\.\n$/);
  }, 120_000);

  it('ends with one sentence when its database is killed, and the next one finds what was recorded', async () => {
    const first = start([]);
    const head = await headOf(await first.ready, dataDir);
    const [pid] = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(pid), 'SIGKILL');
    const { code, stderr } = await first.ended;
    expect(code).toBe(1);
    const sentences = stderr.split('\n').filter((line) => line.startsWith('The database does not run'));
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toMatch(/: see that the disk has room, then start again\.$/);
    expect(await headOf(await start([]).ready, dataDir)).toBe(head);
  }, 120_000);

  it('refuses a data folder that another one uses, in one sentence that says what to do', async () => {
    const first = start();
    await first.ready;
    const second = await start().ended;
    expect(second).toMatchObject({ code: 1, stdout: '' });
    expect(second.stderr).toBe(
      `Data folder ${dataDir} is in use by process ${first.child.pid}: stop that process, or choose another folder with --data.\n`,
    );
  }, 60_000);

  it('speaks Vietnamese where the system does', async () => {
    await start().ready;
    const second = await start(['--empty'], { LC_ALL: 'vi_VN.UTF-8' }).ended;
    expect(second.stderr).toContain('đang được tiến trình');
  }, 60_000);

  it('refuses a port that is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { code, stderr } = await start(['--empty', '--port', String(port)]).ended;
    server.close();
    expect(code).toBe(1);
    expect(stderr).toBe(`Port ${port} is taken: stop the program that uses it, or choose another one with --port.\n`);
  }, 60_000);

  it('serves metrics on a port of their own until it ends, and refuses one that is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const refused = await start(['--empty'], { METRICS_PORT: String(port) }).ended;
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toBe(
      `Metrics cannot be served on port ${port} of 127.0.0.1 (EADDRINUSE): it is taken, or this machine has no such address; change METRICS_PORT or METRICS_HOST.\n`,
    );
    await new Promise((resolve) => server.close(resolve));
    const standalone = start(['--empty'], { METRICS_PORT: String(port) });
    await standalone.ready;
    const metrics = `http://127.0.0.1:${port}/metrics`;
    const text = await (await fetch(metrics)).text();
    expect(text).toMatch(/^sohoi_projection_state\{projection="members",.*state="running"\} 1$/m);
    expect(text).toMatch(/^sohoi_pool_connections\{pool="projector"\} \d/m);
    standalone.child.kill('SIGTERM');
    expect(await standalone.ended).toMatchObject({ code: 0, stderr: '' });
    await expect(fetch(metrics)).rejects.toThrow();
  }, 120_000);

  it('refuses a folder that cannot be written to', async () => {
    writeFileSync(join(dirname(dataDir), 'file'), '');
    dataDir = join(dirname(dataDir), 'file', 'data');
    const { code, stderr } = await start().ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Data folder .* cannot be written to: allow it, or choose another folder with --data\.\n$/);
  });

  it('refuses a folder of another version', async () => {
    const first = start();
    await first.ready;
    first.child.kill('SIGTERM');
    await first.ended;
    mkdirSync(join(dataDir, 'postgres'), { recursive: true });
    writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '17\n');
    const { code, stderr } = await start().ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^Data folder .* is of .*17.*: use the version that wrote it, or choose another folder.*\n$/,
    );
  }, 60_000);

  it.each([
    [['--port', 'many'], '--port (PORT) takes a number from 0 to 65535, not "many"'],
    [['--colour'], "Unknown option '--colour'"],
  ])('refuses %p', async (flags, reason) => {
    const { code, stderr } = await start(flags).ended;
    expect(code).toBe(1);
    expect(stderr).toContain(reason);
    expect(stderr.trimEnd()).not.toContain('\n');
  });
});
