-- What is recorded stays. The triggers fire for statements, also for those that match no row, and also in sessions
-- that replay changes of another server.
CREATE FUNCTION log.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of %.% is refused: the log is only ever added to', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER event_is_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON log.event
  FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
ALTER TABLE log.event ENABLE ALWAYS TRIGGER event_is_immutable;

CREATE TRIGGER head_stays BEFORE DELETE OR TRUNCATE ON log.head
  FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
ALTER TABLE log.head ENABLE ALWAYS TRIGGER head_stays;

CREATE TRIGGER head_moves_on BEFORE UPDATE ON log.head
  FOR EACH ROW
  WHEN (NEW.position < OLD.position OR NEW.recorded_at < OLD.recorded_at OR NEW.instance <> OLD.instance)
  EXECUTE FUNCTION log.refuse_change();
ALTER TABLE log.head ENABLE ALWAYS TRIGGER head_moves_on;
