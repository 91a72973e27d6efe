-- Appends the events of several requests, each to a stream of its own, in one transaction. `streams` and `expected`
-- have one element per request; the other arrays one per event, in the order of requests, `request` being the place
-- of its request from 1. A request whose stream stands elsewhere is left out and does no harm to the others.
-- `base` is the head before; `actual` is the version that each stream stood at.
CREATE FUNCTION log.append(
  streams text[], expected integer[],
  request integer[], stream text[], stream_version integer[], id uuid[], type text[], schema_version integer[],
  data json[], metadata json[],
  OUT base bigint, OUT actual integer[]
) LANGUAGE plpgsql AS $$
DECLARE
  clock    timestamptz(3);
  appended bigint;
BEGIN
  -- The lock comes first: each later statement sees all that was committed before it.
  SELECT head.position, head.recorded_at INTO base, clock FROM log.head FOR UPDATE;
  clock := greatest(clock, date_trunc('milliseconds', clock_timestamp()));

  actual := ARRAY(
    SELECT coalesce(
      (SELECT last.stream_version FROM log.event last WHERE last.stream = asked.stream
       ORDER BY last.stream_version DESC LIMIT 1), 0)
    FROM unnest(streams) WITH ORDINALITY AS asked (stream, place)
    ORDER BY asked.place);

  INSERT INTO log.event (position, stream, stream_version, id, type, schema_version, recorded_at, data, metadata)
  SELECT base + row_number() OVER (ORDER BY new.place), new.stream, new.stream_version, new.id, new.type,
         new.schema_version, clock, new.data, new.metadata
  FROM unnest(request, stream, stream_version, id, type, schema_version, data, metadata)
    WITH ORDINALITY AS new (request, stream, stream_version, id, type, schema_version, data, metadata, place)
  WHERE actual[new.request] = expected[new.request];
  GET DIAGNOSTICS appended = ROW_COUNT;

  IF appended > 0 THEN
    UPDATE log.head SET position = base + appended, recorded_at = clock;
  END IF;
END
$$;
