import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '@sohoi/event-store';
import { snapshotIn, SnapshotUnusable } from '@sohoi/subscriber';
import type { MemberState } from '@sohoi/subscriber';
import { writeSnapshot } from '../src/index.js';

const idOf = (n: number): string => `0197a7c0-0000-7000-8000-${String(n).padStart(12, '0')}`;
const at = (n: number): string => String(n).padStart(20, '0');

/** More than a file of Parquet has in one group of rows. */
const MEMBERS = 130_000;

const metadata = { actor: 'x', role: 'x', correlationId: idOf(0), causationId: null, commandHash: '' };
const sealed = { sealed: 's1.bmFtZQ' };
const person = { fullName: sealed, birthYear: sealed, gender: sealed };

/** The nth event of the log, about that member. */
const event = (n: number, member: number, type: string, more: object): RecordedEvent => {
  const data = {
    memberId: idOf(member),
    chapterId: idOf(member % 90),
    unitId: idOf(member % 9),
    at: '1899-12-31',
    ...more,
  };
  const place = { stream: `member-${idOf(member)}`, streamVersion: 1, position: at(n) };
  return { id: idOf(n), type, schemaVersion: 1, data, metadata, ...place, recordedAt: '2026-01-02T00:00:00.000Z' };
};

const admitted = (n: number): RecordedEvent => ({ ...event(n, n, 'MemberAdmitted', { person }), schemaVersion: 2 });

/** Of the first member more is told. */
const later: readonly RecordedEvent[] = [
  event(MEMBERS + 1, 1, 'DuesRecorded', { halfYear: '2026-H1' }),
  event(MEMBERS + 2, 1, 'DuesRecorded', { halfYear: '2025-H2' }),
  event(MEMBERS + 3, 1, 'RegularParticipationRecorded', { regular: true }),
  event(MEMBERS + 4, 1, 'HonoraryRecognitionAnnulled', { at: '2026-03-08', reason: 'x' }),
].map((one, n) => ({ ...one, streamVersion: n + 2 }));

let folder: string;
let whole: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-back-'));
  whole = join(folder, 'whole');
  const readAll = async function* () {
    for (let from = 1; from <= MEMBERS; from += 1000) {
      yield Array.from({ length: Math.min(1000, MEMBERS + 1 - from) }, (_, n) => admitted(from + n));
    }
    yield later;
  };
  await writeSnapshot(whole, { store: { readAll }, instance: { instance: 'test', schemas: 'https://x.test' } });
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a snapshot, as subscribers read it', () => {
  it('has every member once and in order, as she was written, whatever its groups of rows', async () => {
    const snapshot = await snapshotIn(whole);
    const { source, asOfSequence, members } = snapshot;
    expect({ source, asOfSequence, members }).toEqual({
      ...{ source: 'urn:vwu:test:membership', asOfSequence: at(MEMBERS + 4), members: MEMBERS },
    });
    let read = 0;
    let largest = 0;
    const [first, others]: [MemberState[], string[]] = [[], []];
    for await (const states of snapshot.states()) {
      largest = Math.max(largest, states.length);
      for (const state of states) {
        read += 1;
        if (read === 1 || read === MEMBERS) first.push(state);
        if (state.memberId !== idOf(read)) others.push(state.memberId);
      }
    }
    expect({ read, largest, others }).toEqual({ read: MEMBERS, largest: 1000, others: [] });
    const where = (n: number) => ({
      memberId: idOf(n),
      chapterId: idOf(n % 90),
      unitId: idOf(n % 9),
      kind: 'ordinary',
    });
    expect(first).toEqual([
      {
        ...{ ...where(1), status: 'annulled', regular: true, duesPaid: ['2025-H2', '2026-H1'] },
        ...{ admittedAt: '1899-12-31', endedAt: '2026-03-08', sequence: at(MEMBERS + 4), streamversion: 5 },
      },
      {
        ...{ ...where(MEMBERS), status: 'active', regular: false, duesPaid: [] },
        ...{ admittedAt: '1899-12-31', endedAt: null, sequence: at(MEMBERS), streamversion: 1 },
      },
    ]);
  });

  it.each([
    ['a folder that is none', async () => rm(join(whole, 'manifest.json')), 'it has no manifest.json'],
    ['a manifest that is none', () => writeFile(join(whole, 'manifest.json'), '{'), 'it has no manifest.json'],
    ['another export', () => writeFile(join(whole, 'manifest.json'), '{"stamp":{"dataset":"events"}}'), 'no snapshot'],
    ['rows that were changed', () => appendFile(join(whole, 'member_states.parquet'), 'x'), 'not as it was written'],
    ['rows that were cut', () => truncate(join(whole, 'member_states.parquet'), 99), 'not as it was written'],
    ['rows that are gone', () => rm(join(whole, 'member_states.parquet')), 'not as it was written'],
  ])('is refused from %s', async (_what, spoil, reason) => {
    const files = ['manifest.json', 'member_states.parquet'];
    const kept = await Promise.all(files.map((file) => readFile(join(whole, file))));
    await spoil();
    try {
      await expect(snapshotIn(whole)).rejects.toThrow(reason);
      await expect(snapshotIn(whole)).rejects.toBeInstanceOf(SnapshotUnusable);
    } finally {
      await Promise.all(files.map((file, n) => writeFile(join(whole, file), kept[n] ?? '')));
    }
  });
});
