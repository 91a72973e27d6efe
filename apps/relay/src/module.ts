import { Inject, Module } from '@nestjs/common';
import type { DynamicModule, OnApplicationBootstrap, OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { Projector } from '@sohoi/projection-host';
import type { Relay } from '@sohoi/relay';
import type { Pool } from 'pg';

const HOSTED = Symbol('Hosted');

export type Hosted = { readonly projector: Projector; readonly relay: Relay; readonly pool: Pool };

/** Runs the relay as long as the application lives; what is under way is finished at its end. */
@Module({})
export class RelayModule implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  constructor(@Inject(HOSTED) private readonly hosted: Hosted) {}

  static of(hosted: Hosted): DynamicModule {
    return { module: RelayModule, providers: [{ provide: HOSTED, useValue: hosted }] };
  }

  onModuleInit(): Promise<void> {
    return this.hosted.projector.install();
  }

  onApplicationBootstrap(): void {
    this.hosted.projector.start();
    this.hosted.relay.start(this.hosted.pool);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.hosted.projector.stop();
    await this.hosted.relay.stop();
  }
}
