import { Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import { map } from 'rxjs';
import type { Observable } from 'rxjs';
import { CommandOutcome } from './command.js';
import type { RejectedInWords } from './command.js';
import { Problem } from './problem.js';
import { problems } from './problems.js';

/** 201 with id, version and position for what was recorded, 200 for what already was so, a problem for the rest. */
@Injectable()
export class CommandInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    return next
      .handle()
      .pipe(map((value: unknown) => (value instanceof CommandOutcome ? answer(value, response) : value)));
  }
}

const answer = ({ id, handled }: CommandOutcome, response: Response) => {
  switch (handled.outcome) {
    case 'recorded': {
      const { streamVersion, position, repeated } = handled;
      response.status(201).setHeader('etag', `"${streamVersion}"`);
      if (repeated) response.setHeader('idempotent-replayed', 'true');
      return { id, streamVersion, position };
    }
    case 'unchanged': {
      const { streamVersion, position } = handled;
      response.status(200).setHeader('etag', `"${streamVersion}"`);
      return { id, streamVersion, position };
    }
    case 'rejected':
      throw problemOf(handled);
    case 'stale':
      throw problems.staleVersion(handled.expected, handled.actual);
    case 'key-reused':
      throw problems.keyReused();
  }
};

/** A thing that is not there is 404; a rule that forbids the change in the present state is 409. */
const ABSENT = /^\w+(NotEstablished|NotAdmitted|NotFound|NotOpened|NotPublished|NotLaunched|NotFormed|NotGranted)$/;

/** The problem that answers a rejection; for hosts that find one before a decider is asked. */
export const problemOf = ({ rejection, sentence, field, limit }: RejectedInWords): Problem => {
  const { code, ...details } = rejection;
  const errors = field === undefined ? [] : [{ field, message: sentence, limit }];
  return new Problem(ABSENT.test(code) ? 404 : 409, code, sentence, { errors, details });
};
