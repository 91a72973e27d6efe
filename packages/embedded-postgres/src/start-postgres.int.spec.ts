import { afterEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { PostgresFailed, startPostgres } from './index.js';
import type { EmbeddedPostgres } from './index.js';

const folders: string[] = [];
const servers: EmbeddedPostgres[] = [];
const holders: { child: ChildProcess; server: number }[] = [];
const asRoot = process.getuid?.() === 0;

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'sohoi-embedded-'));
  chmodSync(folder, 0o777);
  folders.push(folder);
  return join(folder, 'Hội Phụ nữ – dữ liệu');
};

const start = async (dataDir: string, settings: Record<string, string> = { fsync: 'off' }) => {
  const server = await startPostgres({ dataDir, settings });
  servers.push(server);
  return server;
};

const query = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

/** What the holding process prints: where its server is, or the error of the start. */
type Said = { url: string; pid: number; name?: string };

const hold = async (dataDir: string, ...flags: string[]): Promise<{ child: ChildProcess; said: Said }> => {
  const script = join(process.cwd(), 'packages/embedded-postgres/test/hold-postgres.mjs');
  const child = spawn(process.execPath, [script, dataDir, ...flags], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const said = JSON.parse(line) as Said;
  holders.push({ child, server: said.pid });
  return { child, said };
};

const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** A process that nobody has reaped yet is over too. */
const isZombie = (pid: number): boolean => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
};

const untilGone = async (pid: number): Promise<void> => {
  while (alive(pid) && !isZombie(pid)) await delay(20);
};

afterEach(async () => {
  for (const { child, server } of holders.splice(0)) {
    child.kill('SIGKILL');
    if (server) await untilGone(server);
  }
  for (const server of servers.splice(0)) await server.stop();
  for (const folder of folders.splice(0))
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

describe('an embedded PostgreSQL', () => {
  it('keeps data over a restart, in a path with spaces and Vietnamese letters, its password for its owner only', async () => {
    const dataDir = newFolder();
    const first = await start(dataDir);
    await query(first.url, `CREATE TABLE note AS SELECT 'Nguyễn Thị Định' AS text`);
    await first.stop();
    expect(alive(first.pid)).toBe(false);
    const second = await start(dataDir);
    expect(await query(second.url, 'SELECT text FROM note')).toEqual([{ text: 'Nguyễn Thị Định' }]);
    expect(statSync(join(dataDir, 'password')).mode & 0o777).toBe(0o600);
    await expect(query(second.url.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow('password');
  });

  it('says when the server has ended by itself, and then only', async () => {
    const stopped = await start(newFolder());
    await stopped.stop();
    const killed = await start(newFolder());
    process.kill(killed.pid, 'SIGKILL');
    const failure = await Promise.race([stopped.failed.then(() => null), killed.failed]);
    expect(failure).toBeInstanceOf(PostgresFailed);
    expect(failure?.message).toMatch(/^PostgreSQL has ended: /);
  });

  it('is durable, has checksums and orders Vietnamese words unless told otherwise', async () => {
    const { url } = await start(newFolder(), {});
    expect(
      await query(
        url,
        `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
        current_setting('data_checksums') AS checksums, current_setting('server_encoding') AS encoding`,
      ),
    ).toEqual([{ fsync: 'on', commit: 'on', checksums: 'on', encoding: 'UTF8' }]);
    const words = await query(url, `SELECT w FROM unnest(ARRAY['đa', 'e', 'da', 'ă', 'b', 'a']) w ORDER BY w`);
    expect(words).toEqual(['a', 'ă', 'b', 'da', 'đa', 'e'].map((w) => ({ w })));
  });

  it('refuses a data folder that a living process owns, and names that process', async () => {
    const dataDir = newFolder();
    const { child } = await hold(dataDir);
    await expect(start(dataDir)).rejects.toMatchObject({ name: 'DataFolderInUse', pid: child.pid });
  });

  it('refuses a data folder that this process owns already', async () => {
    const dataDir = newFolder();
    await start(dataDir);
    await expect(start(dataDir)).rejects.toMatchObject({ name: 'DataFolderInUse', pid: process.pid });
  });

  it('shuts down when its owner is killed, and the next start finds all that was committed', async () => {
    const dataDir = newFolder();
    const { child, said } = await hold(dataDir);
    await query(said.url, 'CREATE TABLE kept AS SELECT 1 AS n');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const next = await start(dataDir);
    expect(next.pid).not.toBe(said.pid);
    expect(await query(next.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
    await untilGone(said.pid);
  });

  it('is not reached by the Ctrl-C of the terminal that its owner runs in', async () => {
    const { said } = await hold(newFolder());
    const session = readFileSync(`/proc/${said.pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[2];
    expect(Number(session)).toBe(said.pid);
  });

  it('starts over when an earlier start was interrupted before the cluster was complete', async () => {
    const dataDir = newFolder();
    mkdirSync(join(dataDir, 'postgres.unfinished', 'base'), { recursive: true });
    writeFileSync(join(dataDir, 'password'), 'of the interrupted start');
    const { url } = await start(dataDir);
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('starts although a stale postmaster.pid names a process that is another program by now', async () => {
    const dataDir = newFolder();
    await (await start(dataDir)).stop();
    writeFileSync(join(dataDir, 'postgres/postmaster.pid'), `${process.pid}\n${dataDir}\n0\n5432\n\n127.0.0.1\n\n`);
    const { url } = await start(dataDir);
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('refuses a folder of another version and says which', async () => {
    const dataDir = newFolder();
    await (await start(dataDir)).stop();
    const version = join(dataDir, 'postgres/PG_VERSION');
    writeFileSync(version, '17\n');
    const refusal = {
      name: 'DataFolderOfOtherVersion',
      found: 'format 1 of PostgreSQL 17',
      wanted: 'format 1 of PostgreSQL 18',
    };
    await expect(start(dataDir)).rejects.toMatchObject(refusal);
    writeFileSync(version, '18\n');
    writeFileSync(join(dataDir, 'format.json'), '{"format":2}');
    await expect(start(dataDir)).rejects.toMatchObject({ ...refusal, found: 'format 2 of PostgreSQL 18' });
    writeFileSync(join(dataDir, 'format.json'), '');
    await expect(start(dataDir)).rejects.toMatchObject({ ...refusal, found: 'format unknown of PostgreSQL 18' });
  });

  it('refuses a folder that is a file', async () => {
    const dataDir = newFolder();
    writeFileSync(dataDir, '');
    await expect(start(dataDir)).rejects.toMatchObject({ name: 'DataFolderUnwritable', dataDir });
  });

  it('refuses a folder that holds other files, and puts nothing among them', async () => {
    const dataDir = newFolder();
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(join(dataDir, 'thesis.docx'), '');
    await expect(start(dataDir)).rejects.toMatchObject({ name: 'DataFolderForeign', dataDir });
    expect(readdirSync(dataDir)).toEqual(['thesis.docx']);
  });

  it('refuses a folder below one that takes none', async () => {
    const dataDir = '/proc/sohoi/data';
    await expect(start(dataDir)).rejects.toMatchObject({ name: 'DataFolderUnwritable', dataDir });
  });

  it('refuses a port that is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const options = { dataDir: newFolder(), port, settings: { fsync: 'off' } };
    await expect(startPostgres(options)).rejects.toMatchObject({ name: 'PostgresPortTaken', port });
    taken.close();
  });

  // Only root is refused by PostgreSQL, and only root can become another user.
  (asRoot ? it : it.skip)('tells root when the folder is closed to the user that PostgreSQL runs as', async () => {
    const dataDir = newFolder();
    chmodSync(join(dataDir, '..'), 0o700);
    const refusal = { name: 'DataFolderUnreachable', advice: expect.stringContaining('/var/lib/sohoi') };
    await expect(start(dataDir)).rejects.toMatchObject(refusal);
  });

  (asRoot ? it : it.skip)('tells an ordinary user when the folder belongs to another one', async () => {
    const dataDir = newFolder();
    chmodSync(join(dataDir, '..'), 0o755);
    const { said } = await hold(dataDir, '--as-nobody');
    expect(said).toMatchObject({ name: 'DataFolderUnwritable' });
  });

  (asRoot ? it : it.skip)('runs as an ordinary user too', async () => {
    const { said } = await hold(newFolder(), '--as-nobody');
    expect(await query(said.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});
