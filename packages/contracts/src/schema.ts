import { z } from 'zod';
import { memberState } from './member-state.js';
import { schemaVersionOf } from './public-event.js';
import type { PublicEvent } from './public-event.js';

export type JsonSchema = { readonly [key: string]: unknown };

/** The closed JSON Schema (2020-12) of the event's data, as it is committed; its `$id` is relative to where they are served. */
export const jsonSchemaOf = (event: PublicEvent): JsonSchema => ({
  $id: `${event.name}/${schemaVersionOf(event)}.json`,
  title: `${event.name} ${schemaVersionOf(event)}`,
  description: event.says.en,
  ...z.toJSONSchema(event.schema, { target: 'draft-2020-12' }),
});

/** The closed JSON Schema of a member's state, in the compacted topic and in a snapshot. */
export const memberStateJsonSchema: JsonSchema = z.toJSONSchema(memberState, { target: 'draft-2020-12' });
