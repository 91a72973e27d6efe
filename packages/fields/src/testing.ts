import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';

/**
 * What every body of a command must be: documented under its name by an example that it takes, and closed.
 * @param bodies by the names of their commands
 */
export const commandBodiesContract = (bodies: Readonly<Record<string, z.ZodObject>>): void => {
  describe('the bodies of the commands', () => {
    const all = Object.entries(bodies);

    it('are there', () => {
      expect(all.length).toBeGreaterThan(0);
    });

    it.each(all)('%s is documented under its name by an example that it takes', (type, body) => {
      const meta = body.meta();
      expect(meta).toMatchObject({ id: type, description: expect.any(String) });
      expect(body.safeParse(meta?.['example'])).toMatchObject({ success: true });
    });

    it.each(all)('%s refuses a field that it does not know', (_type, body) => {
      const example = body.meta()?.['example'] as object;
      const { error } = body.safeParse({ ...example, unheardOf: 1 });
      expect(error?.issues).toMatchObject([{ code: 'unrecognized_keys', keys: ['unheardOf'] }]);
    });
  });
};
