-- Slots she moved a session away from in her calendar: nothing else is planned there. starts_at and ends_at of that session.
CREATE TABLE left_free (slot TEXT PRIMARY KEY, starts_at INTEGER NOT NULL, ends_at INTEGER NOT NULL) WITHOUT ROWID;
