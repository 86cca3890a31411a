"""The tables of a log in PostgreSQL: as in `log.tables`, in the schema `tocsin`; a database a town.

Ids and owners are bytes: no collation of a database ever orders or compares them, and a text may
hold what PostgreSQL's text may not. `writer` is the one row that every append moves on.
"""

from tocsin.log.record import FORMAT

NEWS = "tocsin"
"""The channel that tells readers of each commit. They look by themselves when it is silent."""

SCHEMA = f"""
CREATE SCHEMA tocsin;
COMMENT ON SCHEMA tocsin IS 'A town''s log, format {FORMAT}. Written by one process: see writer.';

-- Who this log belongs to: JSON, signed as the head at the start of the chain. Exactly one row.
CREATE TABLE tocsin.header (
    one        int   PRIMARY KEY CHECK (one = 1),
    body       bytea NOT NULL,
    signature  bytea NOT NULL
);

-- A new life after a restore: JSON, chained after the record at `position`, signed.
CREATE TABLE tocsin.incarnation (
    number     int    PRIMARY KEY,
    position   bigint NOT NULL,
    body       bytea  NOT NULL,
    signature  bytea  NOT NULL
);

-- The facts, in order, without gaps. `body` is JSON; `hash` is the chain up to here;
-- `signature` is set on the last record of each commit: the signed head.
CREATE TABLE tocsin.record (
    position   bigint PRIMARY KEY,
    hash       bytea  NOT NULL,
    body       bytea  NOT NULL,
    signature  bytea
);

-- Which records a command led to; they stand side by side.
CREATE TABLE tocsin.command (
    first      bigint PRIMARY KEY,
    last       bigint NOT NULL,
    command_id bytea  NOT NULL
);
CREATE UNIQUE INDEX command_by_id ON tocsin.command (command_id);

-- Where the log ends, and who may add to it: each writer that opens takes the next epoch, and an
-- append by another epoch, another life or after another position adds nothing.
CREATE TABLE tocsin.writer (
    one         int    PRIMARY KEY CHECK (one = 1),
    epoch       bigint NOT NULL,
    incarnation text   NOT NULL,
    position    bigint NOT NULL,
    hash        bytea  NOT NULL
) WITH (fillfactor = 10);

-- What opens the sealed words, by owner, and who was forgotten.
CREATE TABLE tocsin.key (
    owner      bytea  PRIMARY KEY,
    secret     bytea  NOT NULL,
    sha256     bytea  NOT NULL,
    number     bigint GENERATED ALWAYS AS IDENTITY UNIQUE
);
CREATE TABLE tocsin.tombstone (
    number       bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner        bytea       NOT NULL UNIQUE,
    forgotten_at timestamptz NOT NULL
);

-- What makes starts quick, and can be made again from the log: pictures, and the archive.
CREATE TABLE tocsin.snapshot (
    position   bigint NOT NULL,
    fold       text   NOT NULL,
    label      bytea  NOT NULL,
    picture    bytea  NOT NULL,
    PRIMARY KEY (position, fold)
);
ALTER TABLE tocsin.snapshot ALTER COLUMN picture SET STORAGE EXTERNAL;
CREATE TABLE tocsin.shelved (
    name       bytea  PRIMARY KEY,
    digest     bytea  NOT NULL,
    content    bytea  NOT NULL
);
CREATE TABLE tocsin.upto (
    one        int    PRIMARY KEY CHECK (one = 1),
    position   bigint NOT NULL
);
INSERT INTO tocsin.upto VALUES (1, 0);
"""

APPEND = f"""
WITH moved AS (
    UPDATE tocsin.writer SET position = %(last)s, hash = %(hash)s
     WHERE epoch = %(epoch)s AND position = %(after)s AND incarnation = %(incarnation)s
    RETURNING one
), kept AS (
    INSERT INTO tocsin.key (owner, secret, sha256) SELECT owner, secret, sha256 FROM moved,
        unnest(%(owners)b::bytea[], %(secrets)b::bytea[], %(checks)b::bytea[])
        AS new (owner, secret, sha256)
    ON CONFLICT (owner) DO UPDATE SET secret = EXCLUDED.secret, sha256 = EXCLUDED.sha256
), recorded AS (
    INSERT INTO tocsin.record
    SELECT %(after)s + number, new.hash, body,
           CASE WHEN number = %(count)s THEN %(signature)b::bytea END
      FROM moved, unnest(%(hashes)b::bytea[], %(bodies)b::bytea[]) WITH ORDINALITY
        AS new (hash, body, number)
), indexed AS (
    INSERT INTO tocsin.command SELECT first, last, command_id FROM moved,
        unnest(%(firsts)s::bigint[], %(lasts)s::bigint[], %(ids)b::bytea[])
        AS new (first, last, command_id)
)
SELECT pg_notify('{NEWS}', ''), one FROM moved
"""
"""One commit in one statement: all of it happens, with the writer's row moved on, or nothing."""
