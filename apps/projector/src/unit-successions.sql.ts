/** Which units go on after a dissolved one; no unit has itself among those after it. */
export const successionsDdl = (table: string): string => `
  CREATE TABLE ${table} (
    unit_id      uuid NOT NULL,
    successor_id uuid NOT NULL,
    PRIMARY KEY (unit_id, successor_id)
  );
  CREATE INDEX ON ${table} (successor_id)`;

/** Takes away what was named before for the units `$1`. */
export const clearSuccessions = (table: string): string => `DELETE FROM ${table} WHERE unit_id = ANY($1::uuid[])`;

/** `$1`: `{ unitId, successorIds }`, one for each unit. */
export const writeSuccessions = (table: string): string => `
  INSERT INTO ${table} (unit_id, successor_id)
  SELECT "unitId", unnest("successorIds")
    FROM json_to_recordset($1::json) AS r("unitId" uuid, "successorIds" uuid[])`;
