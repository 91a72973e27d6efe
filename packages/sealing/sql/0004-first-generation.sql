-- The first generation of a vault that has none: all that a service may begin. A later one would stop everything from
-- being sealed if its key were nowhere, so it is for those who rotate.
CREATE FUNCTION vault.begin_first_generation(generation text) RETURNS boolean
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT vault.begin_generation(NULL, generation)
$$;
REVOKE ALL ON FUNCTION vault.begin_first_generation FROM PUBLIC;
