-- Keys of persons and of the ledger, each wrapped by a master key that is not in this database. No row is of use
-- without it.
CREATE TABLE vault.master_key (
  id           text        COLLATE "C" PRIMARY KEY,
  -- current: wraps; retiring: its keys are being wrapped anew; destroyed: what it wrapped is lost for ever.
  state        text        NOT NULL CHECK (state IN ('current', 'retiring', 'destroyed')),
  created_at   timestamptz NOT NULL DEFAULT now(),
  destroyed_at timestamptz
);
CREATE UNIQUE INDEX master_key_one_current ON vault.master_key (state) WHERE state = 'current';

CREATE TABLE vault.person_key (
  person_id     uuid        PRIMARY KEY,
  -- Null once the person is erased.
  wrapped       bytea,
  -- The generation that wrapped it, also after the erasure: until that one is destroyed, old copies of the row can be
  -- unwrapped. Null for a person who was erased before there was a key.
  master_key_id text        COLLATE "C",
  created_at    timestamptz NOT NULL DEFAULT now(),
  erased_at     timestamptz,
  CHECK ((wrapped IS NULL) = (erased_at IS NOT NULL)),
  CHECK (wrapped IS NULL OR master_key_id IS NOT NULL)
);
CREATE INDEX person_key_to_rewrap ON vault.person_key (master_key_id, person_id) WHERE wrapped IS NOT NULL;
CREATE INDEX person_key_erased ON vault.person_key (master_key_id) WHERE wrapped IS NULL AND master_key_id IS NOT NULL;

-- Keys of the whole ledger: for search and for masked codes.
CREATE TABLE vault.secret (
  name          text  COLLATE "C" PRIMARY KEY,
  wrapped       bytea NOT NULL,
  master_key_id text  COLLATE "C" NOT NULL
);
