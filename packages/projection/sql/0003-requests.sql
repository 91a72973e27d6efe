-- What people ask of the projector. It looks every half second, and answers: `refusal` is null if it was done.
CREATE TABLE read.request (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name        text NOT NULL,
  what        text NOT NULL CHECK (what IN ('rebuild', 'accept', 'rollback', 'drop')),
  made_by     text NOT NULL DEFAULT session_user,
  made_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  answered_at timestamptz,
  refusal     text
);
CREATE INDEX request_open ON read.request (id) WHERE answered_at IS NULL;
