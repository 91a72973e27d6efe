import { evolveMemberState, memberOf } from '@sohoi/contracts';
import type { CloudEvent, MemberState, Publisher as Instance } from '@sohoi/contracts';
import type { Projection } from '@sohoi/projection';
import type { PoolClient } from 'pg';
import { publicOf } from './events.projection.js';
import type { Publisher } from './publisher.js';
import type { Outgoing } from './record.js';
import { STATE_TOPIC, stateTopicSetting } from './topics.js';

const TABLE = 'relay_members';

const statesOf = async (
  client: PoolClient,
  table: string,
  ids: readonly string[],
): Promise<Map<string, MemberState | undefined>> => {
  const { rows } = await client.query<{ state: MemberState }>(
    `SELECT state FROM ${table} WHERE member_id = ANY ($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map(({ state }) => [state.memberId, state]));
};

const keep = async (client: PoolClient, table: string, states: ReadonlyMap<string, MemberState | undefined>) => {
  const gone = [...states].flatMap(([id, state]) => (state ? [] : [id]));
  const there = [...states].flatMap(([, state]) => state ?? []);
  if (gone.length > 0) await client.query(`DELETE FROM ${table} WHERE member_id = ANY ($1::uuid[])`, [gone]);
  if (there.length === 0) return;
  await client.query(
    `INSERT INTO ${table} (member_id, state) SELECT (state->>'memberId')::uuid, state FROM jsonb_array_elements($1) state
     ON CONFLICT (member_id) DO UPDATE SET state = excluded.state`,
    [JSON.stringify(there)],
  );
};

const recordOf = (key: string, state: MemberState | undefined): Outgoing => ({
  topic: STATE_TOPIC,
  key,
  headers: { 'content-type': 'application/json' },
  value: state ? JSON.stringify(state) : null,
});

/**
 * Sends the state of each member whenever it changed, under her id, to a compacted topic: whoever reads it from the beginning
 * has every member once. Of somebody whose data are erased nothing stays but a tombstone, which goes in its time.
 */
export const relayStates = (publisher: Publisher, instance: Instance): Projection => ({
  name: 'relay-states',
  version: 1,
  outward: true,
  reads: ['member', 'person'],
  tables: [{ name: TABLE, ddl: (table) => `CREATE TABLE ${table} (member_id uuid PRIMARY KEY, state jsonb NOT NULL)` }],
  open: async (opening, tables) => {
    const term = await publisher.begin('states', [stateTopicSetting], () => opening.query('SELECT 1'));
    return {
      apply: async (client, batch) => {
        const events = publicOf(batch, instance).flatMap((event): readonly (readonly [string, CloudEvent])[] => {
          const id = memberOf(event);
          return id === undefined ? [] : [[id, event]];
        });
        if (events.length === 0) return;
        const states = await statesOf(client, tables(TABLE), [...new Set(events.map(([id]) => id))]);
        for (const [id, event] of events) states.set(id, evolveMemberState(states.get(id), event));
        await keep(client, tables(TABLE), states);
        const records = [...states].map(([id, state]) => recordOf(id, state));
        await term.publish(records, () => client.query('SELECT 1'));
      },
    };
  },
});
