-- People who were forgotten: salted marks of their accounts, handles, posts and addresses, never what they stand for.
-- `clean` is 0 until the rest of them is out of the index and of the file's free pages; `kept_out` counts records since.
CREATE TABLE forgotten_person (
  id INTEGER PRIMARY KEY, at INTEGER NOT NULL, clean INTEGER NOT NULL DEFAULT 0, kept_out INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE forgotten (mark TEXT PRIMARY KEY, person INTEGER NOT NULL REFERENCES forgotten_person) WITHOUT ROWID;
CREATE TABLE salt (id INTEGER PRIMARY KEY CHECK (id = 1), salt BLOB NOT NULL);
INSERT INTO salt VALUES (1, randomblob(32));
