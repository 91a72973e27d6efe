-- Whoever keeps a key holds this lock together with others; whoever changes the current generation holds it alone. So
-- nothing is ever wrapped by a generation that has begun to retire.

-- Keeps new keys of persons; those who have one, or were erased, keep what they have. Gives the ids that were new;
-- null if the generation is not the current one any more.
CREATE FUNCTION vault.keep_keys(generation text, ids uuid[], keys bytea[]) RETURNS uuid[]
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  kept uuid[];
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtextextended('sohoi vault generation', 0));
  IF NOT EXISTS (SELECT FROM vault.master_key WHERE id = generation AND state = 'current') THEN
    RETURN NULL;
  END IF;
  -- In order, so that no two wait for one another.
  WITH inserted AS (
    INSERT INTO vault.person_key (person_id, wrapped, master_key_id)
    SELECT new.id, new.key, generation FROM unnest(ids, keys) AS new (id, key) ORDER BY new.id
    ON CONFLICT DO NOTHING RETURNING person_id)
  SELECT coalesce(array_agg(person_id), '{}') INTO kept FROM inserted;
  RETURN kept;
END
$$;

-- The same for a secret of the ledger: true if it was kept, false if there is one, null for an old generation.
CREATE FUNCTION vault.keep_secret(generation text, secret text, key bytea) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtextextended('sohoi vault generation', 0));
  IF NOT EXISTS (SELECT FROM vault.master_key WHERE id = generation AND state = 'current') THEN
    RETURN NULL;
  END IF;
  INSERT INTO vault.secret (name, wrapped, master_key_id) VALUES (secret, key, generation) ON CONFLICT DO NOTHING;
  RETURN FOUND;
END
$$;

-- Makes a generation the current one; the one before begins to retire. `before` is the current one as the caller knows
-- it, null for none; false, and nothing is done, if it is another.
CREATE FUNCTION vault.begin_generation(before text, generation text) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('sohoi vault generation', 0));
  IF before IS DISTINCT FROM (SELECT id FROM vault.master_key WHERE state = 'current') THEN
    RETURN false;
  END IF;
  UPDATE vault.master_key SET state = 'retiring' WHERE id = before;
  INSERT INTO vault.master_key (id, state) VALUES (generation, 'current');
  RETURN true;
END
$$;

-- Destroys keys, also of those who never had one, so that none is made later. Part of the caller's transaction.
CREATE FUNCTION vault.destroy_keys(ids uuid[]) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO vault.person_key AS mine (person_id, erased_at)
  SELECT DISTINCT id, now() FROM unnest(ids) AS gone (id) ORDER BY id
  ON CONFLICT (person_id) DO UPDATE SET wrapped = NULL, erased_at = now() WHERE mine.wrapped IS NOT NULL
$$;

-- Wraps keys anew: each whose wrapped form is still the one that was read.
CREATE FUNCTION vault.rewrap_keys(ids uuid[], before bytea[], after bytea[], generation text) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH mine AS (
    SELECT person_id FROM vault.person_key WHERE person_id = ANY(ids) ORDER BY person_id FOR UPDATE)
  UPDATE vault.person_key p SET wrapped = new.after, master_key_id = generation
    FROM mine, unnest(ids, before, after) AS new (id, before, after)
   WHERE p.person_id = mine.person_id AND new.id = mine.person_id AND p.wrapped = new.before
$$;
