import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mountSmallDisk, smallDisksAreToBeHad } from '@sohoi/embedded-postgres/testing';
import { createFileMasterKeys, KeyFolderUnsafe } from './file-master-keys.js';
import { masterKeysContract } from './testing.js';

masterKeysContract('files', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sohoi-keys-'));
  const close = async (): Promise<void> => rmSync(folder, { recursive: true });
  return { keys: createFileMasterKeys(folder), close };
});

describe('master keys in files', () => {
  let root: string;
  let folder: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'sohoi-keys-'));
    folder = join(root, 'keys');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('are in a folder and files of their owner only, and nothing half is left', async () => {
    const id = await createFileMasterKeys(folder).create();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder)).toEqual([`${id}.key`]);
    expect(statSync(join(folder, `${id}.key`)).mode & 0o777).toBe(0o600);
  });

  it('are found by another process, and destroyed for it as well', async () => {
    const [one, other] = [createFileMasterKeys(folder), createFileMasterKeys(folder)];
    const id = await one.create();
    const owner = 'person:1';
    const [bytes = new Uint8Array()] = await one.wrap(id, [{ of: owner, bytes: new Uint8Array(32) }]);
    const wrapped = [{ of: owner, bytes }];
    expect(await other.unwrap(id, wrapped)).toHaveLength(1);
    await other.destroy(id);
    expect(readdirSync(folder)).toEqual([]);
    await expect(one.unwrap(id, wrapped)).rejects.toMatchObject({
      name: 'MasterKeyMissing',
      where: join(folder, `${id}.key`),
    });
  });

  it('are overwritten before they are unlinked', async () => {
    const keys = createFileMasterKeys(folder);
    const path = join(folder, `${await keys.create()}.key`);
    const before = readFileSync(path);
    const open = await (await import('node:fs/promises')).open(path);
    await keys.destroy(readdirSync(folder)[0]?.replace('.key', '') ?? '');
    const { buffer } = await open.read(Buffer.alloc(32), 0, 32, 0);
    await open.close();
    expect(buffer.equals(before)).toBe(false);
  });

  it('are never seen half overwritten: whoever reads meanwhile gets the key, or is told that there is none', async () => {
    const keys = createFileMasterKeys(folder);
    for (let round = 0; round < 20; round += 1) {
      const id = await keys.create();
      const [bytes = new Uint8Array()] = await keys.wrap(id, [{ of: 'a', bytes: new Uint8Array(32) }]);
      const path = join(folder, `${id}.key`);
      const before = readFileSync(path);
      const seen: string[] = [];
      const watched = new AbortController();
      const destroyed = keys.destroy(id).finally(() => watched.abort());
      while (!watched.signal.aborted) {
        const there = await readFile(path).catch(() => before);
        if (!there.equals(before)) seen.push('overwritten in its place');
        await keys.unwrap(id, [{ of: 'a', bytes }]).catch((error: Error) => seen.push(error.name));
      }
      await destroyed;
      expect(seen.filter((what) => what !== 'MasterKeyMissing')).toEqual([]);
    }
  });

  it('are destroyed to the end by the next who is told to, if one was killed on the way', async () => {
    const keys = createFileMasterKeys(folder);
    const id = await keys.create();
    renameSync(join(folder, `${id}.key`), join(folder, `${id}.key.gone`));
    await keys.destroy(id);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('tell that they cannot be read, which may pass', async () => {
    const keys = createFileMasterKeys(folder);
    mkdirSync(join(folder, 'folder.key'), { mode: 0o700 });
    await expect(keys.wrap('folder', [])).rejects.toMatchObject({ name: 'KeyStoreUnavailable', passing: true });
  });

  it('refuse a folder or a key that others can read', async () => {
    const keys = createFileMasterKeys(folder);
    const id = await keys.create();
    chmodSync(join(folder, `${id}.key`), 0o640);
    await expect(keys.wrap(id, [])).rejects.toBeInstanceOf(KeyFolderUnsafe);
    chmodSync(folder, 0o755);
    expect(() => createFileMasterKeys(folder)).toThrow(KeyFolderUnsafe);
  });

  it('take half a key, and an id that leads elsewhere, for none', async () => {
    const keys = createFileMasterKeys(folder);
    writeFileSync(join(folder, 'half.key'), 'x', { mode: 0o600 });
    for (const id of ['half', '../keys/half', '/etc/passwd', '']) {
      await expect(keys.wrap(id, [])).rejects.toMatchObject({ name: 'MasterKeyMissing', id });
    }
  });

  const onSmallDisk = smallDisksAreToBeHad() ? it : it.skip;
  onSmallDisk('are whole or not there where the disk is full, and the earlier ones go on as they are', async () => {
    mkdirSync(folder, { mode: 0o700 });
    const disk = mountSmallDisk(folder, '64k');
    try {
      chmodSync(folder, 0o700);
      const keys = createFileMasterKeys(folder);
      const id = await keys.create();
      const [bytes = new Uint8Array()] = await keys.wrap(id, [{ of: 'a', bytes: new Uint8Array(32) }]);
      disk.fill();
      await expect(keys.create()).rejects.toMatchObject({ name: 'KeyStoreUnavailable', passing: true });
      expect(readdirSync(folder).sort()).toEqual([`${id}.key`, 'ballast'].sort());
      expect(await keys.unwrap(id, [{ of: 'a', bytes }])).toHaveLength(1);
      disk.free();
      const next = await keys.create();
      expect(await keys.wrap(next, [{ of: 'a', bytes: new Uint8Array(32) }])).toHaveLength(1);
      disk.fill();
      // Its bytes have their place on the disk already.
      await keys.destroy(id);
      expect(readdirSync(folder).sort()).toEqual([`${next}.key`, 'ballast'].sort());
    } finally {
      disk.unmount();
    }
  });
});
