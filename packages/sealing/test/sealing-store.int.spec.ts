import { describe, expect, it } from '@jest/globals';
import { createTestDatabase } from '@sohoi/embedded-postgres/testing';
import { createPostgresEventStore, migrateLog } from '@sohoi/event-store-postgres';
import { newEvent } from '@sohoi/event-store/testing';
import { id, name, personal } from '@sohoi/fields';
import { Pool } from 'pg';
import { z } from 'zod';
import { createMemoryMasterKeys, migrateVault, openVault, sealingStore } from '../src/index.js';

const catalog = {
  Joined: { schemaVersion: 1, schema: z.strictObject({ memberId: id, fullName: personal(name, 'memberId') }) },
};
const uuid = (n: number): string => `0197a7c0-0000-7000-8000-${String(n).padStart(12, '0')}`;

describe('a log that seals, in PostgreSQL', () => {
  it('takes thousands of persons at once, and leaves nothing of those erased that anybody can open', async () => {
    const database = await createTestDatabase();
    const pool = new Pool({ connectionString: database.url, max: 10 });
    await migrateLog(pool);
    await migrateVault(pool);
    const masterKeys = createMemoryMasterKeys();
    const { sealer, personKeys } = await openVault(pool, masterKeys, [{ category: 'member', catalog }]);
    const log = createPostgresEventStore({ pool });
    const store = sealingStore(log, sealer);
    const members = Array.from({ length: 2000 }, (_, n) => uuid(n));
    await Promise.all(
      members.map((memberId) =>
        store.append(`member-${memberId}`, 0, [
          newEvent({ type: 'Joined', data: { memberId, fullName: 'Nguyễn Thị A' } }),
        ]),
      ),
    );
    const erased = members.slice(0, 1000);
    await personKeys.destroy(erased);
    let open = 0;
    let closed = 0;
    for await (const batch of log.readAll('')) {
      expect(JSON.stringify(batch)).not.toContain('Nguyễn');
      for (const { data } of await sealer.openEvents(batch, { sensitive: true })) {
        if ((data as { fullName: unknown }).fullName === 'Nguyễn Thị A') open += 1;
        else closed += 1;
      }
    }
    expect([open, closed]).toEqual([1000, 1000]);
    expect(pool.totalCount).toBeLessThanOrEqual(10);
    await pool.end();
    await database.drop();
  });
});
