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
};

/** Columns of the read model and those of its versions; conditions of the caller on it use the indexes of all versions. */
export const rowsAsOf = ({ name, key, position, day }: RowsAsOf): string => {
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
