import { Inject, Module } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Server } from 'node:http';

/** Milliseconds that requests in flight have left once the application closes; no query of ours may take longer. */
const GRACE_MS = 10_000;

/**
 * Cuts off what has not ended by then, such as a request whose second half never comes: Node checks its own time
 * limits no more once a server closes, and would wait for ever.
 */
@Module({})
export class StragglersModule implements BeforeApplicationShutdown {
  constructor(@Inject(HttpAdapterHost) private readonly host: HttpAdapterHost) {}

  beforeApplicationShutdown(): void {
    const server = this.host.httpAdapter.getHttpServer() as Server;
    setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
  }
}
