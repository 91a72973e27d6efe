-- An erasure is for ever: no row of a person goes away, and none that was emptied is filled again.
CREATE FUNCTION vault.refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION '% of %.% is refused: what was erased stays erased', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER person_key_stays BEFORE DELETE OR TRUNCATE ON vault.person_key
  FOR EACH STATEMENT EXECUTE FUNCTION vault.refuse_change();
ALTER TABLE vault.person_key ENABLE ALWAYS TRIGGER person_key_stays;

CREATE TRIGGER erased_stays_erased BEFORE UPDATE ON vault.person_key
  FOR EACH ROW WHEN (OLD.wrapped IS NULL) EXECUTE FUNCTION vault.refuse_change();
ALTER TABLE vault.person_key ENABLE ALWAYS TRIGGER erased_stays_erased;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA vault FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA vault FROM PUBLIC;
REVOKE ALL ON SCHEMA vault FROM PUBLIC;
