import type { z } from 'zod';
import { sentenceOf } from './issue-sentences.js';
import type { FieldError } from './problem.js';

type Issue = z.core.$ZodIssue;

const limitOf = (issue: Issue): unknown => {
  switch (issue.code) {
    case 'too_big':
      return Number(issue.maximum);
    case 'too_small':
      return Number(issue.minimum);
    case 'invalid_value':
      return issue.values;
    case 'not_multiple_of':
      return issue.divisor;
    case 'custom':
      return issue.params?.['limit'];
    default:
      return undefined;
  }
};

/** One entry per field: its path, what is wrong with it in both languages, and the limit. */
export const fieldErrorsOf = (issues: readonly Issue[], parameter?: string): readonly FieldError[] =>
  issues.flatMap((issue) => {
    const path = [...(parameter ? [parameter] : []), ...issue.path].map(String);
    const fields = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
    const limit = limitOf(issue);
    return fields.map((field) => ({
      field: field.join('.') || 'body',
      message: sentenceOf(issue),
      ...(limit !== undefined && { limit }),
    }));
  });
