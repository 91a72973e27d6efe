-- The checkpoint names its event, a projection can be built a second time beside the live one, and who writes a build
-- holds its lease.
ALTER TABLE read.checkpoint
  -- Id of the event at `position`; null before the first, and after an upgrade until it is taken from the log.
  ADD COLUMN event_id text COLLATE "C",
  ADD COLUMN build integer NOT NULL DEFAULT 1,
  -- Token of the lease under which this row may be moved: only ever grows.
  ADD COLUMN token bigint NOT NULL DEFAULT 0;
ALTER TABLE read.checkpoint DROP CONSTRAINT checkpoint_pkey, ADD PRIMARY KEY (name, version, build);

-- Apart from the checkpoint, so that a renewal never waits for a batch.
CREATE TABLE read.lease (
  name       text NOT NULL,
  version    integer NOT NULL,
  build      integer NOT NULL,
  owner      text NOT NULL DEFAULT '',
  -- Grows by one with each owner.
  token      bigint NOT NULL DEFAULT 0,
  -- By this database's clock, which is the only one that counts.
  expires_at timestamptz NOT NULL DEFAULT '-infinity',
  PRIMARY KEY (name, version, build),
  FOREIGN KEY (name, version, build) REFERENCES read.checkpoint ON DELETE CASCADE
);
INSERT INTO read.lease (name, version, build) SELECT name, version, build FROM read.checkpoint;

CREATE TABLE read.rebuild (
  name               text NOT NULL,
  version            integer NOT NULL,
  build              integer NOT NULL,
  state              text NOT NULL DEFAULT 'building' CHECK (state IN ('building', 'differs', 'switched')),
  accept_differences boolean NOT NULL DEFAULT false,
  -- Of each table that differs: how many rows only the one or the other build has, and the first of them.
  differences        json,
  started_at         timestamptz NOT NULL DEFAULT now(),
  ended_at           timestamptz,
  PRIMARY KEY (name, version, build),
  FOREIGN KEY (name, version, build) REFERENCES read.checkpoint ON DELETE CASCADE
);
