import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { demoToken } from '@sohoi/demo-identity';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

export type StandaloneProcess = {
  readonly child: ChildProcess;
  /** The address it printed; rejects with what it said on stderr if it ended before. */
  readonly ready: Promise<string>;
  /** Resolves once the process has ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
};

/** The built standalone as a process of its own, on a free port. */
export const startStandalone = (
  dataDir: string,
  flags: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): StandaloneProcess => {
  const child = spawn(process.execPath, [MAIN, '--port', '0', '--data', dataDir, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C.UTF-8', ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const url = /http:\/\/[^\s]+/.exec(stdout)?.[0];
      if (url) resolve(url);
    });
    void ended.then(() => reject(new Error(`it ended: ${stderr}`)), reject);
  });
  // A test may be interested in the end alone.
  ready.catch(() => undefined);
  return { child, ready, ended };
};

/** A data folder whose path has blanks and Vietnamese letters; PostgreSQL's own user can reach it. */
export const temporaryDataDir = (): { readonly dataDir: string; remove(): void } => {
  const folder = mkdtempSync(join(tmpdir(), 'sohoi-'));
  return {
    dataDir: join(folder, 'Sổ Hội phường Ví Dụ'),
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
};

export type Check = { readonly name: string; readonly ready: boolean; readonly detail?: unknown };

/** What the running standalone tells its operator of each part; nothing while it cannot, or has no operator yet. */
export const checksOf = async (url: string, dataDir: string): Promise<readonly Check[]> => {
  const token = await demoToken(dataDir, 'operator', url).catch(() => '');
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${url}/v1/status`, { headers }).catch(() => null);
  if (response?.status !== 200) return [];
  return ((await response.json()) as { checks: Check[] }).checks;
};

/** Position of the log's last event; `''` while it is not known. */
export const headOf = async (url: string, dataDir: string): Promise<string> => {
  const log = (await checksOf(url, dataDir)).find(({ name }) => name === 'log');
  return (log?.detail as { head: string } | undefined)?.head ?? '';
};

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
