-- What analysts ask to be tried out, and what came of it: simulations, in a schema of their own, so that no query of official
-- results can meet them. What has ended goes after a month.
CREATE TABLE what_if.job (
  id          uuid PRIMARY KEY,
  name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  asked_by    text NOT NULL,
  asked_at    timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  -- What is supposed, of when, and of what; the rubric whole.
  asked       jsonb NOT NULL,
  state       text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
  -- Who works at it, and when that was last seen to be so.
  runner      uuid,
  seen_at     timestamptz,
  started_at  timestamptz(3),
  events      bigint NOT NULL DEFAULT 0,
  total       bigint,
  ended_at    timestamptz(3),
  reason      text,
  summary     jsonb,
  CHECK ((state IN ('done', 'failed', 'cancelled')) = (ended_at IS NOT NULL)),
  CHECK ((state = 'done') = (summary IS NOT NULL))
);
CREATE INDEX ON what_if.job (asked_at, id);
CREATE INDEX ON what_if.job (asked_by) WHERE ended_at IS NULL;

CREATE TABLE what_if.result (
  job_id uuid NOT NULL REFERENCES what_if.job ON DELETE CASCADE,
  -- From 1, those that rise most first.
  nth    integer NOT NULL CHECK (nth > 0),
  result jsonb NOT NULL,
  PRIMARY KEY (job_id, nth)
);
