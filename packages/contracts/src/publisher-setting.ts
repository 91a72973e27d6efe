import { z } from 'zod';
import type { Publisher } from './cloud-event.js';

/** A setting of how this ledger calls itself is not usable: its name, and what is wrong with it. */
export class BadPublisher extends Error {
  override readonly name = 'BadPublisher';
}

const setting = z.object({
  INSTANCE: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,99}$/, { error: 'takes 1 to 100 letters, digits, dots and dashes' })
    .default('so-hoi'),
  SCHEMAS_URL: z
    .url({ protocol: /^https?$/, error: 'takes an address, https://…' })
    .transform((url) => url.replace(/\/+$/, ''))
    .default('https://so-hoi.example/schemas'),
});

/** @throws BadPublisher */
export const publisherIn = (env: Readonly<Record<string, string | undefined>>): Publisher => {
  const parsed = setting.safeParse({ INSTANCE: env['INSTANCE'], SCHEMAS_URL: env['SCHEMAS_URL'] });
  if (parsed.success) return { instance: parsed.data.INSTANCE, schemas: parsed.data.SCHEMAS_URL };
  const [issue] = parsed.error.issues;
  throw new BadPublisher(`${issue?.path[0]?.toString() ?? ''}: ${issue?.message ?? ''}`);
};
