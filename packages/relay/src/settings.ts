import { readFileSync } from 'node:fs';
import { BadPublisher, publisherIn } from '@sohoi/contracts';
import type { Publisher } from '@sohoi/contracts';
import { z } from 'zod';
import type { KafkaSettings } from './kafka-publisher.js';

/** A setting of the relay that cannot be used: its name, and what is wrong with it. */
export class BadRelaySetting extends Error {
  override readonly name = 'BadRelaySetting';
}

const list = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .pipe(
    z
      .array(
        z
          .string()
          .regex(/^[^\s:/]+:\d{1,5}$|^\[[0-9a-f:]+\]:\d{1,5}$/i, { error: 'takes host:port, with commas between' }),
      )
      .min(1)
      .max(100),
  );

const environment = z.object({
  KAFKA_BROKERS: list,
  KAFKA_TLS: z.enum(['true', 'false']).default('false'),
  KAFKA_CA: z.string().min(1).optional(),
  KAFKA_SASL: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']).optional(),
  KAFKA_USERNAME: z.string().min(1).optional(),
  KAFKA_PASSWORD: z.string().min(1).optional(),
  KAFKA_REPLICATION: z.coerce.number().int().min(1).max(100).optional(),
});

export type RelaySettings = {
  readonly kafka: KafkaSettings;
  /** How this ledger calls itself in the source of its events, and where their schemas are. */
  readonly instance: Publisher;
};

/**
 * The settings of the relay from the environment; undefined where no broker is named.
 * @throws BadRelaySetting
 */
export const relaySettings = (env: Readonly<Record<string, string | undefined>>): RelaySettings | undefined => {
  if (!env['KAFKA_BROKERS']) return undefined;
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new BadRelaySetting(`${issue?.path[0]?.toString() ?? ''}: ${issue?.message ?? ''}`);
  }
  const { KAFKA_SASL, KAFKA_USERNAME, KAFKA_PASSWORD, KAFKA_CA, ...rest } = parsed.data;
  const instance = instanceIn(env);
  if (KAFKA_SASL && !(KAFKA_USERNAME && KAFKA_PASSWORD)) {
    throw new BadRelaySetting('KAFKA_SASL: takes KAFKA_USERNAME and KAFKA_PASSWORD beside it');
  }
  const sasl =
    KAFKA_SASL && KAFKA_USERNAME && KAFKA_PASSWORD
      ? { mechanism: KAFKA_SASL, username: KAFKA_USERNAME, password: KAFKA_PASSWORD }
      : undefined;
  return {
    kafka: {
      clientId: `so-hoi-relay-${instance.instance}`,
      brokers: rest.KAFKA_BROKERS,
      replication: rest.KAFKA_REPLICATION ?? -1,
      ...(KAFKA_CA ? { ssl: { ca: [certificateIn(KAFKA_CA)] } } : rest.KAFKA_TLS === 'true' && { ssl: true }),
      ...(sasl && { sasl: sasl as NonNullable<KafkaSettings['sasl']> }),
    },
    instance,
  };
};

const instanceIn = (env: Parameters<typeof publisherIn>[0]): Publisher => {
  try {
    return publisherIn(env);
  } catch (error) {
    throw error instanceof BadPublisher ? new BadRelaySetting(error.message) : error;
  }
};

const certificateIn = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new BadRelaySetting(`KAFKA_CA: ${file} cannot be read`, { cause });
  }
};
