import type { Right, Role } from '@sohoi/access/events';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';

/** Places and actors are told by number; who carries a story out takes it modulo how many there are. */
export type RightOf = {
  readonly actor: number;
  /** Null: the whole organisation. */
  readonly unit: number | null;
  readonly terms: Omit<Right, 'rightId' | 'unitId'>;
};

export const ACTORS = 4;

const DAYS = [-400, -1, 0, 1, 400];

/** The day so many days from today, `yyyy-mm-dd`. */
export const dayFrom = (today: string, days: number): string =>
  new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);

const roleOf = fc.constantFrom<Role>('commune-cadre', 'province-verifier', 'central-officer', 'auditor', 'operator');

/** Rights whose days lie before, around and after today; an auditor's only to look. */
export const rightsOn = (today: string): fc.Arbitrary<RightOf> =>
  fc
    .record({
      actor: fc.nat(ACTORS - 1),
      unit: fc.option(fc.nat(), { freq: 12 }),
      role: roleOf,
      capture: fc.boolean(),
      mayGrant: fc.boolean(),
      from: fc.oneof({ weight: 3, arbitrary: fc.constant(-400) }, fc.constantFrom(...DAYS)),
      to: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.constantFrom(...DAYS)),
    })
    .map(({ actor, unit, role, capture, mayGrant, from, to }) => ({
      actor,
      unit,
      terms: {
        ...{ role, mayGrant, sensitive: false, topics: [] },
        capture: capture && role !== 'auditor',
        from: dayFrom(today, from),
        to: to === null ? null : dayFrom(today, Math.max(from, to)),
      },
    }));

export const newId = (): string => randomUUID();
