import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { snapshot } from './snapshot.command.js';
import type { SnapshotOptions } from './snapshot.command.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'snapshot-command-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const nobody = 'postgres://nobody@127.0.0.1:1/none';

const take = (more: Partial<SnapshotOptions>, env: Readonly<Record<string, string>> = {}) => {
  const progress = { at: () => undefined, end: () => undefined };
  const options = { out: join(folder, 'out'), log: nobody, ...more };
  return snapshot(options, env, new AbortController().signal, progress);
};

describe('sohoi snapshot', () => {
  it('ends at a position, nowhere else', () =>
    expect(take({ asOf: '2026-01-01' })).rejects.toMatchObject({
      ...{ exitCode: 2, message: expect.stringMatching(/^--as-of takes a position/) },
    }));

  it('says which address is none of a log', () =>
    expect(take({ log: 'mysql://a' })).rejects.toMatchObject({ exitCode: 2 }));

  it('says which name is none of a ledger', () =>
    expect(take({}, { INSTANCE: 'so hoi' })).rejects.toMatchObject({
      ...{ exitCode: 2, message: expect.stringMatching(/^INSTANCE: /) },
    }));

  it('writes into no folder that holds something', async () => {
    await writeFile(join(folder, 'kept'), 'x');
    await expect(take({ out: folder })).rejects.toMatchObject({
      ...{ exitCode: 1, message: expect.stringMatching(/is not empty: name a new folder$/) },
    });
  });

  it('says that the log cannot be reached, and leaves nothing behind', async () => {
    await expect(take({})).rejects.toMatchObject({ exitCode: 3, message: expect.stringMatching(/^the log/) });
    expect(await readdir(folder)).toEqual([]);
  });
});
