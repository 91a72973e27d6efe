import { randomUUID } from 'node:crypto';
import { projectionEvents } from '@sohoi/access/events';
import { decode } from '@sohoi/decider';
import type { EventStore } from '@sohoi/event-store';
import { namedId } from '@sohoi/nest';
import type { Skips } from '@sohoi/projection';

const streamOf = (projection: string): string => `projection-${projection}`;

/** Decisions to pass over events, in the log: one stream a projection. */
export const skipsIn = (store: EventStore): Skips => {
  const read = async (projection: string) =>
    (await store.readStream(streamOf(projection))).map((recorded) => decode(projectionEvents, recorded).data);

  return {
    of: async (projection) =>
      new Map((await read(projection)).map(({ position, eventId }) => [position, eventId] as const)),
    record: async (skip) => {
      const before = await read(skip.projection);
      if (before.some(({ position, eventId }) => position === skip.position && eventId === skip.eventId)) return;
      const metadata = {
        actor: `database:${skip.by}`,
        role: 'operator',
        correlationId: randomUUID(),
        causationId: skip.eventId,
        commandHash: 'skip',
      };
      const id = namedId(`skip ${skip.projection} ${skip.position} ${skip.eventId}`);
      await store.append(streamOf(skip.projection), before.length, [
        { id, type: 'ProjectionEventSkipped', schemaVersion: 1, data: skip, metadata },
      ]);
    },
  };
};
