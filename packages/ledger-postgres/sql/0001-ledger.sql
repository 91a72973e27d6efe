-- The tree over the log, and what was signed of it. Hashes only: no event can be read here.
CREATE TABLE ledger.tile (
  level  smallint NOT NULL CHECK (level BETWEEN 0 AND 7),
  index  bigint   NOT NULL CHECK (index >= 0),
  -- Side by side, 32 bytes each; 256 in a full tile.
  hashes bytea    NOT NULL CHECK (length(hashes) BETWEEN 32 AND 8192 AND length(hashes) % 32 = 0),
  -- At level 0: the position in the log after which the tile's events begin.
  after  text     COLLATE "C" CHECK ((after IS NOT NULL) = (level = 0)),
  PRIMARY KEY (level, index)
);
-- Hashes do not get smaller when compressed.
ALTER TABLE ledger.tile ALTER COLUMN hashes SET STORAGE EXTERNAL;
CREATE INDEX ON ledger.tile (after) WHERE level = 0;

CREATE TABLE ledger.checkpoint (
  size      bigint         PRIMARY KEY CHECK (size >= 0),
  root      bytea          NOT NULL CHECK (length(root) = 32),
  -- The signed note, whole.
  signed    text           NOT NULL,
  signed_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);

-- The key that all checkpoints are signed with: one for the life of the log.
CREATE TABLE ledger.verifier (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  -- As C2SP writes public keys: name, id, key.
  key    text NOT NULL
);

-- A tile may get longer and nothing else; a checkpoint is of a larger tree than all before it, and stays. The triggers
-- fire for statements that match no row too, and in sessions that replay changes of another server.
CREATE FUNCTION ledger.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of %.% is refused: the ledger is only ever added to', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER tile_stays BEFORE DELETE OR TRUNCATE ON ledger.tile
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
ALTER TABLE ledger.tile ENABLE ALWAYS TRIGGER tile_stays;

CREATE TRIGGER tile_grows BEFORE UPDATE ON ledger.tile
  FOR EACH ROW
  WHEN ((NEW.level, NEW.index) <> (OLD.level, OLD.index) OR NEW.after IS DISTINCT FROM OLD.after
        OR substring(NEW.hashes FOR length(OLD.hashes)) <> OLD.hashes)
  EXECUTE FUNCTION ledger.refuse_change();
ALTER TABLE ledger.tile ENABLE ALWAYS TRIGGER tile_grows;

CREATE TRIGGER checkpoint_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
ALTER TABLE ledger.checkpoint ENABLE ALWAYS TRIGGER checkpoint_stays;

CREATE TRIGGER verifier_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.verifier
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
ALTER TABLE ledger.verifier ENABLE ALWAYS TRIGGER verifier_stays;

CREATE FUNCTION ledger.refuse_smaller() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM ledger.checkpoint WHERE size >= NEW.size) THEN
    RAISE EXCEPTION 'a checkpoint of % leaves is refused: a larger tree was signed', NEW.size
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER checkpoint_grows BEFORE INSERT ON ledger.checkpoint
  FOR EACH ROW EXECUTE FUNCTION ledger.refuse_smaller();
ALTER TABLE ledger.checkpoint ENABLE ALWAYS TRIGGER checkpoint_grows;

REVOKE ALL ON SCHEMA ledger FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA ledger FROM PUBLIC;
