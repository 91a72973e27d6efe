import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFolder } from './folder-lock.js';
import { startPostgres } from './start-postgres.js';
import type { EmbeddedPostgres } from './start-postgres.js';

const PREFIX = 'sohoi-test-';

/** A throw-away server for one run of the tests: not durable, gone with its folder after `stop`. */
export const startTemporaryPostgres = async (): Promise<EmbeddedPostgres> => {
  sweepLeftOvers();
  const dataDir = mkdtempSync(join(tmpdir(), PREFIX));
  chmodSync(dataDir, 0o755);
  const sweep = (): void => rmSync(dataDir, { recursive: true, force: true });
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '128MB' };
  try {
    const server = await startPostgres({ dataDir, settings });
    return { ...server, stop: () => server.stop().finally(sweep) };
  } catch (error) {
    sweep();
    throw error;
  }
};

/** Runs that were killed leave their folder behind; nobody holds its lock any more. */
const sweepLeftOvers = (): void => {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    try {
      // A younger one may be about to be locked.
      if (Date.now() - statSync(folder).mtimeMs < 60_000) continue;
      lockFolder(folder)();
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // In use, or another user's.
    }
  }
};
