import { Inject, Injectable } from '@nestjs/common';
import type { EventStore } from '@sohoi/event-store';
import { EVENT_STORE } from './command.js';
import { ReadModels } from './read-models.js';

/** Why a person's data may not be used. */
export type Withheld = 'restricted' | 'erased';

type Row = { readonly personId: string; readonly why: Withheld };

const WITHHELD = `
  SELECT person_id AS "personId", CASE WHEN erased_at IS NULL THEN 'restricted' ELSE 'erased' END AS why
  FROM read.persons
  WHERE person_id = ANY($1::uuid[]) AND (restricted_at IS NOT NULL OR erased_at IS NOT NULL)`;

/** How long the read model may take to reach the log's end before the streams are asked instead. */
const PATIENCE_MS = 500;

/** Streams that are read at once, so that a long page leaves connections to others. */
const AT_ONCE = 4;

/**
 * Whose data may not be used, since their processing is restricted or they are erased: for every answer that opens
 * what is sealed. Both hold from the moment in which they are recorded, though the key of who is erased goes a little
 * later.
 */
@Injectable()
export class WithheldPersons {
  constructor(
    @Inject(ReadModels) private readonly reads: ReadModels,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** Those of them that are restricted or erased as the log stands now. */
  async among(personIds: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set((await this.statesOf(personIds)).keys());
  }

  /** The same, with which of the two it is. */
  async statesOf(personIds: readonly string[]): Promise<ReadonlyMap<string, Withheld>> {
    if (personIds.length === 0) return new Map();
    const asked = [...new Set(personIds)];
    const rows = await this.reads.ifUpToDate(
      ['persons'],
      (manager) => manager.query<Row[]>(WITHHELD, [asked]),
      PATIENCE_MS,
    );
    return rows ? new Map(rows.map(({ personId, why }) => [personId, why])) : this.fromStreams(asked);
  }

  private async fromStreams(personIds: readonly string[]): Promise<ReadonlyMap<string, Withheld>> {
    const states = new Map<string, Withheld>();
    const left = personIds.values();
    const ask = async (): Promise<void> => {
      for (const id of left) {
        const why = stateIn((await this.store.readStream(`person-${id}`)).map(({ type }) => type));
        if (why) states.set(id, why);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, ask));
    return states;
  }
}

const stateIn = (types: readonly string[]): Withheld | undefined => {
  if (types.includes('PersonErased')) return 'erased';
  return types.lastIndexOf('ProcessingRestricted') > types.lastIndexOf('RestrictionLifted') ? 'restricted' : undefined;
};
