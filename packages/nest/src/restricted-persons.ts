import { Inject, Injectable } from '@nestjs/common';
import { ReadModels } from './read-models.js';

const RESTRICTED = `
  SELECT person_id AS "personId" FROM read.persons WHERE person_id = ANY($1::uuid[]) AND restricted_at IS NOT NULL`;

/** Whose data are kept and may not be used, for answers that are read from the log or open what is sensitive. */
@Injectable()
export class RestrictedPersons {
  constructor(@Inject(ReadModels) private readonly reads: ReadModels) {}

  /**
   * Those of them that are restricted as the log stands now: a restriction holds from the moment in which it is recorded.
   * @throws Problem position-not-reached if that is not known within 5 s
   */
  async among(personIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (personIds.length === 0) return new Set();
    const asked = [...new Set(personIds)];
    const rows = await this.reads.upToDate(['persons'], (manager) =>
      manager.query<{ personId: string }[]>(RESTRICTED, [asked]),
    );
    return new Set(rows.map(({ personId }) => personId));
  }
}
