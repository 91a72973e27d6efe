import type { EventStore, RecordedEvent } from '@sohoi/event-store';
import { columnName, readableOf } from '@sohoi/projection';
import type { Readable, ReadStream, RowFold } from '@sohoi/projection';
import { createUnmask } from '@sohoi/sealing';
import { clusterRows } from '../src/clusters.projection.js';
import { hearMembers, memberRows } from '../src/members.projection.js';
import { personRequestRows } from '../src/person-requests.projection.js';
import * as streams from '../src/streams.js';
import { trainingClassRows } from '../src/training-classes.projection.js';
import { hearPosts, postHolderRows, unitRows } from '../src/units.projection.js';
import { sealer } from './read-side.js';

export type Row = Record<string, unknown>;

type Heard = Readable<{ readonly type: string; readonly data: { readonly at: string } }>;

/** A row fold and what it hears, without what is decided about persons. */
type Told = { readonly fold: RowFold<Row, Heard['event']>; readonly events: readonly Heard[] };

const told = <R extends object, E>(fold: RowFold<R, E>, events: readonly Readable<E>[]): Told =>
  ({ fold, events }) as unknown as Told;

/** All that the rows of the past hear, read from the log. */
export const toldIn = async (store: EventStore): Promise<Readonly<Record<string, Told>>> => {
  const log: RecordedEvent[] = [];
  for await (const batch of store.readAll('')) log.push(...batch);
  const read = <S extends ReadStream>(of: readonly S[]) => readableOf(of)(log);
  const ofMembers = readableOf(streams.memberStreams, createUnmask(sealer.masker))(log);
  const tree = read(streams.unitStreams);
  return {
    units: told(unitRows, tree),
    post_holders: told(postHolderRows, hearPosts(tree)),
    members: told(memberRows, await hearMembers(sealer, ofMembers, () => Promise.resolve(new Map()))),
    training_classes: told(trainingClassRows, read(streams.trainingClassStreams)),
    clusters: told(clusterRows, read(streams.clusterStreams)),
    person_requests: told(personRequestRows, read(streams.personRequestStreams)),
  };
};

/** Of these fields there is one truth, which was recorded wrongly. */
const CORRECTED = ['fullName', 'birthYear', 'gender', 'identityNumber'];

const correctsAnError = ({ event: { type, data } }: Heard): boolean =>
  type === 'PostHolderNameCorrected' ||
  (type === 'PersonCorrected' && CORRECTED.some((field) => 'person' in data && field in Object(data.person)));

/** By columns: what ADR 0057 says the rows are as of a position and a day, as a fold from the start. */
export const foldedByDay = ({ fold, events }: Told, position: string, day: string): readonly Row[] => {
  const ofKey = new Map<string, Heard[]>();
  for (const one of events.filter(({ envelope }) => envelope.position <= position)) {
    for (const key of fold.keysOf(one.event)) ofKey.set(key, [...(ofKey.get(key) ?? []), one]);
  }
  return [...ofKey].flatMap(([key, heard]) => {
    const evolve = (row: Row | undefined, { event, envelope }: Heard): Row | undefined =>
      fold.evolve(row && 'streamVersion' in row ? { ...row, streamVersion: 0 } : row, event, key, envelope) ?? row;
    const first = heard.findIndex((one) => evolve(undefined, one) !== undefined);
    const begun = heard[first]?.event.data.at;
    if (begun === undefined || begun > day) return [];
    const row = heard
      .slice(first)
      .map((one) => ({ one, on: correctsAnError(one) || one.event.data.at < begun ? begun : one.event.data.at }))
      .filter(({ on }) => on <= day)
      .sort((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1))
      .reduce<Row | undefined>((before, { one }) => evolve(before, one), undefined);
    return row ? [inColumns(fold, row)] : [];
  });
};

const inColumns = ({ columns, named }: Told['fold'], row: Row): Row =>
  Object.fromEntries(Object.keys(columns).map((field) => [named?.[field] ?? columnName(field), row[field] ?? null]));

export type Decided = { readonly person_id: string; readonly erased: boolean; readonly restricted: boolean };

/** What was decided about the data of persons holds at every moment. */
export const asDecided = (name: string, rows: readonly Row[], decided: readonly Decided[]): readonly Row[] => {
  const states = new Map(decided.map((state) => [state.person_id, state]));
  return rows.map((row) => {
    const state = states.get(String(row[name === 'members' ? 'member_id' : 'person_id']));
    if (!state) return row;
    if (name === 'post_holders') return state.erased ? { ...row, full_name: null } : row;
    if (name !== 'members') return row;
    const forgotten = { person: null, name_tokens: [], identity_hash: null, erased: true };
    return { ...row, restricted: state.restricted, ...(state.erased && forgotten) };
  });
};

const inOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, of]) => [key, inOrder(of)]),
  );
};

/** Rows as texts, whatever the order of rows and of the fields in them, to the last depth. */
export const sorted = (rows: readonly Row[]): readonly string[] =>
  rows.map((row) => JSON.stringify(inOrder(row))).sort();
