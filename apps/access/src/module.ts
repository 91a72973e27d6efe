import { RightEntity } from './right.entity.js';

export { AccessModule } from './access.module.js';
export { BadFounder, foundRights } from './found-rights.js';

/** What TypeORM must know beside the entities of every service. */
export const accessEntities: readonly (new () => object)[] = [RightEntity];
