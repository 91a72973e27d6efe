-- Who may do what in the database: the whole of it, not a change. Run by the owner after the migrations, again and
-- again, in one transaction. Roles belong to the server, grants to each database.
--
--   sohoi_writer     appends through log.append and reads the log
--   sohoi_loader     loads events in bulk; only while data are taken over
--   sohoi_query      reads the read models, and who read sensitive fields
--   sohoi_vault      uses the keys of persons and makes new ones
--   sohoi_keeper     destroys the keys of persons who are erased, and wraps keys anew
--   sohoi_readings   records who read sensitive fields, and reads it
--   sohoi_service    writer, query, vault and readings: what a service works with
--   sohoi_projector  reads the log, owns the read models, and has what vault and keeper have
--
-- None of them may change or remove what is recorded, nor alter a table, a trigger or a function of the log.
DO $$
DECLARE
  role text;
  grant_ record;
BEGIN
  FOREACH role IN ARRAY ARRAY['writer', 'loader', 'query', 'vault', 'keeper', 'readings', 'service', 'projector'] LOOP
    IF to_regrole('sohoi_' || role) IS NULL THEN
      EXECUTE format('CREATE ROLE sohoi_%s NOLOGIN', role);
    END IF;
  END LOOP;
  FOR grant_ IN SELECT * FROM (VALUES
      ('writer', 'service'), ('query', 'service'), ('vault', 'service'), ('readings', 'service'),
      ('vault', 'projector'), ('keeper', 'projector')) AS member (what, whom) LOOP
    IF NOT EXISTS (SELECT FROM pg_auth_members WHERE roleid = to_regrole('sohoi_' || grant_.what)
                   AND member = to_regrole('sohoi_' || grant_.whom)) THEN
      EXECUTE format('GRANT sohoi_%s TO sohoi_%s', grant_.what, grant_.whom);
    END IF;
  END LOOP;
END
$$;

-- The log.
REVOKE ALL ON SCHEMA log FROM sohoi_writer, sohoi_loader, sohoi_query, sohoi_vault, sohoi_keeper, sohoi_readings, sohoi_service, sohoi_projector;
REVOKE ALL ON ALL TABLES IN SCHEMA log
  FROM sohoi_writer, sohoi_loader, sohoi_query, sohoi_vault, sohoi_keeper, sohoi_readings, sohoi_service, sohoi_projector;
GRANT USAGE ON SCHEMA log TO sohoi_writer, sohoi_loader, sohoi_projector;
GRANT SELECT ON log.event, log.head, log.migration TO sohoi_writer, sohoi_loader, sohoi_projector;
GRANT EXECUTE ON FUNCTION
  log.append(text[], integer[], integer[], text[], integer[], uuid[], text[], integer[], json[], json[])
  TO sohoi_writer;
GRANT INSERT ON log.event TO sohoi_loader;
GRANT UPDATE (position, recorded_at) ON log.head TO sohoi_loader;

-- The read models, with the extensions that they need and that only the owner may create.
CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA public;
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;
CREATE EXTENSION IF NOT EXISTS ltree SCHEMA public;
CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA public;
CREATE SCHEMA IF NOT EXISTS read;
DO $$
DECLARE
  one record;
BEGIN
  -- Whoever made them; sequences and indexes follow their tables.
  FOR one IN SELECT format('%I.%I', 'read', relname) AS name FROM pg_class
             WHERE relnamespace = 'read'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
               AND relowner <> 'sohoi_projector'::regrole LOOP
    EXECUTE format('ALTER TABLE %s OWNER TO sohoi_projector', one.name);
  END LOOP;
  FOR one IN SELECT oid::regprocedure AS name FROM pg_proc
             WHERE pronamespace = 'read'::regnamespace AND proowner <> 'sohoi_projector'::regrole LOOP
    EXECUTE format('ALTER ROUTINE %s OWNER TO sohoi_projector', one.name);
  END LOOP;
END
$$;
ALTER SCHEMA read OWNER TO sohoi_projector;
GRANT USAGE ON SCHEMA read TO sohoi_query;
GRANT SELECT ON ALL TABLES IN SCHEMA read TO sohoi_query;
ALTER DEFAULT PRIVILEGES FOR ROLE sohoi_projector IN SCHEMA read GRANT SELECT ON TABLES TO sohoi_query;

-- The keys of persons: all changes of them are functions of the vault, but for what a rotation does.
DO $$
BEGIN
  IF to_regnamespace('vault') IS NOT NULL THEN
    REVOKE ALL ON SCHEMA vault FROM PUBLIC, sohoi_vault, sohoi_keeper;
    REVOKE ALL ON ALL TABLES IN SCHEMA vault FROM PUBLIC, sohoi_vault, sohoi_keeper;
    REVOKE ALL ON ALL FUNCTIONS IN SCHEMA vault FROM PUBLIC, sohoi_vault, sohoi_keeper;
    GRANT USAGE ON SCHEMA vault TO sohoi_vault, sohoi_keeper;
    GRANT SELECT ON ALL TABLES IN SCHEMA vault TO sohoi_vault, sohoi_keeper;
    GRANT EXECUTE ON FUNCTION vault.keep_keys, vault.keep_secret, vault.begin_first_generation TO sohoi_vault;
    GRANT EXECUTE ON FUNCTION vault.destroy_keys, vault.rewrap_keys, vault.begin_first_generation,
      vault.begin_generation TO sohoi_keeper;
    GRANT UPDATE (wrapped, master_key_id) ON vault.secret TO sohoi_keeper;
    GRANT UPDATE (state, destroyed_at) ON vault.master_key TO sohoi_keeper;
  END IF;
END
$$;

-- Who read sensitive fields: only ever added to.
DO $$
BEGIN
  IF to_regnamespace('readings') IS NOT NULL THEN
    REVOKE ALL ON SCHEMA readings FROM PUBLIC;
    REVOKE ALL ON ALL TABLES IN SCHEMA readings FROM PUBLIC, sohoi_readings, sohoi_query;
    GRANT USAGE ON SCHEMA readings TO sohoi_readings, sohoi_query;
    GRANT SELECT ON ALL TABLES IN SCHEMA readings TO sohoi_readings;
    GRANT SELECT ON readings.reading TO sohoi_query;
    -- When, and in which order, is the database's to say.
    GRANT INSERT (actor, role, purpose, correlation_id, person_id, place_id, fields) ON readings.reading TO sohoi_readings;
  END IF;
END
$$;
