import { spawnSync } from 'node:child_process';
import { chmodSync, closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type SmallDisk = {
  /** Writes until nothing is left. */
  fill(): void;
  /** Gives back what `fill` took. */
  free(): void;
  unmount(): void;
};

const PIECE = Buffer.alloc(4096, 1);

/** Takes root, or a user who may do what root may. */
const mount = (folder: string, size: string): string | null => {
  const { status, stderr, error } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
  return status === 0 ? null : String(error ?? stderr);
};

const unmount = (folder: string): void => {
  // Lazily: what a process killed a moment ago still holds does not keep the folder.
  spawnSync('umount', ['-l', folder]);
};

/**
 * Whether tests that fill a disk run here: where this user may mount none they are skipped, but under `CI=true` they
 * run, and fail.
 */
export const smallDisksAreToBeHad = (): boolean => {
  if (process.env['CI'] === 'true') return true;
  const folder = mkdtempSync(join(tmpdir(), 'sohoi-disk-'));
  const mounted = mount(folder, '64k') === null;
  if (mounted) unmount(folder);
  rmdirSync(folder);
  return mounted;
};

/**
 * A disk of its own in memory, mounted at `folder`.
 * @param size as `mount` takes it, such as `64m`
 */
export const mountSmallDisk = (folder: string, size: string): SmallDisk => {
  const why = mount(folder, size);
  if (why !== null) throw new Error(`no disk of ${size} can be mounted: ${why}`);
  chmodSync(folder, 0o755);
  const ballast = join(folder, 'ballast');
  return {
    fill: () => {
      const file = openSync(ballast, 'a', 0o600);
      try {
        for (;;) writeSync(file, PIECE);
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code !== 'ENOSPC') throw cause;
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(ballast, { force: true }),
    unmount: () => unmount(folder),
  };
};
