import { count, id, legalAct, name, plainDate, reason, source, text } from '@sohoi/fields';
import { z } from 'zod';
import { unitLevel } from './body.js';
import type { UnitLevel } from './body.js';
import type { ErasedHolders, PostCommand } from './post.commands.js';

const at = plainDate.meta({ description: 'The day on which it was true; never in the future' });
const actOptional = legalAct.optional();

export const establishUnit = z
  .strictObject({
    /** The client may choose the id. */
    id: id.optional(),
    parentId: id.nullable().default(null),
    level: unitLevel,
    kind: text(50),
    name,
    code: text(20).nullable().default(null),
    legalAct: actOptional,
    at,
  })
  .meta({
    id: 'EstablishUnit',
    description: 'Establishes a unit: a province under the centre, a district under a province, a commune under either',
    example: {
      parentId: '0197a7c0-0000-7000-8000-0000000000a1',
      level: 'commune',
      kind: 'Xã',
      name: 'Hội LHPN xã Ví Dụ',
      code: '00000',
      legalAct: { number: '00/NQ-VÍ-DỤ', issuer: 'Cơ quan Ví Dụ', date: '2023-01-05' },
      at: '2023-01-10',
    },
  });

export const renameUnit = z.strictObject({ name, legalAct: actOptional, at }).meta({
  id: 'RenameUnit',
  description: 'Gives a unit another name',
  example: { name: 'Hội LHPN phường Ví Dụ', at: '2023-04-01' },
});

export const moveUnit = z.strictObject({ to: id, legalAct: actOptional, at }).meta({
  id: 'MoveUnit',
  description: 'Puts a unit under another parent unit',
  example: { to: '0197a7c0-0000-7000-8000-0000000000a2', at: '2023-04-01' },
});

export const dissolveUnit = z.strictObject({ reason, legalAct: actOptional, at }).meta({
  id: 'DissolveUnit',
  description: 'Dissolves a unit; whoever holds a post in it is relieved on that day',
  example: { reason: 'Sáp nhập vào xã Ví Dụ Mới', at: '2023-06-30' },
});

/** In one order and each once, so that the same successors are the same list. */
const successorIds = z
  .array(id)
  .min(1)
  .max(20)
  .overwrite((ids) => [...new Set(ids)].sort());

export const nameSuccessors = z.strictObject({ successorIds, legalAct: actOptional, at }).meta({
  id: 'NameSuccessors',
  description: 'Names the units that go on after a dissolved one; who sees them sees its history too',
  example: { successorIds: ['0197a7c0-0000-7000-8000-0000000000a3'], at: '2023-07-01' },
});

export const countWomen = z.strictObject({ count, source: source.optional(), at }).meta({
  id: 'CountWomen',
  description: 'Records how many women aged 18 and over there are: the denominator of the share gathered',
  example: { count: 4210, source: { title: 'Báo cáo dân số xã Ví Dụ', date: '2023-01-31' }, at: '2023-01-31' },
});

export const unitCommandBodies = {
  EstablishUnit: establishUnit,
  RenameUnit: renameUnit,
  MoveUnit: moveUnit,
  DissolveUnit: dissolveUnit,
  NameSuccessors: nameSuccessors,
  CountWomen: countWomen,
} as const;

/** What the host knows of the parent that the body names; `parentDissolvedAt` is null or absent while it stands. */
type Parent = { parentLevel: UnitLevel | null; parentDissolvedAt?: string | null };

/** What the host knows of the successors that the body names. */
type Successors = {
  /** Those whose own successors, or theirs in turn, are the unit. */
  returning: readonly string[];
  /** Those which stand, or whose own successors stand, at or below the unit or one that it goes on after. */
  below: readonly string[];
  /** Those that have ended, and when. */
  ended: readonly { successorId: string; dissolvedAt: string }[];
};

/** The units at or below the moved one that go on after its new parent or one above that; absent: none. */
type Heirs = { heirs?: readonly string[] };

/** What the host adds to a body: the id of the path, and what it knows of the units that the body names. */
type Added = {
  EstablishUnit: Parent;
  MoveUnit: Parent & Heirs;
  NameSuccessors: Successors;
  DissolveUnit: ErasedHolders;
};

export type UnitCommand =
  | {
      [T in keyof typeof unitCommandBodies]: {
        readonly type: T;
        readonly data: Omit<z.infer<(typeof unitCommandBodies)[T]>, 'id'> & { unitId: string } & (T extends keyof Added
            ? Added[T]
            : unknown);
      };
    }[keyof typeof unitCommandBodies]
  | PostCommand;

export type UnitCommandOf<T extends UnitCommand['type']> = Extract<UnitCommand, { type: T }>;
