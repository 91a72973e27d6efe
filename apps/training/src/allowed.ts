import type { Role } from '@sohoi/nest';

/** Who keeps the register of training. */
export const keepers = ['commune-cadre', 'province-verifier', 'central-officer'] as const satisfies readonly Role[];

/** Who may see the classes, and in their scope the trainees by name. */
export const readers = [...keepers, 'auditor', 'analyst'] as const satisfies readonly Role[];
