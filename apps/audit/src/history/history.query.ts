import { actorId } from '@sohoi/access/events';
import { id, plainDate, text } from '@sohoi/fields';
import { pageAsOfQuery, problems } from '@sohoi/nest';
import { z } from 'zod';
import { historyEvents } from './changes.js';

/** The things that have a history of their own, and the streams that tell it. */
const streamsOf = {
  member: ['member', 'person'],
  chapter: ['chapter', 'unitReport'],
  unit: ['unit', 'unitReport'],
  class: ['trainingClass'],
  scorecard: ['scorecard'],
  rubric: ['rubric'],
  cluster: ['cluster'],
} as const;

export type ThingKind = keyof typeof streamsOf;

export const thingKind = z.enum(Object.keys(streamsOf) as [ThingKind, ...ThingKind[]]);

export const streamsOfThing = (kind: ThingKind, of: string): readonly string[] =>
  streamsOf[kind].map((category) => `${category}-${of}`);

/** No database need know the years before. */
const EARLIEST = Date.UTC(1900, 0, 1);

const types = Object.keys(historyEvents) as [string, ...string[]];
const instant = z.iso
  .datetime({ offset: true })
  .refine((text) => !(Date.parse(text) < EARLIEST), { error: 'date-too-early' })
  .transform((text) => new Date(text).toISOString());

const filter = {
  ...pageAsOfQuery.shape,
  actor: actorId.optional().meta({ description: 'Only what this person or service recorded.' }),
  type: z.enum(types).optional().meta({ description: 'Only events of this type.' }),
  from: plainDate.optional().meta({ description: 'Only what was true on this day or later.' }),
  to: plainDate.optional().meta({ description: 'Only what was true on this day or earlier.' }),
  recordedFrom: instant.optional().meta({ description: 'Only what was recorded at this instant or later.' }),
  recordedTo: instant.optional().meta({ description: 'Only what was recorded at this instant or earlier.' }),
  field: z
    .string()
    .regex(/^[\w-]{1,64}(\.[\w-]{1,64}){0,9}$/)
    .optional()
    .meta({ description: 'Only what changed this field or one below it, e.g. `person` or `person.fullName`.' }),
  correlation: text(200).optional().meta({ description: 'Only what came of this request or import.' }),
  open: z
    .enum(['true'])
    .optional()
    .meta({
      description:
        'With what is personal opened, for auditors with a right to sensitive data; recorded, also for the earlier ' +
        'events from which the values before are known.',
    }),
  purpose: text(200).optional().meta({ description: 'What for; needed with `open`.' }),
};

const purposeNeeded = ({ open, purpose }: { open?: 'true' | undefined; purpose?: string | undefined }): boolean =>
  open === undefined || purpose !== undefined;
const saidBy = { path: ['purpose'], error: 'purpose' };

export const thingHistoryQuery = z.strictObject(filter).refine(purposeNeeded, saidBy);

export const historyQuery = z
  .strictObject({
    ...filter,
    unit: id.optional().meta({ description: 'Only events that name this unit, a chapter of it, or what lies below.' }),
  })
  .refine(purposeNeeded, saidBy);

export type HistoryFilter = z.infer<typeof historyQuery>;

/** @throws Problem invalid-input for a range that ends before it begins */
export const checkRanges = ({ from, to, recordedFrom, recordedTo }: HistoryFilter): void => {
  const backwards = (field: string, limit: string) =>
    problems.invalid([
      { field, limit, message: { vi: `không được trước ${limit}`, en: `must not be earlier than ${limit}` } },
    ]);
  if (from !== undefined && to !== undefined && to < from) throw backwards('to', from);
  if (recordedFrom !== undefined && recordedTo !== undefined && recordedTo < recordedFrom) {
    throw backwards('recordedTo', recordedFrom);
  }
};
