import type { Right } from '@sohoi/access/events';
import fc from 'fast-check';
import type { Pool } from 'pg';
import { newId, rightsOn } from './arbitraries.js';
import { lineOf } from './model.js';
import type { Model, Place } from './model.js';

type Branch = { readonly below: number; readonly chapter: boolean; readonly closed: boolean };

const branch: fc.Arbitrary<Branch> = fc.record({ below: fc.nat(), chapter: fc.boolean(), closed: fc.boolean() });

/** A tree of places, which of its units go on after which, and what four actors hold on them. */
export const models = (today: string): fc.Arbitrary<Model> =>
  fc
    .record({
      tree: fc.array(branch, { minLength: 2, maxLength: 24 }),
      pairs: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 6 }),
      held: fc.array(rightsOn(today), { maxLength: 8 }),
    })
    .map(({ tree, pairs, held }) => {
      const places = placesOf(tree);
      const units = places.filter(({ kind }) => kind === 'unit').map(({ id }) => id);
      const unit = (n: number): string => units[n % units.length] ?? '';
      const successors = new Map<string, readonly string[]>();
      for (const [one, other] of pairs) {
        const known = successors.get(unit(one)) ?? [];
        if (unit(one) !== unit(other)) successors.set(unit(one), [...new Set([...known, unit(other)])]);
      }
      const rights = new Map<string, readonly Right[]>();
      for (const { actor, unit: on, terms } of held) {
        const right = { ...terms, rightId: newId(), unitId: on === null ? null : unit(on) };
        rights.set(`actor-${actor}`, [...(rights.get(`actor-${actor}`) ?? []), right]);
      }
      return { places: new Map(places.map((place) => [place.id, place])), successors, rights };
    });

/** Each place lies below a unit before it, the first one below none; nothing lies below a chapter. */
const placesOf = (tree: readonly Branch[]): readonly Place[] => {
  const units: Place[] = [];
  return tree.map(({ below, chapter, closed }) => {
    const parent = units.length === 0 ? null : (units[below % units.length]?.id ?? null);
    const kind = parent !== null && chapter ? 'chapter' : 'unit';
    const place: Place = { id: newId(), kind, level: 'commune', parent, closed };
    if (kind === 'unit') units.push(place);
    return place;
  });
};

/** The read models of that tree, put there without an event. */
export const insertMap = async (pool: Pool, model: Model): Promise<void> => {
  const rows = [...model.places.values()].map(({ id, kind, level, parent, closed }) => ({
    ...{ id, kind, level, name: id, parent_id: parent, status: closed ? 'closed' : 'active' },
    ...{ valid_from: '2023-01-01', stream_version: 1 },
    path: [...lineOf(model, id)]
      .reverse()
      .map((one) => one.replaceAll('-', ''))
      .join('.'),
  }));
  await pool.query(
    `INSERT INTO read.units (id, kind, level, name, parent_id, status, valid_from, stream_version, path)
     SELECT id, kind, level, name, parent_id, status, valid_from, stream_version, path::public.ltree
       FROM json_to_recordset($1) AS row (id uuid, kind text, level text, name text, parent_id uuid, status text,
                                          valid_from date, stream_version int, path text)`,
    [JSON.stringify(rows)],
  );
  const pairs = [...model.successors].flatMap(([unit_id, after]) =>
    after.map((successor_id) => ({ unit_id, successor_id })),
  );
  await pool.query(
    `INSERT INTO read.unit_successions (unit_id, successor_id)
     SELECT unit_id, successor_id FROM json_to_recordset($1) AS row (unit_id uuid, successor_id uuid)`,
    [JSON.stringify(pairs)],
  );
};

export const removeMap = async (pool: Pool, { places }: Model): Promise<void> => {
  const ids = [...places.keys()];
  await pool.query('DELETE FROM read.unit_successions WHERE unit_id = ANY($1)', [ids]);
  await pool.query('DELETE FROM read.units WHERE id = ANY($1)', [ids]);
};

/** All that units go on after, at once or through others. */
const predecessorsOf = ({ successors }: Model, id: string): ReadonlySet<string> => {
  const found = new Set<string>();
  const add = (heir: string): void => {
    for (const [gone, after] of successors) {
      if (!after.includes(heir) || found.has(gone)) continue;
      found.add(gone);
      add(gone);
    }
  };
  add(id);
  return found;
};

/** Of each unit, what it goes on after and yet stands at or below: its holders see all that stands beside it there. */
export const heirsBelow = (model: Model): ReadonlySet<string> =>
  new Set(
    [...model.places.keys()].flatMap((id) => {
      const line = lineOf(model, id);
      return [...predecessorsOf(model, id)].filter((gone) => line.includes(gone)).map((gone) => `${id} below ${gone}`);
    }),
  );

export const movedIn = (model: Model, id: string, parent: string): Model => {
  const place = model.places.get(id);
  return place ? { ...model, places: new Map([...model.places, [id, { ...place, parent }]]) } : model;
};
