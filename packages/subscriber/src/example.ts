import { pathToFileURL } from 'node:url';
import { Pool } from 'pg';
import { feed, is, loadSnapshot, postgresInbox, snapshotIn, subjectFrom, subscribe } from './index.js';
import type { CloudEvent, Effects, MemberState } from './index.js';

/** So many more (or fewer) active members in a unit. */
const add = (effects: Effects, unitId: string, count: number): Promise<unknown> =>
  effects.query(
    `INSERT INTO members_per_commune (unit_id, members) VALUES ($1, $2)
     ON CONFLICT (unit_id) DO UPDATE SET members = members_per_commune.members + excluded.members`,
    [unitId, count],
  );

const count = async (event: CloudEvent, effects: Effects): Promise<void> => {
  if (is(event, 'vn.vwu.member.admitted.v1')) await add(effects, event.data.unitId, 1);
  if (is(event, 'vn.vwu.member.honorary-recognised.v1')) await add(effects, event.data.unitId, 1);
  if (is(event, 'vn.vwu.member.reinstated.v1')) await add(effects, event.data.unitId, 1);
  if (is(event, 'vn.vwu.member.ended.v1')) await add(effects, event.data.unitId, -1);
  if (is(event, 'vn.vwu.member.honorary-annulled.v1')) await add(effects, event.data.unitId, -1);
  if (is(event, 'vn.vwu.member.transferred.v1')) {
    await add(effects, event.data.from.unitId, -1);
    await add(effects, event.data.to.unitId, 1);
  }
};

const countAll = async (states: readonly MemberState[], effects: Effects): Promise<void> => {
  for (const { status, unitId } of states) if (status === 'active') await add(effects, unitId, 1);
};

/**
 * Keeps how many active members each commune has, in a table of its own, until the signal.
 * @param snapshot a folder that `sohoi snapshot` wrote, in the place of the events up to it
 */
export const membersPerCommune = async (
  pool: Pool,
  feeds: string,
  token: () => Promise<string> | string,
  signal: AbortSignal,
  snapshot?: string,
): Promise<void> => {
  await pool.query('CREATE TABLE IF NOT EXISTS members_per_commune (unit_id uuid PRIMARY KEY, members int NOT NULL)');
  const inbox = postgresInbox(pool, 'members-per-commune');
  await inbox.prepare();
  const url = `${feeds}/membership`;
  if (snapshot) await loadSnapshot({ inbox, snapshot: await snapshotIn(snapshot), write: countAll, feeds: [url] });
  await subscribe({
    source: feed({ url, token }),
    eventsOfSubject: subjectFrom(feeds, { token }),
    inbox,
    handle: count,
  }).run(signal);
};

// Run by itself: DATABASE_URL, FEEDS_URL, a token in SOHOI_TOKEN, and if there is one a folder in SNAPSHOT.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const pool = new Pool({ connectionString: process.env['DATABASE_URL'] });
  pool.on('error', () => undefined);
  const { FEEDS_URL = '', SOHOI_TOKEN = '', SNAPSHOT } = process.env;
  try {
    await membersPerCommune(pool, FEEDS_URL, () => SOHOI_TOKEN, stop.signal, SNAPSHOT);
  } catch (error) {
    // A token that is over, a right that is missing, a database that is not there. Where it was is kept.
    console.error(error instanceof Error ? `${error.name}: ${error.message}` : error);
    process.exitCode = 1;
  } finally {
    await pool.end();
  }
}
