import type { Role } from '@sohoi/nest';

/** Who keeps the register of training. */
export const keepers = ['commune-cadre', 'province-verifier', 'central-officer'] as const satisfies readonly Role[];

/** Who may see the classes; they are shown without names of persons. */
export const readers = [...keepers, 'auditor', 'analyst'] as const satisfies readonly Role[];
