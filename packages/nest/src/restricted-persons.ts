import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

const RESTRICTED = `
  SELECT person_id AS "personId" FROM read.persons WHERE person_id = ANY($1::uuid[]) AND restricted_at IS NOT NULL`;

/** Whose data are kept and may not be used: a list that shows them by name shows them without it. */
@Injectable()
export class RestrictedPersons {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  async among(personIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (personIds.length === 0) return new Set();
    const rows = await this.dataSource.query<{ personId: string }[]>(RESTRICTED, [[...new Set(personIds)]]);
    return new Set(rows.map(({ personId }) => personId));
  }
}
