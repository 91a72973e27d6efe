-- Where public events are pushed to, how far each receiver has come, and what it would not take. No event is kept here: each is
-- read anew from the log, as its owner may see it. No secret is kept either: it is made from a key of the ledger.
CREATE TABLE webhook.webhook (
  id            uuid PRIMARY KEY,
  owner         text NOT NULL,
  url           text NOT NULL CHECK (length(url) BETWEEN 1 AND 2000),
  topic         text NOT NULL,
  types         text[],
  unit_id       uuid,
  created_at    timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  state         text NOT NULL DEFAULT 'unverified' CHECK (state IN ('unverified', 'active', 'paused')),
  -- Why it is paused, where nobody asked for that.
  reason        text,
  -- Which secret signs, and until when the one before signs too.
  generation    integer NOT NULL DEFAULT 1 CHECK (generation > 0),
  former_until  timestamptz(3),
  -- What the receiver has got, and up to where the log holds nothing more for it.
  position      text COLLATE "C" NOT NULL,
  looked_at     text COLLATE "C" NOT NULL,
  delivered     bigint NOT NULL DEFAULT 0,
  delivered_at  timestamptz(3),
  -- Of the message that is due: tries in vain, refusals of a single event, since when, and how many events at once.
  attempts      integer NOT NULL DEFAULT 0,
  refusals      integer NOT NULL DEFAULT 0,
  failing_since timestamptz(3),
  size          integer NOT NULL DEFAULT 100 CHECK (size BETWEEN 1 AND 100),
  next_at       timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  last_error    text,
  -- Who sends, and when that was last seen to be so.
  runner        uuid,
  seen_at       timestamptz
);
CREATE INDEX ON webhook.webhook (owner, created_at, id);
CREATE INDEX ON webhook.webhook (next_at) WHERE state = 'active';

-- Events that a receiver refused again and again: which ones, not what they say.
CREATE TABLE webhook.dead_letter (
  webhook_id uuid NOT NULL REFERENCES webhook.webhook ON DELETE CASCADE,
  position   text COLLATE "C" NOT NULL,
  event_id   uuid NOT NULL,
  type       text NOT NULL,
  died_at    timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  attempts   integer NOT NULL,
  reason     text NOT NULL,
  PRIMARY KEY (webhook_id, position)
);
