import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import * as training from './index.js';

const bodies = Object.entries<unknown>({ ...training }).filter(
  (entry): entry is [string, z.ZodObject] => entry[1] instanceof z.ZodObject,
);

describe('the bodies of commands', () => {
  it('are twelve, each with a name and a description of its own', () => {
    expect(bodies).toHaveLength(12);
    expect(new Set(bodies.map(([, body]) => body.meta()?.['id'])).size).toBe(12);
    for (const [name, body] of bodies) {
      expect(String(body.meta()?.['id']).toLowerCase()).toBe(name.toLowerCase());
      expect(body.meta()?.description).toMatch(/\.$/);
    }
  });

  it.each(bodies)('%s has an example that it takes unchanged, and takes nothing unknown', (_name, body) => {
    const example = body.meta()?.['example'] as Record<string, unknown>;
    expect(body.parse(example)).toEqual(example);
    expect(body.safeParse({ ...example, more: 1 }).success).toBe(false);
  });
});
