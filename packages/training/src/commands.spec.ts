import { expect, it } from '@jest/globals';
import { commandBodiesContract } from '@sohoi/fields/testing';
import { z } from 'zod';
import * as training from './index.js';

const bodies = Object.entries<unknown>({ ...training }).flatMap(([name, body]) =>
  body instanceof z.ZodObject ? [[name.charAt(0).toUpperCase() + name.slice(1), body] as const] : [],
);

it('has twelve commands', () => {
  expect(bodies).toHaveLength(12);
});

commandBodiesContract(Object.fromEntries(bodies));
