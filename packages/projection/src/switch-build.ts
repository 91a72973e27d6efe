import type { EventStore, Position } from '@sohoi/event-store';
import type { Pool, PoolClient } from 'pg';
import { CheckpointMoved, passOver, writeBatch } from './checkpoint.js';
import type { Tenure } from './checkpoint.js';
import { compareBuilds } from './compare-builds.js';
import type { Difference } from './compare-builds.js';
import type { Writer } from './projection.js';
import { givingWay } from './give-way.js';
import { goLive } from './go-live.js';
import { readOn } from './read-on.js';
import { idAt } from './same-log.js';
import { inTransaction } from './transaction.js';

/** What became of a try to put the new build in the place of the live one. */
export type Switched = {
  /** `behind`: one of both builds has not read as far as the other yet. */
  readonly outcome: 'switched' | 'differs' | 'behind';
  readonly position: Position;
  readonly writer: Writer | undefined;
};

const LIVE = `
  SELECT build, version, position, event_id AS "eventId" FROM read.checkpoint WHERE name = $1 AND live FOR UPDATE`;
type Live = { build: number; version: number; position: Position; eventId: string | null };

/** Whose lease is over by now finds no row, also where there is nothing to catch up. */
const OWN = `
  SELECT FROM read.checkpoint
   WHERE (name, version, build) = ($1, $2, $3) AND token = $4 AND position = $5 FOR UPDATE`;

const DECIDED = `
  UPDATE read.rebuild SET state = $4, differences = $5, ended_at = now() WHERE (name, version, build) = ($1, $2, $3)`;

/**
 * Compares the new build with the live one and, if they are equal, shows it, all in one transaction. It holds the live
 * build's checkpoint still, brings this build to the very same event, and compares table by table. Queries go on
 * meanwhile and see either the one build or the other. If anything fails, all is as it was.
 * @param patient false: the live build has been waited for in vain, so that nothing can be compared
 */
export const switchBuild = (
  { pool, store }: { readonly pool: Pool; readonly store: EventStore },
  tenure: Tenure,
  from: Position,
  writer: Writer | undefined,
  { acceptDifferences, patient }: { readonly acceptDifferences: boolean; readonly patient: boolean },
): Promise<Switched> => {
  const { projection, build } = tenure;
  const work = async (client: PoolClient): Promise<Switched> => {
    const { rows } = await client.query<Live>(LIVE, [projection.name]);
    const live = rows[0];
    if (patient && (!live || live.position < from)) return { outcome: 'behind', position: from, writer };
    const own = await client.query(OWN, [projection.name, projection.version, build, tenure.token, from]);
    if (own.rowCount !== 1) throw new CheckpointMoved(tenure, from);

    const caughtUp = await catchUp(client, store, tenure, from, writer, live?.position ?? from);
    // A node of the log may lag behind the one from which the live build read: at a shorter place nothing is compared.
    if (live && caughtUp.position < live.position && (await mayHold(store, live, patient))) {
      return { outcome: 'behind', position: caughtUp.position, writer: caughtUp.writer };
    }
    const met = live && live.version === projection.version && live.position === caughtUp.position;
    const differences: readonly Difference[] =
      met && (caughtUp.eventId === null || live.eventId === null || caughtUp.eventId === live.eventId)
        ? await compareBuilds(client, projection, live.build, build)
        : [{ table: null, onlyLive: 0, onlyNew: 0, first: [] }];

    const outcome = differences.length === 0 || acceptDifferences ? 'switched' : 'differs';
    if (outcome === 'switched') await givingWay(client, () => goLive(client, projection, build));
    const key = [projection.name, projection.version, build];
    await client.query(DECIDED, [...key, outcome, JSON.stringify(differences)]);
    return { outcome, position: caughtUp.position, writer: caughtUp.writer };
  };
  return inTransaction(pool, work, { until: tenure.lost });
};

/** Whether the event that the live build stands at is in this log; `unseen` while that cannot be told. */
const mayHold = async (store: EventStore, { position, eventId }: Live, unseen: boolean): Promise<boolean> => {
  if ((await store.head()) < position) return false;
  const found = await idAt(store, position);
  return found === null ? unseen : eventId === null || found === eventId;
};

/** Applies what lies between, and not one event more. */
const catchUp = async (
  client: PoolClient,
  store: EventStore,
  tenure: Tenure,
  from: Position,
  writer: Writer | undefined,
  to: Position,
): Promise<{ position: Position; eventId: string | null; writer: Writer | undefined }> => {
  const reached = { position: from, eventId: null as string | null, writer };
  if (from >= to) return reached;
  for await (const step of readOn((after) => store.readAll(after), from, tenure.skipped ?? new Map())) {
    if ('passed' in step) {
      if (step.passed.position > to) break;
      await passOver(client, tenure, reached.position, step.passed);
      reached.position = step.passed.position;
      reached.eventId = step.passed.id;
      continue;
    }
    const due = step.events.filter(({ position }) => position <= to);
    const last = due.at(-1);
    if (!last) break;
    reached.writer = await writeBatch(client, tenure, reached.writer, reached.position, due);
    reached.position = last.position;
    reached.eventId = last.id;
    if (last.position >= to) break;
  }
  return reached;
};
