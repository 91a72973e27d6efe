import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { startPostgres } from '@sohoi/embedded-postgres';
import { mountSmallDisk, smallDisksAreToBeHad } from '@sohoi/embedded-postgres/testing';
import { createMemoryEventStore } from '@sohoi/event-store';
import { newEvents } from '@sohoi/event-store/testing';
import { createPostgresEventStore, migrateLog } from '@sohoi/event-store-postgres';
import { Pool } from 'pg';
import { compareLogs, copyLog } from '../src/index.js';

const EVENTS = 12_000;
/** The disk fills once so many were handed over. */
const ROOM_FOR = 4000;

const source = createMemoryEventStore();
const onSmallDisk = smallDisksAreToBeHad() ? it : it.skip;

describe('a copy onto a disk that fills on the way', () => {
  onSmallDisk(
    'fails, and goes on once there is room, with each event once and in its place',
    async () => {
      for (let n = 0; n < EVENTS; n += 1000) await source.append('note-1', n, newEvents(1000));
      const folder = mkdtempSync(join(tmpdir(), 'sohoi-full-'));
      chmodSync(folder, 0o755);
      const dataDir = join(folder, 'data');
      mkdirSync(dataDir);
      const disk = mountSmallDisk(dataDir, '160m');
      const postgres = await startPostgres({ dataDir, settings: { shared_buffers: '32MB', max_wal_size: '48MB' } });
      const pool = new Pool({ connectionString: postgres.url }).on('error', () => undefined);
      try {
        await migrateLog(pool);
        const store = createPostgresEventStore({ pool });
        const target = { store, load: store.bulkLoad };
        const fillOnTheWay = (handed: number): void => (handed >= ROOM_FOR ? disk.fill() : undefined);
        await expect(copyLog(source, target, { onProgress: fillOnTheWay })).rejects.toMatchObject({ code: '53100' });
        disk.free();
        const before = Number(await store.head());
        expect(before).toBeLessThan(EVENTS);
        expect(await copyLog(source, target)).toBe(EVENTS - before);
        expect((await compareLogs(source, store)).events).toBe(EVENTS);
        await store.close();
      } finally {
        await pool.end();
        await postgres.stop();
        disk.unmount();
        rmSync(folder, { recursive: true, force: true });
      }
    },
    120_000,
  );
});
