import { FAILURE_CAUSES } from '@sohoi/projection';
import type { BuildStatus } from '@sohoi/projection';
import { oneOf, position } from '@sohoi/nest';
import { z } from 'zod';

const at = z.iso.datetime();

const build = z.object({
  name: z.string().meta({ description: 'The projection’s, or that of one of its shards: chapter-strength/2-of-3' }),
  version: z.int(),
  build: z.int(),
  live: z.boolean().meta({ description: 'Queries see this one' }),
  state: z.enum(['building', 'differs', 'switched', 'kept']).meta({
    description: 'Being filled; compared and not shown; shown; the first one, or shown before',
  }),
  attended: z.boolean().meta({ description: 'Whether a projector works at it' }),
  position,
  events: z.int().meta({ description: 'Events read since the beginning' }),
  behind: z.int().nullable().meta({ description: 'Events of the log after it; null where that cannot be known' }),
  failure: z
    .object({
      position: position.nullable(),
      eventId: z.string().nullable(),
      cause: z.enum(FAILURE_CAUSES),
      failedAt: at,
    })
    .nullable()
    .meta({ description: 'The event that it has stopped before, and why; null while it goes on' }),
  startedAt: at.nullable(),
  endedAt: at.nullable(),
  progress: z.number().nullable().meta({ description: 'Of a build being filled: the part that is done, 0 to 1' }),
  secondsLeft: z.int().nullable().meta({ description: 'Of a build being filled, at the pace so far' }),
  differences: z
    .array(z.object({ table: z.string().nullable(), onlyLive: z.int(), onlyNew: z.int() }))
    .meta({ description: 'Rows by table that only the one or the other has; table null: they could not be compared' }),
});

const projection = z.object({
  name: z.string(),
  state: z.enum(['running', 'failed', 'unattended']).meta({
    description: 'Of what queries see. Unattended: no projector runs that works at it',
  }),
  builds: z.array(build),
});
export type ProjectionAnswer = z.infer<typeof projection>;
type BuildAnswer = z.infer<typeof build>;

const example: ProjectionAnswer = {
  name: 'members',
  state: 'failed',
  builds: [
    {
      ...{ name: 'members', version: 3, build: 1, live: true, state: 'kept', attended: false },
      ...{ position: '00000000000000000041', events: 41, behind: 1 },
      failure: {
        position: '00000000000000000042',
        eventId: '0197a7c0-0000-7000-8000-000000000042',
        cause: 'unreadable-event',
        failedAt: '2026-03-08T01:23:45.678Z',
      },
      ...{ startedAt: null, endedAt: null, progress: null, secondsLeft: null, differences: [] },
    },
  ],
};

export const projectionsAnswer = z
  .object({ data: z.array(projection), position })
  .meta({ example: { data: [example], position: '00000000000000000042' } });

export const projectionAnswer = oneOf(projection).meta({
  example: { data: example, position: '00000000000000000042' },
});

type Known = {
  readonly head: string;
  readonly now: Date;
  /** Null where positions cannot be counted. */
  readonly eventsBetween: ((from: string, to: string) => number) | null;
};

/** All that is known of a projection from what the database has of its builds, at least one of them. */
export const answerOf = (name: string, builds: readonly BuildStatus[], known: Known): ProjectionAnswer => {
  const live = builds.filter((one) => one.live);
  const state = live.some(({ failure }) => failure !== null)
    ? 'failed'
    : live.every(({ attended }) => attended)
      ? 'running'
      : 'unattended';
  // Every shard reads the whole log.
  const aim = Math.max(0, ...live.map(({ events }) => events));
  return { name, state, builds: builds.map((one) => buildOf(one, known, aim)) };
};

const buildOf = (one: BuildStatus, { head, now, eventsBetween }: Known, aim: number): BuildAnswer => {
  const { differences, ...rest } = one;
  const building = one.state === 'building' && aim > 0;
  const progress = building ? Math.min(one.events / aim, 1) : null;
  const seconds = one.startedAt === null ? 0 : (now.getTime() - Date.parse(one.startedAt)) / 1000;
  const left =
    progress === null || progress === 0 ? null : Math.max(0, Math.round((seconds / progress) * (1 - progress)));
  return {
    ...rest,
    behind: one.position >= head ? 0 : (eventsBetween?.(one.position, head) ?? null),
    progress,
    secondsLeft: left,
    // Which rows they are is for who may look into the database: keys of rows name people.
    differences: differences.map(({ table, onlyLive, onlyNew }) => ({ table, onlyLive, onlyNew })),
  };
};
