-- Threads gathered into one resource: which, and up to which write of the store posts have been looked at.
CREATE TABLE gathered (seq INTEGER NOT NULL);
INSERT INTO gathered VALUES (0);
CREATE TABLE thread (url TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE INDEX alias_resource ON alias (resource);
