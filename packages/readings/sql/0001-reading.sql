-- Who read sensitive fields of whom: a row for each person that an answer shows, and a row without a person for a search
-- that found nobody.
CREATE TABLE readings.reading (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  read_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor          text NOT NULL,
  role           text NOT NULL,
  person_id      uuid,
  place_id       uuid,
  fields         text[] NOT NULL,
  purpose        text NOT NULL CHECK (length(purpose) BETWEEN 1 AND 200),
  correlation_id uuid NOT NULL,
  CHECK ((person_id IS NULL) = (cardinality(fields) = 0)),
  CHECK ((person_id IS NULL) = (place_id IS NULL))
);
CREATE INDEX ON readings.reading (person_id, id);
CREATE INDEX ON readings.reading (actor, id);
CREATE INDEX ON readings.reading (place_id, id);
CREATE INDEX ON readings.reading (read_at);

-- What is recorded stays. The trigger fires for statements, also for those that match no row, and also in sessions
-- that replay changes of another server.
CREATE FUNCTION readings.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of %.% is refused: the log of readings is only ever added to', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER reading_is_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON readings.reading
  FOR EACH STATEMENT EXECUTE FUNCTION readings.refuse_change();
ALTER TABLE readings.reading ENABLE ALWAYS TRIGGER reading_is_immutable;
REVOKE UPDATE, DELETE, TRUNCATE ON readings.reading FROM PUBLIC;
