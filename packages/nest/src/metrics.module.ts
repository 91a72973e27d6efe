import { Inject, Logger, Module } from '@nestjs/common';
import type { DynamicModule, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { collectDefaultMetrics } from 'prom-client';
import type { Registry } from 'prom-client';

/** Where `/metrics` is served. */
export type MetricsAddress = { readonly host: string; readonly port: number };

/** Nothing can listen where METRICS_PORT and METRICS_HOST say; the message says which of them to change. */
export class MetricsPortUnusable extends Error {
  override readonly name = 'MetricsPortUnusable';
  readonly code: string;
  readonly address: MetricsAddress;

  constructor(address: MetricsAddress, cause: NodeJS.ErrnoException) {
    const { host, port } = address;
    const why =
      cause.code === 'EADDRINUSE'
        ? `port ${port} is taken: stop the program that uses it, or choose another METRICS_PORT`
        : cause.code === 'EACCES'
          ? `port ${port} may not be used: choose a METRICS_PORT from 1024 up`
          : `this machine has no address ${host}: choose another METRICS_HOST`;
    super(`METRICS_PORT: ${why}`, { cause });
    this.code = cause.code ?? '';
    this.address = address;
  }
}

const WITHIN_MS = 10_000;
const CONNECTIONS = 16;

const REGISTRY = Symbol('Registry');
const ADDRESS = Symbol('MetricsAddress');

/**
 * `GET /metrics` on a port of its own, without a token, from before the first request until after the last one: so it is
 * never reached through the port that the public reaches.
 */
@Module({})
export class MetricsModule implements OnApplicationBootstrap, OnApplicationShutdown {
  private server: Server | undefined;

  constructor(
    @Inject(REGISTRY) private readonly registry: Registry,
    @Inject(ADDRESS) private readonly address: MetricsAddress,
  ) {}

  static of(registry: Registry, address: MetricsAddress): DynamicModule {
    return {
      module: MetricsModule,
      providers: [
        { provide: REGISTRY, useValue: registry },
        { provide: ADDRESS, useValue: address },
      ],
    };
  }

  /** The port that it listens on, where any free one was asked for. */
  get port(): number {
    const bound = this.server?.address();
    return typeof bound === 'object' && bound !== null ? bound.port : this.address.port;
  }

  /** @throws MetricsPortUnusable */
  async onApplicationBootstrap(): Promise<void> {
    const { host, port } = this.address;
    collectDefaultMetrics({ register: this.registry });
    const server = createServer({ headersTimeout: WITHIN_MS, requestTimeout: WITHIN_MS }, answering(this.registry));
    server.maxConnections = CONNECTIONS;
    await new Promise<void>((resolve, reject) => {
      server.on('error', (error) => reject(new MetricsPortUnusable(this.address, error)));
      server.listen(port, host, resolve);
    });
    this.server = server;
    new Logger('Metrics').log(`on port ${this.port} of ${host}`);
  }

  async onApplicationShutdown(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = undefined;
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }
}

const answering = (registry: Registry): RequestListener => {
  /** Whoever asks meanwhile gets the same answer: it takes a look into the database. */
  let scrape: Promise<string> | undefined;
  const read = (): Promise<string> => {
    scrape ??= registry.metrics().finally(() => {
      scrape = undefined;
    });
    return scrape;
  };
  return (request, response) => {
    request.resume();
    const answer = (status: number, body = '', headers: Readonly<Record<string, string>> = {}): void => {
      response.writeHead(status, { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...headers });
      response.end(body);
    };
    if (request.url !== '/metrics') return answer(404);
    if (request.method !== 'GET') return answer(405, '', { allow: 'GET' });
    read().then(
      (text) => answer(200, text, { 'content-type': registry.contentType }),
      () => answer(500),
    );
  };
};
