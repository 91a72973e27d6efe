import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, statSync } from 'node:fs';
import { chmod, open, readFile, rename, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { KeyStoreUnavailable, MasterKeyMissing } from './master-keys.js';
import type { MasterKeys } from './master-keys.js';
import { unwrapKey, wrapKey } from './wrap-key.js';

/** Others than its owner can get into the folder of master keys, or read a key. */
export class KeyFolderUnsafe extends Error {
  override readonly name = 'KeyFolderUnsafe';
  readonly passing = true;
  readonly path: string;

  constructor(path: string) {
    super(`others than its owner can read ${path}`);
    this.path = path;
  }
}

const KEY_BYTES = 32;

const ID = /^[\w.-]{1,100}$/;

/** Bits of a mode that let others than the owner do anything. */
const OTHERS = 0o077;

/**
 * Master keys in files of a folder that only its owner can enter, one per generation. The keys are read anew for each
 * batch, so that one that another process destroyed is gone here too.
 * @throws KeyFolderUnsafe
 */
export const createFileMasterKeys = (folder: string): MasterKeys => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  refuseIfOpen(folder);
  const pathOf = (id: string): string => join(folder, `${ID.test(id) ? id : 'none'}.key`);

  const masterKey = async (id: string): Promise<Buffer> => {
    const path = pathOf(id);
    const key = await readFile(path).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' ? new MasterKeyMissing(id, path) : new KeyStoreUnavailable(folder, error);
    });
    refuseIfOpen(path);
    if (key.length !== KEY_BYTES) throw new MasterKeyMissing(id, path);
    return key;
  };

  return {
    create: async () => {
      const id = `${new Date().toISOString().slice(0, 10)}-${randomUUID()}`;
      const path = pathOf(id);
      try {
        // Written aside and renamed: whoever is killed here leaves no half key.
        await writeDurably(`${path}.new`, randomBytes(KEY_BYTES), 'wx');
        await rename(`${path}.new`, path);
        await syncFolder(folder);
      } catch (error) {
        await rm(`${path}.new`, { force: true }).catch(() => undefined);
        throw new KeyStoreUnavailable(folder, error);
      }
      return id;
    },

    wrap: async (id, keys) => {
      const key = await masterKey(id);
      return keys.map((one) => wrapKey(key, id, one));
    },

    unwrap: async (id, wrapped) => {
      const key = await masterKey(id);
      return wrapped.map((one) => unwrapKey(key, id, one));
    },

    destroy: async (id) => {
      const path = pathOf(id);
      const gone = `${path}.gone`;
      // Taken away first: whoever reads meanwhile finds the key or none, never half of one.
      await ifThere(rename(path, gone));
      await ifThere(
        (async () => {
          await chmod(gone, 0o600);
          // The disk forgets the key itself, not only where it was. On a disk that writes elsewhere (SSD, snapshots)
          // that is up to the disk: docs/adr/0031.
          await writeDurably(gone, randomBytes(KEY_BYTES), 'r+');
          await unlink(gone);
        })(),
      );
      await syncFolder(folder);
    },
  };
};

/** Done with, if there is no such file: it was destroyed before. */
const ifThere = (work: Promise<void>): Promise<void> =>
  work.catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });

const refuseIfOpen = (path: string): void => {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
  if ((mode & OTHERS) !== 0) throw new KeyFolderUnsafe(path);
};

const writeDurably = async (path: string, bytes: Uint8Array, flags: string): Promise<void> => {
  const file = await open(path, flags, 0o600);
  try {
    // Unlike one `write`, it goes on until all is written, or says that the disk is full.
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
};

const syncFolder = async (folder: string): Promise<void> => {
  const directory = await open(folder, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
};
