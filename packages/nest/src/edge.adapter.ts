import { ExpressAdapter } from '@nestjs/platform-express';
import { createServer as createHttpServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { limitConnectionsPerAddress } from './connections-per-address.js';
import type { Edges } from './edges.js';
import type { EdgeRefusal } from './http-metrics.js';
import { answerUnreadableRequests } from './unreadable-requests.js';

/** All headers of a request together, the address included. */
const HEADERS_BYTES = 16_384;

/** More are refused, not dropped. */
const HEADERS_COUNT = 64;

const REQUESTS_PER_CONNECTION = 10_000;
const HANDSHAKE_MS = 10_000;

/** How often Node looks for who has not sent headers or request in time. */
const LOOK_MS = 1_000;

/** Express on a server that waits for nobody for ever, with TLS where there is a certificate. */
export class EdgeAdapter extends ExpressAdapter {
  private readonly edges: Edges;
  private readonly refused: (why: EdgeRefusal) => void;

  constructor(edges: Edges, refused: (why: EdgeRefusal) => void) {
    super();
    this.edges = edges;
    this.refused = refused;
  }

  override initHttpServer(): void {
    const { tls, within, maxConnections } = this.edges;
    const options = {
      maxHeaderSize: HEADERS_BYTES,
      requireHostHeader: true,
      insecureHTTPParser: false,
      headersTimeout: within.headers,
      requestTimeout: within.request,
      keepAliveTimeout: within.nextRequest,
      connectionsCheckingInterval: Math.min(LOOK_MS, within.headers),
    };
    const listener = this.getInstance<RequestListener>();
    const server: Server = tls
      ? createHttpsServer({ ...options, ...tls, minVersion: 'TLSv1.2', handshakeTimeout: HANDSHAKE_MS }, listener)
      : createHttpServer(options, listener);
    server.maxHeadersCount = HEADERS_COUNT;
    server.maxRequestsPerSocket = REQUESTS_PER_CONNECTION;
    server.maxConnections = maxConnections;
    server.on('drop', () => this.refused('connections'));
    limitConnectionsPerAddress(server, this.edges, () => this.refused('connections-of-address'));
    answerUnreadableRequests(server, this.refused);
    // Also while an answer is not taken: a client that reads nothing is cut off.
    server.setTimeout(within.nextByte);
    this.httpServer = server;
  }
}
