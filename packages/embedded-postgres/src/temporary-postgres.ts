import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFolder } from './folder-lock.js';
import { startPostgres } from './start-postgres.js';
import type { EmbeddedPostgres } from './start-postgres.js';

const PREFIX = 'sohoi-temporary-';

const NOT_DURABLE = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '128MB' };

/**
 * A throw-away server, gone with its folder after `stop`; what a killed run left is swept away by the next one.
 * @param options.durable with the settings of production, for measurements; by default fast and not durable, for tests
 */
export const startTemporaryPostgres = async ({ durable = false } = {}): Promise<EmbeddedPostgres> => {
  sweepLeftOvers();
  const dataDir = mkdtempSync(join(tmpdir(), PREFIX));
  chmodSync(dataDir, 0o755);
  const sweep = (): void => rmSync(dataDir, { recursive: true, force: true });
  try {
    const server = await startPostgres({ dataDir, settings: durable ? {} : NOT_DURABLE });
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
