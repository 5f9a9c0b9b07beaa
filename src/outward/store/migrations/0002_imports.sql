-- What the user did with a resource elsewhere; her own accounts; what reading cost; who is whom in her own words.

CREATE TABLE mark (
  url TEXT NOT NULL, kind TEXT NOT NULL, at INTEGER, network TEXT NOT NULL DEFAULT '', PRIMARY KEY (url, kind)
) WITHOUT ROWID;
CREATE TABLE own_account (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE spending (network TEXT NOT NULL, at INTEGER NOT NULL, amount REAL NOT NULL, what TEXT NOT NULL);
CREATE INDEX spending_at ON spending (network, at);
-- verdict: 'same' or 'apart'; one and other are account ids, the smaller first.
CREATE TABLE identity (
  one TEXT NOT NULL, other TEXT NOT NULL, verdict TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (one, other)
) WITHOUT ROWID;

ALTER TABLE account ADD COLUMN verified TEXT NOT NULL DEFAULT '';
ALTER TABLE resource ADD COLUMN chapters TEXT NOT NULL DEFAULT '';
ALTER TABLE resource ADD COLUMN captions INTEGER;
ALTER TABLE resource ADD COLUMN transcript TEXT NOT NULL DEFAULT '';

-- An address that is only another way to a resource: a short address, or a later post of a thread.
CREATE TABLE alias (url TEXT PRIMARY KEY, resource TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX post_url ON post (url);

-- The same bytes of the same source are kept once.
ALTER TABLE raw ADD COLUMN digest BLOB;
CREATE UNIQUE INDEX raw_digest ON raw (network, kind, value, digest);
