import { expect, it } from '@jest/globals';
import { commandBodiesContract } from '@sohoi/fields/testing';
import { z } from 'zod';
import * as evaluation from './index.js';

const bodies = Object.entries<unknown>({ ...evaluation }).flatMap(([name, body]) =>
  body instanceof z.ZodObject ? [[name.charAt(0).toUpperCase() + name.slice(1), body] as const] : [],
);

it('has twenty-three commands', () => {
  expect(bodies).toHaveLength(23);
});

commandBodiesContract(Object.fromEntries(bodies));
