-- By which recipe a result was shown, and what every scorer found in it (0..1): from that is learned what she values.
ALTER TABLE shown ADD COLUMN recipe TEXT NOT NULL DEFAULT '';
ALTER TABLE shown ADD COLUMN found TEXT NOT NULL DEFAULT '{}';
CREATE INDEX shown_subject ON shown (subject, at);

-- Whether her judgements may weigh, and whether she was told that they do. One row, or none: they may, she was not.
CREATE TABLE learned (id INTEGER PRIMARY KEY CHECK (id = 1), wanted INTEGER NOT NULL, told INTEGER NOT NULL);
