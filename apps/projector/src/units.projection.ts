import { evolvePostHolderRow, evolveUnitRow, postHolderKeyOf, unitKeyOf } from '@sohoi/organization';
import type { IdentifiedPostEvent, PostHolderRow, UnitRow } from '@sohoi/organization';
import type { PostEvent } from '@sohoi/organization/events';
import type { PersonEvent } from '@sohoi/persons/events';
import { categoriesOf, foldedTable, readableOf } from '@sohoi/projection';
import type { EventsOf, Projection, Readable, RowFold } from '@sohoi/projection';
import { isOfPerson, ofPersons, personStates } from './person-states.js';
import { personStreams, unitStreams } from './streams.js';
import { writePaths } from './unit-paths.sql.js';
import { clearSuccessions, successionsDdl, writeSuccessions } from './unit-successions.sql.js';

export type TreeEvent = EventsOf<(typeof unitStreams)[number]>;

export const unitRows: RowFold<UnitRow, TreeEvent> = {
  name: 'units',
  key: 'id',
  columns: {
    id: 'uuid',
    kind: 'text',
    level: 'text',
    name: 'text',
    officialKind: 'text null',
    code: 'text null',
    basis: 'text null',
    parentId: 'uuid null',
    status: 'text',
    from: 'date',
    to: 'date null',
    women: 'integer null',
    womenAt: 'date null',
    streamVersion: 'integer',
  },
  named: { from: 'valid_from', to: 'valid_to' },
  derived: [
    // Ids from the top down, without dashes; empty only until the end of the transaction that adds the row.
    `path public.ltree NOT NULL DEFAULT ''`,
    'name_folded text NOT NULL GENERATED ALWAYS AS (read.vn_fold(name)) STORED',
  ],
  indexes: (table) => [
    `CREATE INDEX ON ${table} USING gist (path)`,
    `CREATE INDEX ON ${table} (parent_id)`,
    `CREATE INDEX ON ${table} USING gin (name_folded public.gin_trgm_ops)`,
  ],
  keysOf: (event) => [unitKeyOf(event)],
  evolve: (row, event, _key, { streamVersion }) => evolveUnitRow(row, { ...event, streamVersion }),
};

const units = foldedTable(unitRows);

export const postHolderRows: RowFold<PostHolderRow, IdentifiedPostEvent> = {
  name: 'post_holders',
  key: 'holdingId',
  columns: {
    holdingId: 'uuid',
    bodyId: 'uuid',
    bodyKind: 'text',
    post: 'text',
    personId: 'uuid',
    fullName: 'json null',
    from: 'date',
    to: 'date null',
    allowance: 'json null',
  },
  named: { from: 'valid_from', to: 'valid_to' },
  indexes: (table) => [`CREATE INDEX ON ${table} (body_id)`, `CREATE INDEX ON ${table} (person_id)`],
  keysOf: (event) => [postHolderKeyOf(event)],
  evolve: evolvePostHolderRow,
};

const postHolders = foldedTable(postHolderRows);

const streams = [...unitStreams, ...personStreams];
const read = readableOf(streams);

const states = personStates('post_holder_persons');

/** Names of those erased, in rows that there were and in rows that were made since. */
export const forgetHolders = (table: string, persons: string): string => `
  UPDATE ${table} SET full_name = NULL
   WHERE person_id IN (SELECT person_id FROM ${persons} WHERE erased AND person_id = ANY($1::uuid[]))
     AND full_name IS NOT NULL`;

/** The tree of units and chapters, who holds their posts, and which units go on after others. */
export const unitTree: Projection = {
  name: 'units',
  version: 3,
  tables: [
    units,
    postHolders,
    { name: states.name, ddl: states.ddl },
    { name: 'unit_successions', ddl: successionsDdl },
  ],
  reads: categoriesOf(streams),
  open: (_client, table) => {
    const putUnits = units.open(table);
    const putPostHolders = postHolders.open(table);
    const WRITE_PATHS = writePaths(table('units'));
    const CLEAR_SUCCESSIONS = clearSuccessions(table('unit_successions'));
    const WRITE_SUCCESSIONS = writeSuccessions(table('unit_successions'));
    const writeStates = states.open(table);
    const FORGET = forgetHolders(table('post_holders'), table(states.name));
    return Promise.resolve({
      apply: async (client, batch) => {
        const heard = read(batch);
        const events = heard.flatMap(({ event, envelope }) => (isOfPerson(event) ? [] : [{ event, envelope }]));
        await putUnits(client, events);
        await putPostHolders(client, hearPosts(events));
        const placed = [...new Set(events.flatMap(({ event }) => placedBy(event)))];
        if (placed.length > 0) await client.query(WRITE_PATHS, [placed]);
        const succeeded = new Map(events.flatMap(({ event }) => successionsOf(event)));
        if (succeeded.size > 0) {
          await client.query(CLEAR_SUCCESSIONS, [[...succeeded.keys()]]);
          await client.query(WRITE_SUCCESSIONS, [JSON.stringify([...succeeded.values()])]);
        }
        await writeStates(client, ofPersons(heard));
        const named = personsNamedIn(heard);
        if (named.length > 0) await client.query(FORGET, [named]);
      },
    });
  },
};

export const hearPosts = (events: readonly Readable<TreeEvent>[]): readonly Readable<IdentifiedPostEvent>[] =>
  events.flatMap(({ event, envelope }) =>
    isPostEvent(event) ? [{ event: { ...event, eventId: envelope.id }, envelope }] : [],
  );

export const personsNamedIn = (events: readonly Readable<TreeEvent | PersonEvent>[]): readonly string[] => [
  ...new Set(events.flatMap(({ event }) => ('personId' in event.data ? [event.data.personId] : []))),
];

const isPostEvent = (event: TreeEvent): event is PostEvent => 'holdingId' in event.data;

/** By unit, so that the list named last is the one that stays. */
const successionsOf = (event: TreeEvent): readonly (readonly [string, { unitId: string; successorIds: string[] }])[] =>
  event.type === 'UnitSucceeded' ? [[event.data.unitId, event.data]] : [];

/** The unit or chapter that the event gives a place in the tree. */
const placedBy = (event: TreeEvent): readonly string[] =>
  event.type === 'UnitEstablished' || event.type === 'UnitMoved' || event.type === 'ChapterEstablished'
    ? [unitKeyOf(event)]
    : [];
