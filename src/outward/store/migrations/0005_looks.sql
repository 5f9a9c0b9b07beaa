-- When she looked at what is worth it for a goal, and the newest post held then: what came later is new to her.
CREATE TABLE look (answers INTEGER NOT NULL, at INTEGER NOT NULL, doc INTEGER NOT NULL);
CREATE INDEX look_answers ON look (answers, at);
INSERT INTO look SELECT answers, at, 0 FROM shown GROUP BY answers, at;

-- How she wants the ranking for a goal adjusted, in words.
CREATE TABLE adjustment (answers INTEGER PRIMARY KEY, words TEXT NOT NULL) WITHOUT ROWID;
