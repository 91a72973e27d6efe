import { registerTypeScript } from '../node/typescript-hooks.mjs';

registerTypeScript({ conditions: ['source'] });

/** The contract from its sources, so that nothing need be built before it is generated or checked. */
export const contracts = await import('../../packages/contracts/src/index.ts');
