-- How often a job was begun, since one that always fails must not hold up the others; and a keyed hash of the request, by which
-- a repeated one is known.
ALTER TABLE what_if.job ADD attempts integer NOT NULL DEFAULT 0, ADD request_hash text NOT NULL DEFAULT '';
