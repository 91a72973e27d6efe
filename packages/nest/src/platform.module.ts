import type { EventEmitter } from 'node:events';
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { EventStore } from '@sohoi/event-store';
import { checkpoints } from '@sohoi/projection';
import { createReadings } from '@sohoi/readings';
import type { Sealer } from '@sohoi/sealing';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { ActorRights } from './actor-rights.js';
import { AuthGuard } from './auth.guard.js';
import { CommandInterceptor } from './command.interceptor.js';
import { EVENT_STORE } from './command.js';
import { HealthController } from './health.controller.js';
import { IDENTITY } from './identity.js';
import type { Identity } from './identity.js';
import { ListQueries } from './list-query.js';
import { createMetrics } from './metrics.js';
import type { Metrics } from './metrics.js';
import { Moments } from './moment.js';
import { ParsePipe } from './parse.pipe.js';
import { ProblemFilter } from './problem.filter.js';
import { DEFAULT_EDGES } from './edges.js';
import { ACTOR_RATE, rateOf } from './rate-limits.js';
import { CHECKPOINTS, ReadModels } from './read-models.js';
import { READINGS } from './readings.js';
import { WholeOrganisation } from './whole-organisation.js';
import { WithheldPersons } from './withheld-persons.js';
import { SEALER } from './sealer.js';
import { READINESS_CHECKS } from './readiness-checks.js';
import type { ReadinessCheck } from './readiness-checks.js';
import { StatusController } from './status.controller.js';
import { UnitEntity } from './unit.entity.js';
import { UnitScope } from './unit-scope.js';
import { VersionInterceptor } from './version.interceptor.js';

/** What a process brings along: the log, the database of the read models, and whose tokens it believes. */
export type Platform = {
  /** A log that seals on the way in. */
  readonly store: EventStore;
  readonly sealer: Sealer;
  readonly pool: Pool;
  readonly databaseUrl: string;
  readonly identity: Identity;
  readonly entities: readonly (new () => object)[];
  readonly readiness: readonly ReadinessCheck[];
  /** Connections for queries. */
  readonly queryConnections: number;
  /** Requests of one actor per 10 s; 0 is no limit. */
  readonly actorRate?: number;
  readonly metrics?: Metrics;
  /** Whether positions of the log tell how many events lie between two, which those of EventStoreDB do not. */
  readonly countable?: boolean;
};

/** The pool that a service appends and asks with. */
export const DATABASE = Symbol('Database');

/** Whether positions tell how many events lie between two. */
export const COUNTABLE = Symbol('Countable');

/** The `Metrics` of the process; where it has none, some that nobody asks for. */
export const METRICS = Symbol('Metrics');

const QUERY_POOL = Symbol('QueryPool');

/** The pool that TypeORM makes for itself. */
const showQueryPool =
  (metrics: Metrics | undefined) =>
  ({ driver }: DataSource): void => {
    if ('master' in driver) metrics?.pool('query', driver.master as Pool);
  };

/** What every service shares: guard, pipe, filter, interceptor, read models, scope, health. */
@Module({})
export class PlatformModule {
  static of(platform: Platform): DynamicModule {
    const { store, sealer, pool, databaseUrl, identity, entities, readiness, queryConnections } = platform;
    const actorRate = platform.actorRate ?? DEFAULT_EDGES.rates.actor;
    const shared = [
      { provide: EVENT_STORE, useValue: store },
      { provide: CHECKPOINTS, useValue: checkpoints(pool) },
      { provide: IDENTITY, useValue: identity },
      { provide: DATABASE, useValue: pool },
      { provide: COUNTABLE, useValue: platform.countable ?? true },
      { provide: SEALER, useValue: sealer },
      { provide: METRICS, useValue: platform.metrics ?? createMetrics() },
      { provide: READINGS, useValue: createReadings(pool) },
      { provide: READINESS_CHECKS, useValue: readiness },
      { provide: ACTOR_RATE, useValue: rateOf(actorRate) },
      ActorRights,
      ReadModels,
      Moments,
      WholeOrganisation,
      WithheldPersons,
      UnitScope,
      ListQueries,
    ];
    return {
      module: PlatformModule,
      global: true,
      imports: [
        CqrsModule.forRoot(),
        TypeOrmModule.forRoot({
          type: 'postgres',
          url: databaseUrl,
          entities: [UnitEntity, ...entities],
          synchronize: false,
          retryAttempts: 0,
          poolSize: queryConnections,
          // Who waits longer for a connection or an answer is told 503, so that no queue grows without end.
          extra: {
            application_name: 'sohoi-query',
            statement_timeout: 10_000,
            // The server's time-out is of no use on a connection that is dead without a word.
            query_timeout: 15_000,
            keepAlive: true,
            connectionTimeoutMillis: 10_000,
            // TypeORM listens a moment too late: one that is cut as it is lent would end the process.
            onConnect: (client: EventEmitter) => client.on('error', () => undefined),
          },
        }),
      ],
      controllers: [HealthController, StatusController],
      providers: [
        ...shared,
        { provide: QUERY_POOL, inject: [DataSource], useFactory: showQueryPool(platform.metrics) },
        { provide: APP_GUARD, useClass: AuthGuard },
        { provide: APP_PIPE, useClass: ParsePipe },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_INTERCEPTOR, useClass: CommandInterceptor },
        { provide: APP_INTERCEPTOR, useClass: VersionInterceptor },
      ],
      exports: [
        CqrsModule,
        EVENT_STORE,
        CHECKPOINTS,
        IDENTITY,
        READINGS,
        SEALER,
        METRICS,
        DATABASE,
        COUNTABLE,
        ActorRights,
        ReadModels,
        Moments,
        WholeOrganisation,
        WithheldPersons,
        UnitScope,
        ListQueries,
      ],
    };
  }
}
