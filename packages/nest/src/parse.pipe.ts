import { Injectable, StandardSchemaValidationPipe } from '@nestjs/common';
import type { ArgumentMetadata } from '@nestjs/common';
import type { z } from 'zod';
import { fieldErrorsOf } from './invalid-input.js';
import { problems } from './problems.js';
import { today } from './today.js';

class Invalid extends Error {
  constructor(readonly issues: readonly z.core.$ZodIssue[]) {
    super('invalid');
  }
}

/** Parses bodies, queries and path parameters by their schema; a business date `at` may not lie in the future. */
@Injectable()
export class ParsePipe extends StandardSchemaValidationPipe {
  constructor() {
    super({ exceptionFactory: (issues) => new Invalid(issues as readonly z.core.$ZodIssue[]) });
  }

  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    const parameter = metadata.type === 'param' || metadata.type === 'query' ? metadata.data : undefined;
    try {
      const parsed = await super.transform(value, metadata);
      const limit = today();
      if (metadata.type === 'body' && lateAt(parsed, limit)) {
        throw new Invalid([{ code: 'custom', path: ['at'], message: 'future-date', input: value, params: { limit } }]);
      }
      return parsed;
    } catch (error) {
      if (error instanceof Invalid) {
        throw problems.invalid(fieldErrorsOf(error.issues, typeof parameter === 'string' ? parameter : undefined));
      }
      throw error;
    }
  }
}

const lateAt = (body: unknown, limit: string): boolean =>
  typeof body === 'object' && body !== null && 'at' in body && typeof body.at === 'string' && body.at > limit;
