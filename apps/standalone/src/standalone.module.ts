import type { DynamicModule } from '@nestjs/common';
import { auditEntities, AuditModule } from '@sohoi/audit/module';
import { evaluationEntities, EvaluationModule } from '@sohoi/evaluation-service/module';
import { membershipEntities, MembershipModule } from '@sohoi/membership-service/module';
import { PlatformModule } from '@sohoi/nest';
import type { Platform } from '@sohoi/nest';
import { organizationEntities, OrganizationModule } from '@sohoi/organization-service/module';
import { createProjector, ProjectorModule } from '@sohoi/projector/module';
import { trainingEntities, TrainingModule } from '@sohoi/training-service/module';
import type { JWK } from 'jose';
import { JWKS, JwksController } from './jwks.controller.js';

class StandaloneModule {}

/** Every service, the projector and the demo identity in one process. */
export const standaloneModule = ({
  jwks,
  ...platform
}: Omit<Platform, 'entities'> & { readonly jwks: { readonly keys: readonly JWK[] } }): DynamicModule => {
  const projector = createProjector(platform);
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
        ],
      }),
      ProjectorModule.of(projector),
      OrganizationModule,
      MembershipModule,
      TrainingModule,
      EvaluationModule,
      AuditModule,
    ],
    controllers: [JwksController],
    providers: [{ provide: JWKS, useValue: jwks }],
  };
};
