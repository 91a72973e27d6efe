import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { PostgresFailed, PostgresPortTaken } from './errors.js';
import { spawnAs } from './run-user.js';
import type { RunUser } from './run-user.js';

/**
 * `$$` becomes the server's process id by `exec`. Descriptor 3 is a pipe from us, which the kernel closes when
 * we end in whatever way: then `read` fails and the server is told to shut down (SIGINT: fast shutdown). A line
 * through the pipe says that the server is gone already and there is nothing to watch any more.
 */
const GUARDED = '(read -r _ <&3 || kill -INT $$) >/dev/null 2>&1 & exec "$@" 3<&-';

const KEPT_LINES = 20;
/** Of a server that ran for long, only the last lines say why it ended. */
const LINES_TOLD = 3;
const POLL_MS = 20;
const START_MS = 120_000;
const FAST_STOP_MS = 60_000;

export type Postmaster = {
  readonly pid: number;
  /** Resolves if the server ends without having been told to. */
  readonly failed: Promise<PostgresFailed>;
  stop(): Promise<void>;
};

/**
 * Starts the server in a session of its own, so that Ctrl-C in the terminal reaches us and not it, and waits
 * until it accepts connections.
 * @throws PostgresPortTaken, PostgresFailed
 */
export const startPostmaster = async (
  program: string,
  cluster: string,
  settings: Readonly<Record<string, string>>,
  user: RunUser | null,
  log: (line: string) => void,
): Promise<Postmaster> => {
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn('/bin/sh', ['-c', GUARDED, 'postgres-guard', program, '-D', cluster, ...options], {
    ...spawnAs(user),
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<void>((resolve, reject) => child.once('exit', () => resolve()).once('error', reject));
  const lines: string[] = [];
  createInterface({ input: child.stderr as NodeJS.ReadableStream }).on('line', (line) => {
    if (line.includes('untracked child process')) return; // the guard, which PostgreSQL did not start
    if (lines.push(line) > KEPT_LINES) lines.shift();
    log(line);
  });
  void exited.then(() => releaseGuard(child)).catch(() => undefined);
  await untilReady(child, exited, cluster, lines, Number(settings.port));
  ref(child, false);
  let told = false;
  const failed = new Promise<PostgresFailed>((resolve) => {
    child.once('exit', () => {
      if (!told) resolve(new PostgresFailed('PostgreSQL has ended', lines.slice(-LINES_TOLD)));
    });
  });
  return {
    pid: child.pid ?? 0,
    failed,
    stop: () => {
      told = true;
      return stop(child, exited);
    },
  };
};

const untilReady = async (
  child: ChildProcess,
  exited: Promise<void>,
  cluster: string,
  lines: readonly string[],
  port: number,
): Promise<void> => {
  let gone = false;
  void exited.finally(() => (gone = true)).catch(() => undefined);
  for (const deadline = Date.now() + START_MS; ;) {
    const found = readPidFile(cluster);
    if (found?.pid === child.pid && found?.status === 'ready') return;
    if (gone) {
      await exited;
      if (lines.some((line) => line.includes('Address already in use'))) throw new PostgresPortTaken(port);
      throw new PostgresFailed('PostgreSQL did not start', lines);
    }
    if (Date.now() > deadline) {
      child.kill('SIGQUIT');
      throw new PostgresFailed('PostgreSQL took too long to start', lines);
    }
    await delay(POLL_MS);
  }
};

/** A running server does not keep our process alive; the guard stops it when we end. */
const ref = (child: ChildProcess, keep: boolean): void => {
  for (const handle of [child, ...child.stdio] as ({ ref?(): void; unref?(): void } | null)[]) {
    if (keep) handle?.ref?.();
    else handle?.unref?.();
  }
};

const releaseGuard = (child: ChildProcess): void => {
  const pipe = child.stdio[3] as Writable | null;
  if (pipe && !pipe.writableEnded) pipe.on('error', () => undefined).end('gone\n');
};

const stop = async (child: ChildProcess, exited: Promise<void>): Promise<void> => {
  ref(child, true);
  child.kill('SIGINT');
  // The shutdown is under way whatever becomes of us, and the server is still there to reap the guard.
  releaseGuard(child);
  const impatience = setTimeout(() => child.kill('SIGQUIT'), FAST_STOP_MS);
  await exited;
  clearTimeout(impatience);
};

/** Stops a server that a former owner of the data folder left behind, and waits for its end. */
export const stopLeftOver = async (cluster: string): Promise<void> => {
  const pid = readPidFile(cluster)?.pid;
  if (pid === undefined || !isAlive(pid)) return;
  if (!commandLine(pid).includes(cluster)) {
    // The number belongs to another program by now; PostgreSQL would take it for a server of this folder.
    rmSync(join(cluster, 'postmaster.pid'), { force: true });
    return;
  }
  process.kill(pid, 'SIGINT');
  for (const deadline = Date.now() + FAST_STOP_MS; isAlive(pid) && commandLine(pid).includes(cluster);) {
    if (Date.now() > deadline) process.kill(pid, 'SIGQUIT');
    await delay(POLL_MS);
  }
};

const readPidFile = (cluster: string): { pid: number; status: string } | undefined => {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), status: (lines[7] ?? '').trim() };
  } catch {
    return undefined;
  }
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const commandLine = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return spawnSync('ps', ['-ww', '-p', String(pid), '-o', 'args='], { encoding: 'utf8' }).stdout ?? '';
  }
};
