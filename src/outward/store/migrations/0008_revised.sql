-- What the answers of a goal were before each change of hers, so that she can take it back.
CREATE TABLE revised (id INTEGER PRIMARY KEY, answers INTEGER NOT NULL, body TEXT NOT NULL, at INTEGER NOT NULL);
CREATE INDEX revised_answers ON revised (answers, id);
