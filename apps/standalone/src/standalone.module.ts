import type { DynamicModule } from '@nestjs/common';
import { accessEntities, AccessModule } from '@sohoi/access-service/module';
import { auditEntities, AuditModule } from '@sohoi/audit/module';
import { evaluationEntities, EvaluationModule } from '@sohoi/evaluation-service/module';
import { membershipEntities, MembershipModule } from '@sohoi/membership-service/module';
import { PlatformModule } from '@sohoi/nest';
import type { Platform } from '@sohoi/nest';
import { organizationEntities, OrganizationModule } from '@sohoi/organization-service/module';
import { createProjector, ProjectorModule } from '@sohoi/projector/module';
import { trainingEntities, TrainingModule } from '@sohoi/training-service/module';
import type { Pool } from 'pg';

class StandaloneModule {}

/** Every service and the projector in one process. */
export const standaloneModule = ({
  projectorPool,
  ...platform
}: Omit<Platform, 'entities'> & { readonly projectorPool: Pool }): DynamicModule => {
  const projector = createProjector({ ...platform, pool: projectorPool });
  return {
    module: StandaloneModule,
    imports: [
      PlatformModule.of({
        ...platform,
        readiness: [...platform.readiness, projector.readiness],
        entities: [
          ...organizationEntities,
          ...membershipEntities,
          ...trainingEntities,
          ...evaluationEntities,
          ...auditEntities,
          ...accessEntities,
        ],
      }),
      ProjectorModule.of(projector),
      OrganizationModule,
      MembershipModule,
      TrainingModule,
      EvaluationModule,
      AuditModule,
      AccessModule,
    ],
  };
};
