-- How she is reminded; a row only for what she switched on. settings: JSON; password: where it is kept; before: minutes;
-- trouble: what went wrong last, `failed` how often in a row, and not before retry_at again.
CREATE TABLE messenger (
  name TEXT PRIMARY KEY, settings TEXT NOT NULL, password TEXT NOT NULL, before INTEGER NOT NULL, titles INTEGER NOT NULL,
  trouble TEXT NOT NULL DEFAULT '', failed INTEGER NOT NULL DEFAULT 0, retry_at INTEGER
) WITHOUT ROWID;

-- Sessions she was reminded of, by the moment and slot they had then. state: 'sending' (begun; where it stays so, nobody
-- knows whether it arrived), 'sent', or 'refused'. A row means: not again.
CREATE TABLE reminded (
  messenger TEXT NOT NULL, session TEXT NOT NULL, state TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (messenger, session)
) WITHOUT ROWID;
