import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { cloudEventOf, evolveMemberState, memberOf } from '@sohoi/contracts';
import type { MemberState } from '@sohoi/contracts';
import { feed, loadSnapshot, postgresInbox, snapshotIn, subjectFrom, subscribe } from '@sohoi/subscriber';
import type { CloudEvent, Effects, Notice } from '@sohoi/subscriber';
import type { Pool } from 'pg';
import { loadScenario } from '../src/scenario/load-scenario.js';
import { openServiceDatabase } from './service-database.js';
import { takeSnapshot } from './taken-snapshot.js';
import { openTestLedger } from './test-ledger.js';
import type { TestLedger } from './test-ledger.js';

const publisher = { instance: 'so-hoi', schemas: 'https://so-hoi.example/schemas' };

let ledger: TestLedger;
let pool: Pool;
let close: () => Promise<void>;
let folder: string;
let token: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'snapshots-'));
  ledger = await openTestLedger({ rights: false });
  await loadScenario(ledger.store, new AbortController().signal);
  token = await ledger.token({ sub: 'late-service', role: 'subscriber', unit: null, topics: ['membership'] });
  ({ pool, close } = await openServiceDatabase());
}, 120_000);
afterAll(async () => {
  await close();
  await ledger.close();
  rmSync(folder, { recursive: true });
});

const write = async (table: string, id: string, state: MemberState | undefined, effects: Effects): Promise<void> => {
  await effects.query(`DELETE FROM ${table} WHERE id = $1`, [id]);
  if (state) await effects.query(`INSERT INTO ${table} VALUES ($1, $2)`, [id, JSON.stringify(state)]);
};

const stateIn = async (table: string, id: string, effects: Effects): Promise<MemberState | undefined> =>
  (await effects.query<{ state: MemberState }>(`SELECT state FROM ${table} WHERE id = $1`, [id])).rows[0]?.state;

const statesIn = async (table: string): Promise<readonly MemberState[]> =>
  (await pool.query<{ state: MemberState }>(`SELECT state FROM ${table} ORDER BY id`)).rows.map(({ state }) => state);

/** The states as one fold of the whole log has them. */
const due = async (): Promise<readonly MemberState[]> => {
  const states = new Map<string, MemberState | undefined>();
  for await (const batch of ledger.store.readAll('')) {
    for (const event of batch.flatMap((stored) => cloudEventOf(stored, publisher) ?? [])) {
      const id = memberOf(event);
      if (id !== undefined) states.set(id, evolveMemberState(states.get(id), event));
    }
  }
  const there = [...states.values()].flatMap((state) => state ?? []);
  return there.toSorted((one, other) => (one.memberId < other.memberId ? -1 : 1));
};

type Member = { readonly told: Notice[]; readonly taken: string[]; stop(): Promise<void> };

/** A service that keeps the state of every member in this table, from the first event or from behind a snapshot. */
const start = async (table: string, snapshot?: string): Promise<Member> => {
  await pool.query(`CREATE TABLE IF NOT EXISTS ${table} (id uuid PRIMARY KEY, state jsonb NOT NULL)`);
  const inbox = postgresInbox(pool, table);
  await inbox.prepare();
  const url = `${ledger.url}/feeds/membership`;
  if (snapshot !== undefined) {
    await loadSnapshot({
      ...{ inbox, snapshot: await snapshotIn(snapshot), feeds: [url] },
      write: async (states, effects) => {
        for (const state of states) await write(table, state.memberId, state, effects);
      },
    });
  }
  const stopping = new AbortController();
  const told: Notice[] = [];
  const taken: string[] = [];
  const running = subscribe({
    source: feed({ url, token: () => token }),
    eventsOfSubject: subjectFrom(`${ledger.url}/feeds`, { token: () => token }),
    ...{ inbox, tell: (notice: Notice) => told.push(notice) },
    handle: async (event: CloudEvent, effects: Effects) => {
      taken.push(event.sequence);
      const id = memberOf(event);
      if (id !== undefined) {
        await write(table, id, evolveMemberState(await stateIn(table, id, effects), event), effects);
      }
    },
  }).run(stopping.signal);
  return {
    ...{ told, taken },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};

/** Waits until the table is as the log has it. */
const untilEqual = async (table: string): Promise<void> => {
  const wanted = await due();
  while (!isDeepStrictEqual(await statesIn(table), wanted)) await new Promise((resolve) => setTimeout(resolve, 50));
};

const take = async (name: string, asOf?: string): Promise<string> => {
  const out = join(folder, name);
  expect(await takeSnapshot(ledger, out, asOf)).toMatch(/ states of members of \d+ events, as of \d{20} \(/);
  return out;
};

it('a snapshot and the feed behind it give the states of a full replay, wherever it was cut, and go on so', async () => {
  const head = Number(await ledger.store.head());
  const early = String(Math.floor(head * 0.6)).padStart(20, '0');
  const [half, whole] = await Promise.all([take('half', early), take('whole')]);
  const members = await Promise.all([start('replayed'), start('from_half', half), start('from_end', whole)]);
  const tables = ['replayed', 'from_half', 'from_end'];
  await Promise.all(tables.map(untilEqual));
  const [all = [], tail = [], none = []] = members.map(({ taken }) => [...taken]);
  expect({ tail: tail.every((sequence) => sequence > early), none }).toEqual({ tail: true, none: [] });
  expect(tail.length).toBeGreaterThan(10);
  expect(all.length).toBeGreaterThan(tail.length);

  const [gone, changed] = await due();
  if (!gone || !changed) throw new Error('two members');
  const metadata = { actor: 'x', role: 'x', correlationId: gone.memberId, causationId: null, commandHash: '' };
  const { memberId, chapterId, unitId } = changed;
  const regular = { memberId, chapterId, unitId, regular: !changed.regular, at: '2026-03-08' };
  const erased = { personId: gone.memberId, unitId: gone.unitId, requestId: gone.memberId, by: 'x', at: '2026-03-08' };
  const { streamVersion } = (await ledger.store.readStream(`member-${memberId}`)).at(-1) ?? { streamVersion: 0 };
  await ledger.store.append(`member-${memberId}`, streamVersion, [
    {
      ...{ id: '0197a7c0-0000-7000-8000-0000000ab001', type: 'RegularParticipationRecorded', schemaVersion: 1 },
      ...{ data: regular, metadata },
    },
  ]);
  await ledger.store.append(`person-${gone.memberId}`, 0, [
    {
      ...{ id: '0197a7c0-0000-7000-8000-0000000ab002', type: 'PersonErased', schemaVersion: 1, metadata },
      data: { ...erased, legalGround: 'data-law-art-14' },
    },
  ]);
  await Promise.all(tables.map(untilEqual));
  expect((await statesIn('from_end')).some((state) => state.memberId === gone.memberId)).toBe(false);
  expect(members[2]?.told).toEqual([]);
  await Promise.all(members.map((member) => member.stop()));
}, 120_000);
