import type { RecordedEvent } from '@sohoi/event-store';
import { id } from '@sohoi/fields';
import { position } from '@sohoi/nest';
import { z } from 'zod';

const metadata = z.object({
  actor: z.string(),
  role: z.string(),
  correlationId: z.string(),
  causationId: z.string().nullable(),
});

/**
 * An event as it is sent: without the hash of its command, from which what was sealed could be guessed, and without its
 * place in the stream unless it is opened, since a gap there would tell that something of the Party was left out.
 */
export const sentEvent = z.object({
  id,
  type: z.string(),
  schemaVersion: z.int(),
  stream: z.string(),
  streamVersion: z.int().optional().meta({ description: 'Its place in the stream; with `open` only.' }),
  position,
  recordedAt: z.iso.datetime(),
  data: z.record(z.string(), z.unknown()).meta({
    description:
      'As recorded; what is personal reads `{ "sealed": "1.…" }`, groups of members and `partyMember` read null, ' +
      'unless `open` is asked for.',
  }),
  metadata,
});

export const sentOpen = ({ metadata: recorded, ...event }: RecordedEvent) => ({
  ...event,
  metadata: metadata.parse(recorded),
});

export const sentShut = (event: RecordedEvent) => {
  const { streamVersion: _left, ...rest } = sentOpen(event);
  return rest;
};
