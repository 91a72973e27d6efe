import type { DynamicModule } from '@nestjs/common';
import { accessEntities, AccessModule } from '@sohoi/access-service/module';
import { auditEntities, AuditModule } from '@sohoi/audit/module';
import { evaluationEntities, EvaluationModule } from '@sohoi/evaluation-service/module';
import { membershipEntities, MembershipModule } from '@sohoi/membership-service/module';
import { erasuresCheck, PlatformModule } from '@sohoi/nest';
import type { Platform } from '@sohoi/nest';
import { organizationEntities, OrganizationModule } from '@sohoi/organization-service/module';
import { personsEntities, PersonsModule } from '@sohoi/persons-service/module';
import type { Projection } from '@sohoi/projection';
import { createProjector } from '@sohoi/projection-host';
import type { ProjectorOptions } from '@sohoi/projection-host';
import { createNotary, ProjectorModule, witnessMetrics } from '@sohoi/projector/module';
import type { NotaryOptions } from '@sohoi/projector/module';
import { trainingEntities, TrainingModule } from '@sohoi/training-service/module';
import type { Pool } from 'pg';

class StandaloneModule {}

/** Every service and the projector in one process. */
export const standaloneModule = ({
  projectorPool,
  projections,
  rotation,
  countable = true,
  signing,
  ...platform
}: Omit<Platform, 'entities'> & {
  readonly projectorPool: Pool;
  readonly projections: readonly Projection[];
  readonly rotation?: ProjectorOptions['rotation'];
  readonly countable?: boolean;
  readonly signing: Omit<NotaryOptions, 'pool'>;
}): DynamicModule => {
  const projector = createProjector({
    store: platform.store,
    pool: projectorPool,
    projections,
    countable,
    ...(rotation && { rotation }),
    ...(platform.metrics && { metrics: platform.metrics }),
  });
  const notary = createNotary({ pool: projectorPool, ...signing });
  if (platform.metrics) witnessMetrics(platform.metrics, notary.witnesses);
  return {
    module: StandaloneModule,
    imports: [
      PlatformModule.of({
        ...platform,
        countable,
        readiness: [
          ...platform.readiness,
          projector.readiness,
          projector.chores,
          notary.readiness,
          erasuresCheck(projectorPool),
        ],
        entities: [
          ...organizationEntities,
          ...membershipEntities,
          ...trainingEntities,
          ...evaluationEntities,
          ...auditEntities,
          ...accessEntities,
          ...personsEntities,
        ],
      }),
      ProjectorModule.of(projector, notary),
      OrganizationModule,
      MembershipModule,
      TrainingModule,
      EvaluationModule,
      AuditModule,
      AccessModule,
      PersonsModule,
    ],
  };
};
