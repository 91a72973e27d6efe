import { text } from '@sohoi/fields';
import { z } from 'zod';

export const skipProjectionEvent = z
  .strictObject({
    position: z.string().regex(/^\d{20}(-\d{20})?$/, { error: 'position' }),
    // As long as the event can hold.
    reason: text(500),
  })
  .meta({
    id: 'SkipProjectionEvent',
    description: 'Decides that a read model passes over the event that it has stopped before, now and in later builds',
    example: { position: '00000000000000000042', reason: 'Ghi nhầm từ bản thử nghiệm' },
  });

export const rebuildProjection = z
  .strictObject({
    acceptDifferences: z
      .boolean()
      .default(false)
      .meta({ description: 'Show the new build even if its rows differ from those that are shown' }),
  })
  .meta({
    id: 'RebuildProjection',
    description: 'Builds a read model anew beside the one that is shown, and shows it if both are equal',
    example: { acceptDifferences: false },
  });

export const rollBackProjection = z
  .strictObject({
    build: z.int().min(1).meta({ description: 'The build that is to be shown' }),
    name: z
      .string()
      .regex(/^[a-z]+(-[a-z]+)*(\/\d+-of-\d+)?$/)
      .max(100)
      .optional()
      .meta({ description: 'Of which shard, where another set of them is to be shown: chapter-strength/1-of-3' }),
  })
  .meta({
    id: 'RollBackProjection',
    description: 'Shows the build before again; if it is shown already, nothing happens',
    example: { build: 1 },
  });

export const noBody = z.strictObject({}).meta({ id: 'NoBody', description: 'An empty object', example: {} });

/** Where one build of a read model stands still: at which event. */
export type StoppedAt = { readonly version: number; readonly position: string; readonly eventId: string };

export type SkipProjectionEvent = {
  readonly type: 'SkipProjectionEvent';
  readonly data: {
    readonly projection: string;
    readonly position: string;
    readonly reason: string;
    /** Who decides. */
    readonly by: string;
    /** Every event that a build or shard of the read model has stopped before. */
    readonly stopped: readonly StoppedAt[];
  };
};
