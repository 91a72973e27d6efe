import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { AppendOutcomeUnknown, VersionConflict } from '@sohoi/event-store';
import type { RecordedEvent } from '@sohoi/event-store';
import { isSealed } from '@sohoi/fields';
import { askProjector, buildsOf, isOutage, NobodyAnswers, RebuildRefused } from '@sohoi/projection';
import { until } from './fault-world.js';
import type { FaultWorld } from './fault-world.js';

/** Records what a decision to erase a person does, again and again until it is recorded, once. */
export const erasePatiently = async ({ store }: FaultWorld, personId: string, unitId: string): Promise<void> => {
  const act = { requestId: randomUUID(), legalGround: 'data-law-art-4-1', by: 'urn:sohoi:test', at: '2023-07-12' };
  const metadata = { actor: act.by, role: 'x', correlationId: randomUUID(), causationId: null, commandHash: '' };
  const data = { personId, unitId, ...act };
  const event = { id: randomUUID(), type: 'PersonErased', schemaVersion: 1, data, metadata };
  await until('the erasure to be recorded', () =>
    store.append(`person-${personId}`, 0, [event]).then(
      () => true,
      (error: unknown) => {
        // Recorded before, though nobody could tell.
        if (error instanceof VersionConflict) return true;
        if (error instanceof AppendOutcomeUnknown || isOutage(error)) return undefined;
        throw error;
      },
    ),
  );
};

/** Their key is gone, and with it their name, and nobody else's; what the log counts is there. */
export const expectErased = async (
  { pool }: FaultWorld,
  log: readonly RecordedEvent[],
  personIds: ReadonlySet<string>,
): Promise<void> => {
  const admitted = log.filter(({ type }) => type === 'MemberAdmitted');
  const isErased = ({ stream }: RecordedEvent): boolean => personIds.has(stream.replace('member-', ''));
  expect(admitted.filter(isErased).length).toBe(personIds.size);
  const nameless = admitted.filter(({ data }) => isSealed((data as { person: { fullName: unknown } }).person.fullName));
  expect(nameless).toEqual(admitted.filter(isErased));
  const { rows } = await pool.query(
    'SELECT person_id FROM vault.person_key WHERE person_id::text = ANY($1) AND (wrapped IS NOT NULL OR erased_at IS NULL)',
    [[...personIds]],
  );
  expect(rows).toEqual([]);
};

const ask = (pool: FaultWorld['pool'], name: string, what: 'rebuild' | 'drop'): Promise<boolean> =>
  askProjector(pool, name, what).then(
    () => true,
    (error: unknown) => {
      if (error instanceof NobodyAnswers || error instanceof RebuildRefused || isOutage(error)) return false;
      throw error;
    },
  );

/** Asks for a second build; where there is nobody to begin it there is none, and that is as good. */
export const beginRebuild = ({ pool }: FaultWorld, name: string): Promise<boolean> => ask(pool, name, 'rebuild');

/** The second build, if there is one, comes to be shown without any difference; then the first is dropped. */
export const expectRebuildToEnd = async ({ pool }: FaultWorld, name: string): Promise<void> => {
  const ended = await until(`${name} to be rebuilt`, async () => {
    const builds = await buildsOf(pool, name);
    return builds.length === 1 || builds.every(({ state }) => state !== 'building') ? builds : undefined;
  });
  expect(ended.flatMap(({ differences }) => differences)).toEqual([]);
  expect(ended.at(-1)?.live).toBe(true);
  if (ended.length === 1) return;
  await until(`the first build of ${name} to be dropped`, async () => {
    await ask(pool, name, 'drop');
    return (await buildsOf(pool, name)).length === 1 || undefined;
  });
};
