import { id } from '@sohoi/fields';
import { z } from 'zod';

export const roles = [
  'commune-cadre',
  'province-verifier',
  'central-officer',
  'auditor',
  'analyst',
  'operator',
] as const;

export type Role = (typeof roles)[number];

/** Who asks: an opaque id, one role, and the unit whose subtree is all that this actor may see or change. */
export type Actor = { readonly id: string; readonly role: Role; readonly unitId: string };

/** The claims of an access token that say who asks; `unit` is the id of the actor's unit. */
export const actorClaims = z
  .object({ sub: z.string().min(1).max(200), role: z.enum(roles), unit: id })
  .transform(({ sub, role, unit }): Actor => ({ id: sub, role, unitId: unit }));
