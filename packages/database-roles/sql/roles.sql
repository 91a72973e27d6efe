-- Who may do what in the database: the whole of it, not a change. Run by the owner after the migrations, again and
-- again, in one transaction. Roles belong to the server, grants to each database.
--
--   sohoi_writer     appends through log.append and reads the log
--   sohoi_loader     loads events in bulk; only while data are taken over
--   sohoi_query      reads the read models, the tree over the log, and who read sensitive fields
--   sohoi_vault      uses the keys of persons and makes new ones
--   sohoi_keeper     destroys the keys of persons who are erased, and wraps keys anew
--   sohoi_readings   records who read sensitive fields, and reads it
--   sohoi_what_if    keeps what analysts ask to be tried out, and its results
--   sohoi_webhooks   keeps where events are pushed to, and how far that has come
--   sohoi_requests   asks the projector to build a read model anew, in the name of a person
--   sohoi_service    writer, query, vault, readings, what-if, webhooks and requests: what a service works with
--   sohoi_projector  reads the log, owns the read models, lets the tree over the log grow, and has what vault and keeper have
--
-- None of them may change or remove what is recorded, nor alter a table, a trigger or a function of the log.
DO $$
DECLARE
  ours CONSTANT text[] := ARRAY['sohoi_writer', 'sohoi_loader', 'sohoi_query', 'sohoi_vault', 'sohoi_keeper',
                                'sohoi_readings', 'sohoi_what_if', 'sohoi_webhooks', 'sohoi_requests', 'sohoi_service', 'sohoi_projector'];
  -- What each of the two that work has: the first by the second.
  given CONSTANT text[] := ARRAY[
    ['sohoi_writer', 'sohoi_service'], ['sohoi_query', 'sohoi_service'], ['sohoi_vault', 'sohoi_service'],
    ['sohoi_readings', 'sohoi_service'], ['sohoi_what_if', 'sohoi_service'], ['sohoi_webhooks', 'sohoi_service'],
    ['sohoi_requests', 'sohoi_service'], ['sohoi_vault', 'sohoi_projector'], ['sohoi_keeper', 'sohoi_projector']];
  everyone CONSTANT text := 'PUBLIC, ' || array_to_string(ours, ', ');
  losers text;
  one text;
  pair text[];
  held record;
BEGIN
  FOREACH one IN ARRAY ours LOOP
    IF to_regrole(one) IS NULL THEN
      EXECUTE format('CREATE ROLE %s NOLOGIN', one);
    END IF;
  END LOOP;
  FOREACH pair SLICE 1 IN ARRAY given LOOP
    IF NOT EXISTS (SELECT FROM pg_auth_members
                   WHERE roleid = to_regrole(pair[1]) AND member = to_regrole(pair[2])) THEN
      EXECUTE format('GRANT %s TO %s', pair[1], pair[2]);
    END IF;
  END LOOP;

  -- Whatever else anybody gave by the way is taken back, before what is due is granted below.
  FOR held IN SELECT roleid::regrole::text AS what, member::regrole::text AS whom, grantor::regrole AS giver,
                     admin_option AS passes_on
              FROM pg_auth_members WHERE member::regrole::text = ANY (ours) LOOP
    IF NOT EXISTS (SELECT FROM generate_subscripts(given, 1) AS n
                   WHERE given[n][1] = held.what AND given[n][2] = held.whom) THEN
      EXECUTE format('REVOKE %s FROM %s GRANTED BY %s CASCADE', held.what, held.whom, held.giver);
    ELSIF held.passes_on THEN
      EXECUTE format('REVOKE ADMIN OPTION FOR %s FROM %s GRANTED BY %s CASCADE', held.what, held.whom, held.giver);
    END IF;
  END LOOP;
  EXECUTE format('REVOKE CREATE, TEMPORARY ON DATABASE %I FROM %s', current_database(), everyone);
  EXECUTE format('REVOKE CREATE ON SCHEMA public FROM %s', everyone);
  FOREACH one IN ARRAY ARRAY['log', 'vault', 'readings', 'what_if', 'webhook', 'ledger', 'read'] LOOP
    CONTINUE WHEN to_regnamespace(one) IS NULL;
    -- The projector owns what is in `read`.
    losers := CASE one WHEN 'read' THEN replace(everyone, ', sohoi_projector', '') ELSE everyone END;
    EXECUTE format('REVOKE ALL ON SCHEMA %I FROM %s', one, losers);
    EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %I FROM %s', one, losers);
    EXECUTE format('REVOKE ALL ON ALL SEQUENCES IN SCHEMA %I FROM %s', one, losers);
    EXECUTE format('REVOKE ALL ON ALL ROUTINES IN SCHEMA %I FROM %s', one, losers);
  END LOOP;
  -- Large objects are files that anyone may fill; only a superuser can take that from PUBLIC.
  IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    REVOKE ALL ON FUNCTION lo_creat(integer), lo_create(oid), lo_from_bytea(oid, bytea) FROM PUBLIC;
  END IF;
END
$$;

-- The log.
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
GRANT EXECUTE ON ALL ROUTINES IN SCHEMA read TO sohoi_query;
ALTER DEFAULT PRIVILEGES FOR ROLE sohoi_projector IN SCHEMA read GRANT SELECT ON TABLES TO sohoi_query;
DO $$
BEGIN
  -- Builds alone: what cuts a projection into shards, or passes over an event, has columns of its own. The right to change is
  -- there to lock a row; the table's policies let nobody change one.
  IF to_regclass('read.request') IS NOT NULL THEN
    GRANT USAGE ON SCHEMA read TO sohoi_requests;
    GRANT INSERT (name, what, made_by), UPDATE (what), DELETE ON read.request TO sohoi_requests;
  END IF;
END
$$;

-- The keys of persons: all changes of them are functions of the vault, but for what a rotation does.
DO $$
BEGIN
  IF to_regnamespace('vault') IS NOT NULL THEN
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
    GRANT USAGE ON SCHEMA readings TO sohoi_readings, sohoi_query;
    GRANT SELECT ON ALL TABLES IN SCHEMA readings TO sohoi_readings;
    GRANT SELECT ON readings.reading TO sohoi_query;
    -- When, and in which order, is the database's to say.
    GRANT INSERT (actor, role, purpose, correlation_id, person_id, place_id, fields) ON readings.reading TO sohoi_readings;
  END IF;
END
$$;

-- What is tried out: it comes and goes, and is nothing official.
DO $$
BEGIN
  IF to_regnamespace('what_if') IS NOT NULL THEN
    GRANT USAGE ON SCHEMA what_if TO sohoi_what_if;
    GRANT SELECT ON ALL TABLES IN SCHEMA what_if TO sohoi_what_if;
    GRANT INSERT (id, name, asked_by, asked, request_hash), DELETE,
      UPDATE (state, runner, seen_at, started_at, events, total, ended_at, reason, summary, attempts)
      ON what_if.job TO sohoi_what_if;
    GRANT INSERT, DELETE ON what_if.result TO sohoi_what_if;
  END IF;
END
$$;

-- Where events are pushed to: it is nothing of the log.
DO $$
BEGIN
  IF to_regnamespace('webhook') IS NOT NULL THEN
    GRANT USAGE ON SCHEMA webhook TO sohoi_webhooks;
    GRANT SELECT ON ALL TABLES IN SCHEMA webhook TO sohoi_webhooks;
    GRANT INSERT (id, owner, url, topic, types, unit_id, position, looked_at), DELETE,
      UPDATE (state, reason, generation, former_until, position, looked_at, delivered, delivered_at, attempts, refusals,
              failing_since, size, next_at, last_error, runner, seen_at)
      ON webhook.webhook TO sohoi_webhooks;
    GRANT INSERT (webhook_id, position, event_id, type, attempts, reason), UPDATE (attempts, reason, died_at), DELETE
      ON webhook.dead_letter TO sohoi_webhooks;
  END IF;
END
$$;

-- The tree over the log: only ever added to.
DO $$
BEGIN
  IF to_regnamespace('ledger') IS NOT NULL THEN
    GRANT USAGE ON SCHEMA ledger TO sohoi_query, sohoi_projector;
    GRANT SELECT ON ALL TABLES IN SCHEMA ledger TO sohoi_query, sohoi_projector;
    GRANT INSERT, UPDATE (hashes) ON ledger.tile TO sohoi_projector;
    GRANT INSERT (size, root, signed) ON ledger.checkpoint TO sohoi_projector;
    GRANT INSERT (key) ON ledger.verifier TO sohoi_projector;
    GRANT INSERT ON ledger.cosignature TO sohoi_projector;
  END IF;
END
$$;
