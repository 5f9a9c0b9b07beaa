-- What she pinned to a day (and a wall time): `body` is the item itself, which the ranking may no longer offer.
CREATE TABLE pin (
  item TEXT PRIMARY KEY, body TEXT NOT NULL, day TEXT NOT NULL, clock TEXT, at INTEGER NOT NULL
) WITHOUT ROWID;

-- Items of a session she has gone past. state: 'done', 'skipped' (`why` in her words) or 'left' (not come to).
CREATE TABLE passed (
  session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE, item TEXT NOT NULL, state TEXT NOT NULL,
  why TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (session, item)
) WITHOUT ROWID;

-- Seconds of a session counted up to its last pause, and since when it goes on (nothing while it is paused).
ALTER TABLE session ADD COLUMN counted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN going_since INTEGER;
UPDATE session SET going_since = started_at WHERE state = 'started';

-- What was ranked last to plan from, best first, so that minutes can be packed at once: derived, made again any time.
-- `state` is what it hangs on beside what was read, `seq` up to where the store had been read.
CREATE TABLE material (place INTEGER PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE material_of (id INTEGER PRIMARY KEY CHECK (id = 1), state TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL);

-- Hours of the week (0 Monday; 0 to 23) of which she said herself how well she keeps sessions in them (1: as usual).
CREATE TABLE hour (weekday INTEGER, hour INTEGER, ease REAL NOT NULL, PRIMARY KEY (weekday, hour)) WITHOUT ROWID;

-- What was changed in a plan that stood, in sentences.
CREATE TABLE replanned (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, sentence TEXT NOT NULL);
