import { TrainingClassEntity } from './training-class.entity.js';

export { TrainingModule } from './training.module.js';

/** What TypeORM must know beside the entities of every service. */
export const trainingEntities: readonly (new () => object)[] = [TrainingClassEntity];
