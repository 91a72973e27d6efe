import type { Role } from '@sohoi/nest';

/** Who keeps the register of members. */
export const keepers = ['commune-cadre', 'province-verifier', 'central-officer'] as const satisfies readonly Role[];

/** Who may see members by name; an operator has no need to. */
export const readers = [...keepers, 'auditor', 'analyst'] as const satisfies readonly Role[];
