-- A session she moved in her calendar stays where she put it.
ALTER TABLE session ADD COLUMN moved INTEGER NOT NULL DEFAULT 0;
UPDATE session SET moved = 1 WHERE slot IN (SELECT slot FROM placed WHERE moved);

-- The highest number a session has had: none is ever given twice, so that an old page or line never means another one.
CREATE TABLE session_number (last INTEGER NOT NULL);
INSERT INTO session_number SELECT coalesce(max(id), 0) FROM session;
CREATE TRIGGER session_gone AFTER DELETE ON session BEGIN UPDATE session_number SET last = max(last, OLD.id); END;

-- Of a window with room around its minutes: its name and date, see Window.room.
ALTER TABLE left_free ADD COLUMN room TEXT NOT NULL DEFAULT '';
ALTER TABLE left_free ADD COLUMN day TEXT NOT NULL DEFAULT '';

-- How the plan that stands was asked for, so that it is followed as that.
CREATE TABLE planned_as (id INTEGER PRIMARY KEY CHECK (id = 1), goal INTEGER, days INTEGER NOT NULL, recipe TEXT NOT NULL, topic TEXT NOT NULL);
