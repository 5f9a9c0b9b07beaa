-- Calendars she named. kind: 'file', 'subscription' or 'caldav'; address: a path, a CalDAV address, or where the secret subscription
-- address is kept; password: where it is kept. until: how far its busy times reach; chosen: 1 for the one sessions are put into.
CREATE TABLE calendar (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, address TEXT NOT NULL, shown TEXT NOT NULL,
  user TEXT NOT NULL DEFAULT '', password TEXT NOT NULL DEFAULT '', all_day TEXT NOT NULL, tentative TEXT NOT NULL,
  titles INTEGER NOT NULL, etag TEXT NOT NULL DEFAULT '', modified TEXT NOT NULL DEFAULT '', read_at INTEGER, until INTEGER,
  events INTEGER NOT NULL DEFAULT 0, dropped TEXT NOT NULL DEFAULT '[]', notes TEXT NOT NULL DEFAULT '[]', trouble TEXT,
  retry_at INTEGER, chosen INTEGER NOT NULL DEFAULT 0
);

-- What her calendars say is taken, as long as it is to come; taken out and written anew at every reading.
CREATE TABLE busy_time (
  calendar INTEGER NOT NULL REFERENCES calendar ON DELETE CASCADE, starts_at INTEGER NOT NULL, ends_at INTEGER NOT NULL,
  title TEXT NOT NULL, all_day INTEGER NOT NULL, tentative INTEGER NOT NULL
);
CREATE INDEX busy_time_calendar ON busy_time (calendar);
CREATE INDEX busy_time_end ON busy_time (ends_at);

-- Sessions put into the chosen calendar. slot: the key of the session's slot as it is now; words: a fingerprint of what we wrote;
-- moved: 1 when she has moved it; hers: 1 when she has changed the words, so that they are never written over.
CREATE TABLE placed (
  uid TEXT PRIMARY KEY, calendar INTEGER NOT NULL REFERENCES calendar ON DELETE CASCADE, slot TEXT NOT NULL, href TEXT NOT NULL,
  etag TEXT NOT NULL, words TEXT NOT NULL, starts_at INTEGER NOT NULL, minutes INTEGER NOT NULL,
  moved INTEGER NOT NULL DEFAULT 0, hers INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

-- The secret part of the address at which the desk gives the plan to a calendar program of hers.
CREATE TABLE calendar_feed (id INTEGER PRIMARY KEY CHECK (id = 1), token TEXT NOT NULL);

-- Buffers, working hours and holidays.
CREATE TABLE week_rules (id INTEGER PRIMARY KEY CHECK (id = 1), body TEXT NOT NULL);
