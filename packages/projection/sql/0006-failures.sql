-- Why a build stands still, for whoever looks from another process. It holds as long as the checkpoint is at `after`.
CREATE TABLE read.failure (
  name      text NOT NULL,
  version   integer NOT NULL,
  build     integer NOT NULL,
  after     text COLLATE "C" NOT NULL,
  -- The event that stopped it; null if it was none, but the log as a whole.
  position  text COLLATE "C",
  event_id  text COLLATE "C",
  -- One of few words: what an error says in full may hold what the event does.
  cause     text NOT NULL,
  failed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (name, version, build),
  FOREIGN KEY (name, version, build) REFERENCES read.checkpoint ON DELETE CASCADE
);

-- Whoever may ask without owning this table asks, looks, and withdraws what nobody has answered; no more.
ALTER TABLE read.request ENABLE ROW LEVEL SECURITY;
CREATE POLICY request_look ON read.request FOR SELECT USING (true);
CREATE POLICY request_ask ON read.request FOR INSERT WITH CHECK (answered_at IS NULL);
-- To see whether a projector has it in hand, by trying to lock it; nothing of it can be changed.
CREATE POLICY request_lock ON read.request FOR UPDATE USING (answered_at IS NULL) WITH CHECK (false);
CREATE POLICY request_withdraw ON read.request FOR DELETE USING (answered_at IS NULL);
DO $$
BEGIN
  IF to_regrole('sohoi_requests') IS NOT NULL THEN
    GRANT INSERT (name, what, made_by), UPDATE (what), DELETE ON read.request TO sohoi_requests;
  END IF;
END
$$;
