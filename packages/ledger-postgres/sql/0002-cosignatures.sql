-- Lines that witnesses added to checkpoints (c2sp.org/tlog-cosignature): who has seen which tree, and when.
CREATE TABLE ledger.cosignature (
  size    bigint NOT NULL REFERENCES ledger.checkpoint,
  -- The key of the witness, as C2SP writes public keys.
  witness text   NOT NULL,
  -- Ends in a newline.
  line    text   NOT NULL,
  PRIMARY KEY (witness, size)
);
CREATE INDEX ON ledger.cosignature (size);

CREATE TRIGGER cosignature_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.cosignature
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
ALTER TABLE ledger.cosignature ENABLE ALWAYS TRIGGER cosignature_stays;

REVOKE ALL ON ledger.cosignature FROM PUBLIC;
