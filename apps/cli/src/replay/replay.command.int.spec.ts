import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, mountSmallDisk, smallDisksAreToBeHad } from '@sohoi/embedded-postgres/testing';
import { createPostgresEventStore } from '@sohoi/event-store-postgres';
import { newEvents } from '@sohoi/event-store/testing';
import { CliError, EXIT_REFUSED, EXIT_UNREACHABLE } from '../ledger-client.js';
import { simulate } from '../simulate.command.js';
import { replay } from './replay.command.js';
import type { ReplayOptions } from './replay.command.js';
import { savedPath } from './saved-folds.js';

const never = new AbortController().signal;
const stopped = AbortSignal.abort();

let folder: string;
let place: { readonly database: string; readonly keys: string };
const closing: (() => unknown)[] = [];

const simulated = async (seed: string): Promise<typeof place> => {
  const database = await createTestDatabase();
  const keys = mkdtempSync(join(folder, 'keys-'));
  closing.push(() => database.drop());
  await simulate({ members: '1000', seed, database: database.url, keys }, {}, never);
  return { database: database.url, keys };
};
const replayed = (options: ReplayOptions, signal = never): Promise<string> =>
  replay({ ...place, format: 'csv', ...options }, {}, signal);
const rowsIn = (out: string): string => readFileSync(join(out, 'simulation.csv'), 'utf8');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sohoi-replayed-'));
  place = await simulated('7');
}, 120_000);
afterAll(async () => {
  for (const close of closing.reverse()) await close();
  rmSync(folder, { recursive: true });
});

describe('sohoi replay', () => {
  it.each([
    [join('none', 'a.parquet'), 'its folder is not there'],
    [join('none', 'a'), 'its folder is not there'],
    ['folder.parquet', 'it is a folder'],
  ])('finds out before it reads anything that %s cannot be written', async (name, why) => {
    mkdirSync(join(folder, 'folder.parquet'), { recursive: true });
    const out = join(folder, name);
    const replaying = replayed({ out, database: 'postgres://127.0.0.1:1/nowhere' });
    await expect(replaying).rejects.toThrow(CliError);
    await expect(replaying).rejects.toThrow(`${out} cannot be written: ${why}`);
  });

  it('says in words that the log cannot be reached, or is none', async () => {
    await expect(replayed({ database: 'postgres://127.0.0.1:1/nowhere' })).rejects.toMatchObject({
      ...{ exitCode: EXIT_UNREACHABLE, message: expect.stringContaining('the log cannot be reached: ') },
    });
    const empty = await createTestDatabase();
    closing.push(() => empty.drop());
    await expect(replayed({ database: empty.url })).rejects.toMatchObject({
      ...{ exitCode: EXIT_REFUSED, message: 'the log: there is none in this database' },
    });
  });

  it('says of what nobody is rated', async () => {
    const out = join(folder, 'rated');
    await replayed({ out });
    const [, period, body, id = ''] = rowsIn(out).split('\r\n')[1]?.split(',') ?? [];
    await expect(replayed({ unit: id })).rejects.toThrow(`no ${body} of ${id} is rated in ${period}`);
  });
});

describe('sohoi replay that is stopped', () => {
  it('says so, writes no result, and goes on by the same command to the same result', async () => {
    const whole = join(folder, 'whole');
    const told = await replayed({ out: whole });
    const out = join(folder, 'in-parts');
    for (let times = 0; times < 2; times += 1) {
      await expect(replayed({ out }, stopped)).rejects.toThrow(/^stopped after \d+ events: the same command goes on/);
      expect([existsSync(out), existsSync(savedPath(out))]).toEqual([false, true]);
    }
    expect(await replayed({ out })).toBe(told.replaceAll(whole, out));
    expect(rowsIn(out)).toBe(rowsIn(whole));
    expect(existsSync(savedPath(out))).toBe(false);
  }, 60_000);

  it('goes on as well where it was stopped while the result was written', async () => {
    const [whole, out] = [join(folder, 'not-late'), join(folder, 'late')];
    const told = await replayed({ out: whole });
    const { signal } = new AbortController();
    const isWriting = (): boolean => readdirSync(folder).some((name) => name.startsWith('.late.part-'));
    Object.defineProperty(signal, 'aborted', { get: isWriting });
    await expect(replayed({ out }, signal)).rejects.toThrow(/^stopped after \d+ events: the same command goes on/);
    expect([existsSync(out), existsSync(savedPath(out))]).toEqual([false, true]);
    expect(await replayed({ out })).toBe(told.replaceAll(whole, out));
  }, 60_000);

  it('does not fold the log again where only the unit or the period was wrong', async () => {
    const [whole, out] = [join(folder, 'right-at-once'), join(folder, 'right-in-the-end')];
    const told = await replayed({ out: whole });
    await expect(replayed({ out, unit: 'nowhere' })).rejects.toThrow('--unit nowhere: there is no such unit by then');
    await expect(replayed({ out, period: '1999-H1' })).rejects.toThrow('--period 1999-H1');
    expect([existsSync(out), existsSync(savedPath(out))]).toEqual([false, true]);
    expect(await replayed({ out })).toBe(told.replaceAll(whole, out));
    expect(existsSync(savedPath(out))).toBe(false);
  }, 60_000);

  it('refuses to go on by another command, in another log, or from a memory that was altered', async () => {
    const out = join(folder, 'refused');
    await expect(replayed({ out }, stopped)).rejects.toThrow('stopped');
    for (const other of [{ validAt: '2023-01-01' }, { of: 'unit' }, { asOf: '00000000000000000002' }] as const) {
      await expect(replayed({ out, ...other })).rejects.toThrow('is of a replay with other options');
    }
    const elsewhere = await simulated('8');
    await expect(replayed({ out, ...elsewhere })).rejects.toThrow('is of another log');
    const path = savedPath(out);
    writeFileSync(path, readFileSync(path, 'utf8').replace('"events":', '"events":1'));
    await expect(replayed({ out })).rejects.toThrow('is damaged');
    expect(existsSync(out)).toBe(false);
    rmSync(path);
    expect(await replayed({ out })).toContain(out);
  }, 120_000);

  (smallDisksAreToBeHad() ? it : it.skip)(
    'says so where the disk has no room to keep it, and leaves nothing',
    async () => {
      const mounted = mkdtempSync(join(folder, 'disk-'));
      const disk = mountSmallDisk(mounted, '400k');
      try {
        disk.fill();
        const before = readdirSync(mounted);
        const replaying = replayed({ out: join(mounted, 'out') }, stopped);
        await expect(replaying).rejects.toThrow(CliError);
        await expect(replaying).rejects.toThrow('cannot be written: the disk is full');
        expect(readdirSync(mounted)).toEqual(before);
      } finally {
        disk.unmount();
      }
    },
  );

  it('goes on up to where the log stood when it was asked for', async () => {
    const [whole, out] = [join(folder, 'before'), join(folder, 'meanwhile')];
    const told = await replayed({ out: whole });
    await expect(replayed({ out }, stopped)).rejects.toThrow('stopped');
    const store = createPostgresEventStore({ connectionString: place.database });
    await store.append('note-1', 0, newEvents(1));
    await store.close();
    expect(await replayed({ out })).toBe(told.replaceAll(whole, out));
  }, 60_000);
});
