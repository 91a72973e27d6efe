-- A projection can be cut into shards, each with a checkpoint and builds of its own. A shard is named
-- `chapter-strength/2-of-3`; queries see all shards of one set, or none.
ALTER TABLE read.checkpoint
  -- The name without the shard: of what queries read, and people speak.
  ADD COLUMN projection text NOT NULL GENERATED ALWAYS AS (split_part(name, '/', 1)) STORED;

CREATE TABLE read.shard_set (
  projection text NOT NULL,
  version    integer NOT NULL,
  shards     integer NOT NULL,
  -- `building` until all shards have read as far as what queries see; then they are shown together, once.
  state      text NOT NULL DEFAULT 'building' CHECK (state IN ('building', 'switched')),
  started_at timestamptz NOT NULL DEFAULT now(),
  ended_at   timestamptz,
  PRIMARY KEY (projection, version, shards)
);

-- A request for so many shards.
ALTER TABLE read.request ADD COLUMN shards integer;
ALTER TABLE read.request DROP CONSTRAINT request_what_check,
  ADD CONSTRAINT request_what_check CHECK (what IN ('rebuild', 'accept', 'rollback', 'drop', 'skip', 'shards')),
  ADD CONSTRAINT request_shards_check CHECK ((what = 'shards') = (shards IS NOT NULL));

-- Processes that could run a shard, and until when they were there: none keeps more than its part if others are idle.
CREATE TABLE read.projector (
  owner   text PRIMARY KEY,
  seen_at timestamptz NOT NULL
);
