import { MemberEntity } from './member.entity.js';

export { MembershipModule } from './membership.module.js';

/** What TypeORM must know beside the entities of every service. */
export const membershipEntities: readonly (new () => object)[] = [MemberEntity];
