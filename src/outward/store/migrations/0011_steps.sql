-- Steps suggested to the user, and what she did with each. url: what the person said, to start from; state: 'open', 'done' or 'left'; touch: the contact noted
-- when it was done.
CREATE TABLE step (
  id INTEGER PRIMARY KEY, person TEXT NOT NULL, rung TEXT NOT NULL, url TEXT NOT NULL, suggested_at INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'open', ended_at INTEGER, touch INTEGER
);
CREATE INDEX step_suggested ON step (suggested_at);
CREATE INDEX step_person ON step (person);

-- People with whom no step is suggested any more, as the user said.
CREATE TABLE no_step (person TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
