-- The log. `json` keeps the text byte for byte, which `jsonb` would not; hashes and signatures cover it.
-- Collation C: streams and types are identifiers, compared as bytes.
CREATE TABLE log.event (
  position       bigint         PRIMARY KEY CHECK (position > 0),
  stream         text           COLLATE "C" NOT NULL,
  stream_version integer        NOT NULL CHECK (stream_version > 0),
  id             uuid           NOT NULL,
  type           text           COLLATE "C" NOT NULL,
  schema_version smallint       NOT NULL CHECK (schema_version > 0),
  recorded_at    timestamptz(3) NOT NULL,
  data           json           NOT NULL,
  metadata       json           NOT NULL,
  CONSTRAINT event_stream_key UNIQUE (stream, stream_version),
  CONSTRAINT event_id_key UNIQUE (id)
);
