import { PostHolderEntity } from './post-holder.entity.js';

export { OrganizationModule } from './organization.module.js';

/** What TypeORM must know beside the entities of every service. */
export const organizationEntities: readonly (new () => object)[] = [PostHolderEntity];
