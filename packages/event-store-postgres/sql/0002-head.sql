-- One row: where the log ends. Whoever appends locks it first and moves it in the same transaction, so positions
-- are without a gap and in the order of commits, and a reader that has seen one has seen all before it.
CREATE TABLE log.head (
  single      boolean        PRIMARY KEY DEFAULT true CHECK (single),
  position    bigint         NOT NULL CHECK (position >= 0),
  recorded_at timestamptz(3) NOT NULL,
  -- Tells this log from another one that starts with the same events, such as a restored copy.
  instance    uuid           NOT NULL DEFAULT gen_random_uuid()
);

INSERT INTO log.head (position, recorded_at) VALUES (0, '-infinity');
