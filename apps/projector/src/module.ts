import { Inject, Module } from '@nestjs/common';
import type { DynamicModule, OnApplicationBootstrap, OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { Projector } from '@sohoi/projection-host';
import type { Notary } from './ledger/notary.js';

export { createNotary } from './ledger/notary.js';
export type { Notary, NotaryOptions } from './ledger/notary.js';
export { openSigningKey, SigningKeyUnusable } from './ledger/signing-key.js';
export { witnessMetrics } from './ledger/witness.metrics.js';
export { BadWitness, witnessesIn } from './ledger/witness-setting.js';
export type { Witness } from './ledger/witness-setting.js';
export { projectionsWith } from './projections.js';
export type { ProjectionKeys } from './projections.js';
export { ledgerStreams } from './streams.js';

const PROJECTOR = Symbol('Projector');
const NOTARY = Symbol('Notary');

/** The function that tells the status of each projection. */
export const PROJECTIONS_STATUS = Symbol('ProjectionsStatus');
export type ProjectionsStatus = Projector['status'];

/**
 * Runs the projections, and the notary, as long as the application lives: the schema is ready before the first request, and the
 * projections stop after the last one, so that a request that waits for a position is still answered.
 */
@Module({})
export class ProjectorModule implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(PROJECTOR) private readonly projector: Projector,
    @Inject(NOTARY) private readonly notary: Notary,
  ) {}

  static of(projector: Projector, notary: Notary): DynamicModule {
    return {
      module: ProjectorModule,
      providers: [
        { provide: PROJECTOR, useValue: projector },
        { provide: NOTARY, useValue: notary },
        { provide: PROJECTIONS_STATUS, useValue: projector.status },
      ],
      exports: [PROJECTIONS_STATUS],
    };
  }

  onModuleInit(): Promise<void> {
    return this.projector.install();
  }

  onApplicationBootstrap(): void {
    this.projector.start();
    this.notary.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.projector.stop(), this.notary.stop()]);
  }
}
