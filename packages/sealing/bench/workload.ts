import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { createPostgresEventStore, migrateLog } from '@sohoi/event-store-postgres';
import type { EventStore, NewEvent } from '@sohoi/event-store';
import { id, name, personal, plainDate, sensitive } from '@sohoi/fields';
import { createMemoryMasterKeys, migrateVault, openVault, sealingStore } from '@sohoi/sealing';
import type { Sealer } from '@sohoi/sealing';
import { Pool } from 'pg';
import { z } from 'zod';

const field = (max: number) => personal(z.string().max(max), 'memberId');

/** As a member is admitted: four personal fields and one sensitive one. */
const catalog = {
  MemberAdmitted: {
    schemaVersion: 2,
    schema: z.strictObject({
      memberId: id,
      chapterId: id,
      unitId: id,
      person: z.strictObject({
        fullName: personal(name, 'memberId'),
        birthDate: field(10),
        gender: field(10),
        identityNumber: field(12),
        ethnicity: sensitive(name, 'memberId'),
      }),
      at: plainDate,
    }),
  },
};

export const admission = (memberId = randomUUID()): NewEvent => ({
  id: randomUUID(),
  type: 'MemberAdmitted',
  schemaVersion: 2,
  data: {
    memberId,
    chapterId: randomUUID(),
    unitId: randomUUID(),
    person: {
      fullName: 'Nguyễn Thị Hội Viên',
      birthDate: '1984-05-06',
      gender: 'female',
      identityNumber: '001184000000',
      ethnicity: 'Tày',
    },
    at: '2023-06-15',
  },
  metadata: {
    actor: 'cadre-1',
    role: 'commune-cadre',
    correlationId: randomUUID(),
    causationId: null,
    commandHash: randomUUID().replaceAll('-', ''),
  },
});

export type Workplace = {
  readonly log: EventStore;
  readonly sealing: EventStore;
  readonly sealer: Sealer;
  close(): Promise<void>;
};

/** A log, and the same log as those see it who decide. */
export const openWorkplace = async (url: string): Promise<Workplace> => {
  const pool = new Pool({ connectionString: url, max: 12 });
  pool.on('error', () => undefined);
  await migrateLog(pool);
  await migrateVault(pool);
  const log = createPostgresEventStore({ pool });
  const { sealer } = await openVault(pool, createMemoryMasterKeys(), [{ category: 'member', catalog }]);
  return { log, sealing: sealingStore(log, sealer), sealer, close: () => log.close().then(() => pool.end()) };
};

/** So many callers, each of which goes on with its next piece when the last is answered. */
export const byCallers = async (callers: number, count: number, work: () => Promise<unknown>): Promise<void> => {
  let left = count;
  const caller = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
};

/** Per second of the work. */
export const rateOf = async (count: number, work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return (count * 1000) / (performance.now() - start);
};
