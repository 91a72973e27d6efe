import type { Role } from '@sohoi/nest';

/** Who verifies, approves, publishes, and sets the rules of evaluation. */
export const judges = ['province-verifier', 'central-officer'] as const satisfies readonly Role[];

/** Who reports and proposes. */
export const keepers = ['commune-cadre', ...judges] as const satisfies readonly Role[];

/** Who may see scores, standings and clusters. */
export const readers = [...keepers, 'auditor', 'analyst'] as const satisfies readonly Role[];
