-- Where the chapters of an episode can be read, when its feed keeps them in a file of their own.
ALTER TABLE resource ADD COLUMN chapters_at TEXT NOT NULL DEFAULT '';
