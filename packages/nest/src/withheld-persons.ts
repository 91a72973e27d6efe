import { Inject, Injectable } from '@nestjs/common';
import { ReadModels } from './read-models.js';

const WITHHELD = `
  SELECT person_id AS "personId" FROM read.persons 
  WHERE person_id = ANY($1::uuid[]) AND (restricted_at IS NOT NULL OR erased_at IS NOT NULL)`;

/** Whose data may not be used, since their processing is restricted or they are erased: for answers that are read from the log or open what is sensitive. */
@Injectable()
export class WithheldPersons {
  constructor(@Inject(ReadModels) private readonly reads: ReadModels) {}

  /**
   * Those of them that are restricted or erased as the log stands now: both hold from the moment in which they are
   * recorded, though the key of who is erased goes a little later.
   * @throws Problem position-not-reached if that is not known within 5 s
   */
  async among(personIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (personIds.length === 0) return new Set();
    const asked = [...new Set(personIds)];
    const rows = await this.reads.upToDate(['persons'], (manager) =>
      manager.query<{ personId: string }[]>(WITHHELD, [asked]),
    );
    return new Set(rows.map(({ personId }) => personId));
  }
}
