import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { Counter, Histogram } from 'prom-client';
import { SECONDS } from './metrics.js';
import type { Metrics } from './metrics.js';
import type { RequestOfActor } from './request-of-actor.js';

/** Why the edge lets something not pass, before any rule is asked. */
export type EdgeRefusal =
  | 'rate-of-address'
  | 'rate-of-actor'
  | 'method'
  | 'host'
  | 'address-too-long'
  | 'headers-too-large'
  | 'body-too-large'
  | 'media-type'
  | 'too-slow'
  | 'unreadable'
  | 'connections'
  | 'connections-of-address';

const BY_STATUS: Readonly<Record<number, EdgeRefusal>> = {
  405: 'method',
  408: 'too-slow',
  413: 'body-too-large',
  414: 'address-too-long',
  415: 'media-type',
  421: 'host',
  431: 'headers-too-large',
};

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST']);

export type HttpMetrics = {
  /** Comes first of all handlers. */
  readonly count: RequestHandler;
  /** Names what is mounted under a path, which is no route. */
  mounted(path: string): RequestHandler;
  refused(why: EdgeRefusal): void;
};

/**
 * Requests by method, route and status. The route is its template as the program has it (`/v1/members/:id`), `none` for what
 * no route answers: never the address that was asked for, which holds ids and what people typed.
 */
export const httpMetrics = ({ registry }: Metrics): HttpMetrics => {
  const registers = [registry];
  const requests = new Counter({
    name: 'sohoi_http_requests_total',
    help: 'Requests that were answered, by route template; status "cut" where the client went before the answer.',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const seconds = new Histogram({
    name: 'sohoi_http_request_duration_seconds',
    help: 'From the headers of a request to the last byte of its answer.',
    labelNames: ['method', 'route'],
    buckets: SECONDS,
    registers,
  });
  const refusals = new Counter({
    name: 'sohoi_http_refused_total',
    help: 'Requests and connections that a limit of the edge refused.',
    labelNames: ['limit'],
    registers,
  });
  const refused = (limit: EdgeRefusal): void => refusals.inc({ limit });
  const mounts = new WeakMap<Request, string>();

  const count = (request: RequestOfActor, response: Response, next: NextFunction): void => {
    const began = performance.now();
    response.once('close', () => {
      const route = mounts.get(request) ?? templateOf(request);
      const method = METHODS.has(request.method) ? request.method : 'other';
      const status = response.writableFinished ? String(response.statusCode) : 'cut';
      requests.inc({ method, route, status });
      seconds.observe({ method, route }, (performance.now() - began) / 1000);
      const why = refusalOf(request, response);
      if (why) refused(why);
    });
    next();
  };
  const mounted =
    (path: string): RequestHandler =>
    (request, _response, next) => {
      mounts.set(request, `${path}/*`);
      next();
    };
  return { count, mounted, refused };
};

const refusalOf = ({ who }: RequestOfActor, { statusCode }: Response): EdgeRefusal | undefined =>
  statusCode === 429 ? (who === undefined ? 'rate-of-address' : 'rate-of-actor') : BY_STATUS[statusCode];

const templateOf = (request: Request): string => {
  const route: unknown = request.route;
  const path = typeof route === 'object' && route !== null && 'path' in route ? route.path : undefined;
  return typeof path === 'string' ? path : 'none';
};
