import { Inject, Injectable } from '@nestjs/common';
import { Moments, problems, ReadModels, UnitScope } from '@sohoi/nest';
import type { Actor, Moment } from '@sohoi/nest';
import type { z } from 'zod';
import { BELOW, HOLDERS, MOST_MOVED, MOVEMENTS, ROWS } from './difference.sql.js';
import { fields } from './difference.schemas.js';
import type { Difference, differenceQuery } from './difference.schemas.js';

type Row = Readonly<Record<string, string | number | null>>;
type Beside = { readonly begun: readonly Row[]; readonly ended: readonly Row[] };
type Movements = { readonly touched: number; readonly joined: number; readonly left: number };

/** What has become of a unit or chapter between two moments. */
@Injectable()
export class DifferenceQueries {
  constructor(
    @Inject(ReadModels) private readonly reads: ReadModels,
    @Inject(UnitScope) private readonly scope: UnitScope,
    @Inject(Moments) private readonly moments: Moments,
  ) {}

  /** @throws Problem not-found for what lies outside the actor's subtrees, or was not there at the later moment */
  async ofUnit(actor: Actor, unitId: string, asked: z.infer<typeof differenceQuery>): Promise<Difference> {
    await this.scope.placeWithin(actor, 'id', unitId);
    const [from, to] = [await this.moments.at(asked.from, 'from'), await this.moments.at(asked.to, 'to')];
    if (from.position > to.position) throw problems.invalid([fromAfterTo(to)]);
    return this.reads.upToDate(['past', 'units', 'events-by-unit'], async (manager) => {
      const paths = await this.scope.of(actor, undefined, manager);
      const ask = <T>(sql: string, ...more: readonly unknown[]): Promise<T> =>
        manager.query<T[]>(sql, [unitId, from.position, to.position, ...more]).then((rows) => one(rows));
      const { before, after } = await ask<{ before: Row | null; after: Row | null }>(ROWS);
      if (!after) throw problems.notFound('id', unitId);
      const below = await ask<Beside>(BELOW, paths);
      const holders = await ask<Beside>(HOLDERS);
      const { touched, joined, left } = await ask<Movements>(MOVEMENTS, paths);
      if (touched > MOST_MOVED) throw problems.invalid([tooMany]);
      return {
        id: unitId,
        from: shown(from),
        to: shown(to),
        existed: before !== null,
        fields: changed(before, after),
        below: { came: below.begun.map(bodyOf), went: below.ended.map(bodyOf) },
        posts: { began: holders.begun.map(holdingOf), ended: holders.ended.map(holdingOf) },
        members: { joined, left },
      };
    });
  }
}

const one = <T>([row]: readonly T[]): T => {
  if (row === undefined) throw new Error('a SELECT of aggregates gave no row');
  return row;
};

const shown = ({ position, recordedAt }: Moment) => ({ position, recordedAt });

const changed = (before: Row | null, after: Row): Difference['fields'] =>
  (Object.entries(fields) as [keyof typeof fields, string][]).flatMap(([field, column]) => {
    const [was, is] = [before?.[column] ?? null, after[column] ?? null];
    return was === is ? [] : [{ field, before: was, after: is }];
  });

const bodyOf = ({ id, kind, name }: Row): Difference['below']['came'][number] => ({
  id: String(id),
  kind: kind === 'unit' ? 'unit' : 'chapter',
  name: String(name),
});

const holdingOf = (row: Row): Difference['posts']['began'][number] => ({
  holdingId: String(row['holding_id']),
  post: String(row['post']),
  personId: String(row['person_id']),
  from: String(row['valid_from']),
  to: row['valid_to'] === null ? null : String(row['valid_to']),
});

const tooMany = {
  field: 'from',
  limit: MOST_MOVED,
  message: {
    vi: `hơn ${MOST_MOVED} hội viên đến hoặc đi giữa hai thời điểm; hãy chọn khoảng ngắn hơn hoặc đơn vị cấp dưới`,
    en: `more than ${MOST_MOVED} members came or went between the two; choose a shorter stretch, or a unit below`,
  },
};

const fromAfterTo = ({ position }: Moment) => ({
  field: 'from',
  limit: position,
  message: { vi: 'không được sau thời điểm `to`', en: 'must not be later than `to`' },
});
