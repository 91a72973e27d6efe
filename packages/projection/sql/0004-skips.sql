-- A request to pass over the event that stopped a projection. The decision itself is an event of the log.
ALTER TABLE read.request ADD COLUMN position text COLLATE "C", ADD COLUMN reason text;
ALTER TABLE read.request DROP CONSTRAINT request_what_check,
  ADD CONSTRAINT request_what_check CHECK (what IN ('rebuild', 'accept', 'rollback', 'drop', 'skip')),
  ADD CONSTRAINT request_skip_check CHECK ((what = 'skip') = (position IS NOT NULL AND reason IS NOT NULL));
