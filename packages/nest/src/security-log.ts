import { Logger } from '@nestjs/common';
import type { NextFunction, RequestHandler, Response } from 'express';
import type { RequestOfActor } from './request-of-actor.js';

/** Who may not, who asks too often, and who sends what no client of ours sends. */
const TELLING: ReadonlySet<number> = new Set([401, 403, 405, 413, 414, 415, 421, 429]);

/** Lines per window at most, so that a flood of requests is no flood of lines. */
const LINES = 100;
const WINDOW_MS = 10_000;

/**
 * Logs each refusal that an operator should know of, as one line of JSON: when, who, from where, what, why. The query is
 * left out, since people type names into it.
 */
export const securityLog = (): RequestHandler => {
  const logger = new Logger('Security');
  let window = { begun: 0, lines: 0 };
  const mayWrite = (): boolean => {
    const now = Date.now();
    if (now - window.begun >= WINDOW_MS) {
      if (window.lines > LINES) logger.warn(JSON.stringify({ leftOut: window.lines - LINES }));
      window = { begun: now, lines: 0 };
    }
    window.lines += 1;
    return window.lines <= LINES;
  };
  return (request: RequestOfActor, response: Response, next: NextFunction): void => {
    // What is mounted somewhere changes it on the way.
    const { path } = request;
    response.once('finish', () => {
      if (!TELLING.has(response.statusCode) || !mayWrite()) return;
      const { method, ip, who } = request;
      const correlationId = response.getHeader('x-correlation-id');
      const line = { at: new Date().toISOString(), status: response.statusCode, method, path, who, ip, correlationId };
      logger.warn(JSON.stringify(line));
    });
    next();
  };
};
