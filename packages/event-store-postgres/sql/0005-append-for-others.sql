-- Whoever may call it appends with the rights of the log's owner, and needs none on the tables. The path is pinned, so
-- that no object of the caller's stands in the place of one of ours. Who may call it is granted elsewhere, by role.
ALTER FUNCTION log.append(text[], integer[], integer[], text[], integer[], uuid[], text[], integer[], json[], json[])
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp;

REVOKE ALL ON FUNCTION
  log.append(text[], integer[], integer[], text[], integer[], uuid[], text[], integer[], json[], json[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION log.refuse_change() FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA log FROM PUBLIC;
REVOKE ALL ON SCHEMA log FROM PUBLIC;
