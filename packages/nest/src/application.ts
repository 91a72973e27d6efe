import { NestFactory } from '@nestjs/core';
import type { Type, DynamicModule, LoggerService } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { json } from 'express';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { isUtf8 } from 'node:buffer';
import { v7 } from 'uuid';
import { EdgeAdapter } from './edge.adapter.js';
import { DEFAULT_EDGES } from './edges.js';
import type { Edges } from './edges.js';
import { httpMetrics } from './http-metrics.js';
import { createMetrics } from './metrics.js';
import type { Metrics } from './metrics.js';
import { MetricsModule } from './metrics.module.js';
import { serveOpenApi } from './openapi.js';
import { Problem } from './problem.js';
import { sendProblem } from './problem.filter.js';
import { problems } from './problems.js';
import { addressLimit } from './rate-limits.js';
import { requestLimits } from './request-limits.js';
import { securityHeaders } from './security-headers.js';
import { securityLog } from './security-log.js';
import { StragglersModule } from './stragglers.module.js';

export const BODY_LIMIT_BYTES = 1_048_576;

/** Lists and objects within one another; ours need fewer than ten. */
const BODY_LEVELS = 32;

/** Something beneath a path that reads its requests itself, and answers with other things than JSON. */
export type Mount = { readonly path: string; readonly handler: RequestHandler };

/**
 * An application with the house's edges: limits of all that a client may send, how often and how slowly; TLS; JSON
 * only, 1 MiB; problems in two languages, OpenAPI, graceful stop, metrics on a port of their own if one is given. No
 * origin but its own is let in by a browser.
 */
export const createApplication = async (
  root: Type | DynamicModule,
  logger: LoggerService | false,
  edges: Edges = DEFAULT_EDGES,
  mounts: readonly Mount[] = [],
  metrics: Metrics = createMetrics(),
): Promise<NestExpressApplication> => {
  const http = httpMetrics(metrics);
  const measured = edges.metrics ? [MetricsModule.of(metrics.registry, edges.metrics)] : [];
  const whole = { module: class Whole {}, imports: [root, StragglersModule, ...measured] };
  const app = await NestFactory.create<NestExpressApplication>(whole, new EdgeAdapter(edges, http.refused), {
    bodyParser: false,
    abortOnError: false,
    logger,
  });
  app.disable('x-powered-by');
  // An ETag is a version of a stream here, never a hash of the answer.
  app.disable('etag');
  app.set('query parser', 'simple');
  app.set('trust proxy', [...edges.trustedProxies]);
  const parse = json({
    limit: BODY_LIMIT_BYTES,
    inflate: false,
    type: 'application/json',
    verify: refuseOtherThanUtf8,
  });
  app.use(http.count, ...securityHeaders, tag, securityLog(), requestLimits(edges), addressLimit(edges));
  for (const { path, handler } of mounts) app.use(path, http.mounted(path), handler);
  app.use(onlyJson, parse, bodyProblems, notTooDeep);
  serveOpenApi(app);
  return app;
};

const tag = (request: Request, response: Response, next: NextFunction): void => {
  const given = request.header('x-correlation-id');
  response.setHeader('x-correlation-id', given && /^[\w-]{1,64}$/.test(given) ? given : v7());
  response.setHeader('cache-control', 'no-store');
  next();
};

const onlyJson = (request: Request, response: Response, next: NextFunction): void => {
  const carriesBody = request.method === 'POST' || request.method === 'PUT' || request.method === 'PATCH';
  if (carriesBody && !request.is('application/json')) sendProblem(request, response, problems.unsupportedMediaType());
  else next();
};

/** The parser would put U+FFFD in the place of what is no character, and that would be recorded. */
const refuseOtherThanUtf8 = (_request: unknown, _response: unknown, body: Buffer): void => {
  if (!isUtf8(body)) throw new Error('not UTF-8');
};

/** What walks through a body by recursion must not run out of stack. */
const notTooDeep = (request: Request, response: Response, next: NextFunction): void => {
  if (isDeeperThan(BODY_LEVELS, request.body)) sendProblem(request, response, problems.bodyTooDeep(BODY_LEVELS));
  else next();
};

const isDeeperThan = (levels: number, value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((part) => isDeeperThan(levels - 1, part)));

/** Errors of the body parser, which come before any filter of Nest. */
const bodyProblems = (error: unknown, request: Request, response: Response, next: NextFunction): void => {
  const type = typeof error === 'object' && error !== null && 'type' in error ? error.type : undefined;
  const problem = problemOfType(type);
  if (problem) sendProblem(request, response, problem);
  else next(error);
};

const problemOfType = (type: unknown): Problem | undefined => {
  switch (type) {
    case 'entity.too.large':
      return problems.bodyTooLarge(BODY_LIMIT_BYTES);
    case 'charset.unsupported':
    case 'encoding.unsupported':
      return problems.unsupportedMediaType();
    case 'entity.parse.failed':
    case 'entity.verify.failed':
    case 'request.aborted':
    case 'request.size.invalid':
      return problems.malformedJson();
    default:
      return undefined;
  }
};
