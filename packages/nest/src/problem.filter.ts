import { Catch, HttpException, Logger } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { AppendTooLarge, EventIdReused, InvalidAppend, VersionConflict } from '@sohoi/event-store';
import { isOutage } from '@sohoi/projection';
import { PersonErased } from '@sohoi/sealing';
import type { Request, Response } from 'express';
import { bodyOf, languageOf, Problem } from './problem.js';
import { problems } from './problems.js';
import { KeysUnavailable } from './remote-keys.js';

export const sendProblem = (request: Request, response: Response, problem: Problem): void => {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const language = languageOf(request.header('accept-language'));
  const correlationId = response.getHeader('x-correlation-id');
  response
    .status(problem.status)
    .set(problem.headers)
    .set('content-language', language)
    // Whatever may be kept of an answer, its refusal may not.
    .set('cache-control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify(bodyOf(problem, language, typeof correlationId === 'string' ? correlationId : undefined)));
};

/** Stack and causes alone: the fields of a failed query hold what was asked for, such as a person's name. */
const traceOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined
    ? (error.stack ?? error.message)
    : `${error.stack}\ncaused by ${traceOf(error.cause)}`;
};

/** The one place where errors become HTTP: what is not a `Problem` is an outage or a bug, logged but not shown. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const problem = this.problemOf(error);
    if (problem.status >= 500 && problem.code !== 'position-not-reached') {
      this.logger.error(`${request.method} ${request.path} (${problem.code}): ${traceOf(error)}`);
    }
    sendProblem(request, http.getResponse<Response>(), problem);
  }

  private problemOf(error: unknown): Problem {
    if (error instanceof Problem) return error;
    if (error instanceof EventIdReused) return problems.keyReused();
    if (error instanceof VersionConflict) return problems.tooBusy();
    if (error instanceof PersonErased) return problems.personErased();
    if (error instanceof AppendTooLarge) return problems.tooManyBytesToRecord(error.limit);
    if (error instanceof InvalidAppend) return problems.tooLargeToRecord();
    if (error instanceof KeysUnavailable) return problems.issuerUnavailable();
    if (error instanceof HttpException && error.getStatus() === 404) return problems.routeNotFound();
    if (error instanceof HttpException && error.getStatus() < 500) return problems.unreadableAddress();
    return isOutage(error) ? problems.unavailable() : problems.unexpected();
  }
}
