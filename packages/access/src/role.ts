import { z } from 'zod';

/** What a right lets its holder do; each route names the roles that it is open to. */
export const roles = [
  'commune-cadre',
  'province-verifier',
  'central-officer',
  'auditor',
  'analyst',
  'operator',
  'data-protection-officer',
  'subscriber',
] as const;

export const role = z.enum(roles);
export type Role = z.infer<typeof role>;

/** What a subscriber may be sent: the events of these contexts. */
export const topics = ['organization', 'membership', 'training', 'evaluation'] as const;

export const topic = z.enum(topics);
export type Topic = z.infer<typeof topic>;
