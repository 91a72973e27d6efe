import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Edges } from './edges.js';
import type { Problem } from './problem.js';
import { sendProblem } from './problem.filter.js';
import { problems } from './problems.js';

/** Of the whole address with its query. */
export const ADDRESS_LENGTH = 4_096;

const METHODS = ['GET', 'HEAD', 'POST'];

/** Refuses what no client of ours sends before anything looks at it, and ends what takes too long to be answered. */
export const requestLimits = ({ hosts, within }: Edges): RequestHandler => {
  const problemOf = (request: Request): Problem | null => {
    if (!METHODS.includes(request.method)) return problems.methodNotAllowed(METHODS);
    if (request.url.length > ADDRESS_LENGTH) return problems.addressTooLong(ADDRESS_LENGTH);
    return isHost(hosts, request.headers.host) ? null : problems.misdirected();
  };
  return (request: Request, response: Response, next: NextFunction): void => {
    const late = setTimeout(() => request.socket.destroy(), within.answer);
    response.once('close', () => clearTimeout(late));
    const problem = problemOf(request);
    if (problem) sendProblem(request, response, problem);
    else next();
  };
};

/** A name or address with an optional port, among those allowed. */
const isHost = (allowed: readonly string[], given: string | undefined): boolean => {
  const name = /^([\w.-]{1,253}|\[[\da-fA-F:.]{2,45}\])(:\d{1,5})?$/.exec(given ?? '')?.[1];
  return name !== undefined && (allowed.length === 0 || allowed.includes(name.toLowerCase()));
};
