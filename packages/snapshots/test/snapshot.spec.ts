import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cloudEventOf, evolveMemberState, memberOf, memberState } from '@sohoi/contracts';
import type { MemberState } from '@sohoi/contracts';
import type { RecordedEvent } from '@sohoi/event-store';
import { openExport } from '@sohoi/exports';
import { historyOf } from '@sohoi/simulation';
import { memberStates, writeSnapshot } from '../src/index.js';
import type { SnapshotOptions } from '../src/index.js';

const instance = { instance: 'test', schemas: 'https://ledger.test/schemas' };
const at = (n: number): string => String(n).padStart(20, '0');

/** Five years of a small union, and now and then somebody who is erased. */
const simulated = (): readonly RecordedEvent[] => {
  const log: RecordedEvent[] = [];
  const put = (event: Omit<RecordedEvent, 'position'>): void =>
    void log.push({ ...event, position: at(log.length + 1) });
  for (const event of [...historyOf({ members: 1000, seed: 3 })].flat()) {
    put(event);
    if (event.type !== 'RegularParticipationRecorded' || log.length % 50 > 0) continue;
    const { memberId: personId, unitId } = event.data as { memberId: string; unitId: string };
    const data = { personId, unitId, requestId: personId, legalGround: 'data-law-art-14', by: 'x', at: '2026-01-01' };
    put({ ...event, type: 'PersonErased', schemaVersion: 1, stream: `person-${personId}`, streamVersion: 3, data });
  }
  return log;
};

const log = simulated();

const storeOf = (events: readonly RecordedEvent[]): SnapshotOptions['store'] => ({
  readAll: async function* () {
    for (let from = 0; from < events.length; from += 700) yield events.slice(from, from + 700);
  },
});

/** As the contract folds them, one event after the other. */
const foldOf = (events: readonly RecordedEvent[]): readonly MemberState[] => {
  const states = new Map<string, MemberState>();
  for (const stored of events) {
    const event = cloudEventOf(stored, instance);
    const member = event && memberOf(event);
    if (!event || member === undefined) continue;
    const state = evolveMemberState(states.get(member), event);
    if (state) states.set(member, state);
    else states.delete(member);
  }
  return [...states.values()].toSorted((one, other) => (one.memberId < other.memberId ? -1 : 1));
};

let parent: string;
let folder: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'snapshots-'));
  folder = join(parent, 'out');
});
afterEach(() => rm(parent, { recursive: true, force: true }));

const write = (events: readonly RecordedEvent[], more: Partial<SnapshotOptions> = {}) =>
  writeSnapshot(folder, { store: storeOf(events), instance, ...more });

const statesIn = async (): Promise<readonly MemberState[]> => {
  const opened = await openExport(folder);
  try {
    const { columns, rows } = await opened.ask('SELECT * FROM member_states');
    const found: MemberState[] = [];
    for await (const chunk of rows) {
      found.push(
        ...chunk.map((row) => memberState.parse(Object.fromEntries(row.map((cell, n) => [columns[n], cell])))),
      );
    }
    return found;
  } finally {
    await opened.close();
  }
};

describe('a snapshot', () => {
  it('has the state of each member as a fold of the public events has it, by id, and of nobody who was erased', async () => {
    const last = log.at(-1);
    const states = foldOf(log);
    expect(await write(log)).toEqual({
      ...{ members: states.length, events: log.length },
      ...{ asOfSequence: last?.position, asOfRecordedAt: last?.recordedAt },
    });
    expect(await statesIn()).toEqual(states);
    const erased = log.filter(({ type }) => type === 'PersonErased').length;
    const statuses = new Set(states.map(({ status }) => status));
    expect({ some: states.length > 500, erased: erased > 5, statuses }).toEqual({
      some: true,
      erased: true,
      statuses: new Set(['active', 'ended']),
    });
  });

  it.each([1, 699, 700, 701, 5000])('is of the first %i events, if it is asked for those', async (n) => {
    const { asOfSequence, events } = await write(log, { upTo: at(n) });
    expect({ asOfSequence, events }).toEqual({ asOfSequence: at(n), events: n });
    expect(await statesIn()).toEqual(foldOf(log.slice(0, n)));
  });

  it('says of what it is', async () => {
    await write(log, { upTo: at(900) });
    const { stamp } = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as { stamp: object };
    expect(stamp).toEqual({
      dataset: 'member-states',
      source: 'urn:vwu:test:membership',
      asOfSequence: at(900),
      asOfRecordedAt: log[899]?.recordedAt,
      writtenAt: expect.stringMatching(/^\d{4}-/),
    });
  });

  it('has the columns of the contract, in its order', () => {
    expect(memberStates.columns.map(({ name }) => name)).toEqual(Object.keys(memberState.shape));
  });

  it.each([
    ['a log that holds nothing', [], {}, 'the log holds nothing yet'],
    [
      'a place that the log has not reached',
      log.slice(0, 9),
      { upTo: at(10) },
      `no event at ${at(10)}: it ends at ${at(9)}`,
    ],
    ['a signal', log, { signal: AbortSignal.abort() }, 'stopped'],
    ['an event that it cannot read', [{ ...(log[0] as RecordedEvent), type: 'Unheard' }], {}, 'Unheard'],
  ])('leaves nothing behind after %s', async (_what, events, more, reason) => {
    await expect(write(events, more)).rejects.toThrow(reason);
    expect(await readdir(parent)).toEqual([]);
  });
});
