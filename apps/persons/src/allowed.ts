import type { Role } from '@sohoi/nest';

/** Who takes in what a person asks for. */
export const receivers = [
  'commune-cadre',
  'province-verifier',
  'central-officer',
  'data-protection-officer',
] as const satisfies readonly Role[];

/** Who decides, holds, restricts and hands out extracts. */
export const deciders = ['data-protection-officer'] as const satisfies readonly Role[];

export const readers = [...receivers, 'auditor'] as const satisfies readonly Role[];

/** Who sees who read sensitive fields. */
export const overseers = ['auditor', 'data-protection-officer'] as const satisfies readonly Role[];
