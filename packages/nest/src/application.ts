import { NestFactory } from '@nestjs/core';
import type { Type, DynamicModule, LoggerService } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { json } from 'express';
import type { NextFunction, Request, Response } from 'express';
import { v7 } from 'uuid';
import { serveOpenApi } from './openapi.js';
import { Problem } from './problem.js';
import { sendProblem } from './problem.filter.js';
import { problems } from './problems.js';

export const BODY_LIMIT_BYTES = 1_048_576;

/** Milliseconds within which a client must have sent its headers, and its whole request. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;

/** An application with the house's edges: JSON only, 1 MiB, problems in two languages, OpenAPI, graceful stop. */
export const createApplication = async (
  root: Type | DynamicModule,
  logger: LoggerService | false,
): Promise<NestExpressApplication> => {
  const app = await NestFactory.create<NestExpressApplication>(root, {
    bodyParser: false,
    abortOnError: false,
    logger,
  });
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(tag, onlyJson, json({ limit: BODY_LIMIT_BYTES, inflate: false, type: 'application/json' }), bodyProblems);
  serveOpenApi(app);
  const server = app.getHttpServer();
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  return app;
};

const tag = (request: Request, response: Response, next: NextFunction): void => {
  const given = request.header('x-correlation-id');
  response.setHeader('x-correlation-id', given && /^[\w-]{1,64}$/.test(given) ? given : v7());
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('cache-control', 'no-store');
  next();
};

const onlyJson = (request: Request, response: Response, next: NextFunction): void => {
  const carriesBody = request.method === 'POST' || request.method === 'PUT' || request.method === 'PATCH';
  if (carriesBody && !request.is('application/json')) sendProblem(request, response, problems.unsupportedMediaType());
  else next();
};

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
