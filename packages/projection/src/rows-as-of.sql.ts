/** The rows of a read model at a moment: as known at a position, true on a day. */
export type RowsAsOf = {
  /** The read model's name, e.g. `members`. */
  readonly name: string;
  /** The column of its key, e.g. `member_id`. */
  readonly key: string;
  /** SQL of a position. */
  readonly position: string;
  /** SQL of a date; `infinity` for the rows as they were shown, by the order of the log alone. */
  readonly day: string;
  /** Columns that are kept in tables of their own, by the name of each, since they change less often than the rest. */
  readonly parts?: Readonly<Record<string, readonly string[]>>;
};

/** Columns of the read model and those of its versions; conditions of the caller on it use the indexes of all versions. */
export const rowsAsOf = ({ parts = {}, ...whole }: RowsAsOf): string => {
  const { key } = whole;
  const joined = Object.entries(parts).map(([name, columns]) => ({
    columns: columns.map((column) => `, ${name}.${column}`).join(''),
    join: ` JOIN (${versionsAsOf({ ...whole, name })}) AS ${name} ON ${name}.${key} = own.${key}`,
  }));
  if (joined.length === 0) return versionsAsOf(whole);
  return `SELECT own.*${joined.map(({ columns }) => columns).join('')}
            FROM (${versionsAsOf(whole)}) AS own${joined.map(({ join }) => join).join('')}`;
};

const versionsAsOf = ({ name, key, position, day }: Omit<RowsAsOf, 'parts'>): string => {
  const held = (version: string): string =>
    `${version}.known_from <= ${position} AND (${version}.known_to IS NULL OR ${version}.known_to > ${position})
       AND ${version}.true_from <= ${day}`;
  return `
    SELECT one.* FROM read.${name}_past AS one
     WHERE ${held('one')}
       AND NOT EXISTS (SELECT FROM read.${name}_past AS other
                        WHERE other.${key} = one.${key} AND ${held('other')}
                          AND (other.true_from, other.because) > (one.true_from, one.because))`;
};
