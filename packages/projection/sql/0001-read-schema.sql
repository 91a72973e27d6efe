-- The read side: where each projection stands, and what its tables need.
CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA public;
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;
CREATE EXTENSION IF NOT EXISTS ltree SCHEMA public;
CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA public;

-- Vietnamese text as people type it in a hurry: 'Đặng Thị Đào', composed or decomposed, becomes 'dang thi dao'.
-- Immutable as long as the dictionary's rules are not edited; generated columns and indexes rest on that.
CREATE FUNCTION read.vn_fold(x text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN lower(public.unaccent('public.unaccent'::regdictionary, normalize(x, NFC)));

CREATE TABLE read.checkpoint (
  name       text NOT NULL,
  version    integer NOT NULL,
  -- Position of the last event that the tables contain; '' before the first. Compared byte by byte.
  position   text COLLATE "C" NOT NULL DEFAULT '',
  -- Events read since the beginning, whether they concern the projection or not.
  events     bigint NOT NULL DEFAULT 0,
  -- The views of the bare table names show this version.
  live       boolean NOT NULL DEFAULT false,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (name, version)
);
CREATE UNIQUE INDEX checkpoint_one_live ON read.checkpoint (name) WHERE live;
