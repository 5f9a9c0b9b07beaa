-- The user's own accounts: those she or a file of hers has named, those her connections name, and their persons' others.
CREATE INDEX account_handle ON account (handle COLLATE NOCASE);
CREATE VIEW mine AS
WITH named AS (
  SELECT id FROM own_account UNION
  SELECT account.id FROM connection CROSS JOIN account ON account.network = connection.network
    AND account.handle = ltrim(trim(json_extract(connection.settings, '$.handle')), '@') COLLATE NOCASE
)
SELECT id FROM named UNION
SELECT id FROM account WHERE person IN (SELECT person FROM account WHERE id IN (SELECT id FROM named));

-- How the tie with a person began and what became of it, in her words: each time she says it is a row, the last counts.
-- `person` is the account the person was known by when it was said.
CREATE TABLE met (
  id INTEGER PRIMARY KEY, person TEXT NOT NULL, met TEXT NOT NULL, became TEXT NOT NULL, words TEXT NOT NULL,
  at INTEGER NOT NULL
);
CREATE INDEX met_person ON met (person);

-- Up to which moment what a person said needs no answer, in the user's own judgement.
CREATE TABLE settled (id INTEGER PRIMARY KEY, person TEXT NOT NULL, at INTEGER NOT NULL);

-- To whom each account turned, added up: derived from the ties, and carried forward from `at` when new ones come.
-- The blobs hold one number for every target, in the same order.
CREATE TABLE node (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE);
CREATE TABLE turned (
  source INTEGER PRIMARY KEY, at INTEGER NOT NULL, targets BLOB NOT NULL, weights BLOB NOT NULL, times BLOB NOT NULL,
  standing BLOB NOT NULL, faded BLOB NOT NULL
);
-- Ties not added up yet; without a target: some of the source's ties are gone. Those whose day has not come wait.
CREATE TABLE fresh (source TEXT NOT NULL, target TEXT, kind TEXT NOT NULL, at INTEGER);
CREATE INDEX fresh_gone ON fresh (source) WHERE target IS NULL;
CREATE TABLE waits (source TEXT NOT NULL, target TEXT NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL);
INSERT INTO fresh SELECT source, target, kind, at FROM tie;
CREATE TRIGGER tie_come AFTER INSERT ON tie BEGIN
  INSERT INTO fresh VALUES (new.source, new.target, new.kind, new.at);
END;
CREATE TRIGGER tie_gone AFTER DELETE ON tie BEGIN
  INSERT INTO fresh SELECT old.source, NULL, '', NULL
  WHERE NOT EXISTS (SELECT 1 FROM fresh WHERE rowid = (SELECT max(rowid) FROM fresh)
    AND source = old.source AND target IS NULL);
END;
-- Whoever is forgotten is forgotten here too.
CREATE TRIGGER account_gone AFTER DELETE ON account BEGIN
  DELETE FROM turned WHERE source = (SELECT number FROM node WHERE id = old.id);
  DELETE FROM node WHERE id = old.id;
END;
