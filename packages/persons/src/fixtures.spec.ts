import { describe, expect, it } from '@jest/globals';
import { decode } from '@sohoi/decider';
import { personsEvents } from './events.js';

const shipped = Object.entries(personsEvents).flatMap(([type, { schemaVersion }]) =>
  Array.from({ length: schemaVersion }, (_, n) => ({ type, schemaVersion: n + 1 })),
);

describe('every event shape ever shipped', () => {
  it.each(shipped)('$type of schema version $schemaVersion reads as today’s event', async ({ type, schemaVersion }) => {
    const file = (await import(`../fixtures/${type}.v${schemaVersion}.json`, { with: { type: 'json' } })) as {
      default: unknown;
    };
    const { data } = decode(personsEvents, { type, schemaVersion, data: file.default });
    expect(personsEvents[type as keyof typeof personsEvents].schema.parse(data)).toEqual(data);
  });
});
