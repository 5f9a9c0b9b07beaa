-- Who was on the slate of people for which goal in which week: next week others come forward who are as good.
CREATE TABLE offered (
    answers INTEGER NOT NULL,
    week INTEGER NOT NULL,
    person TEXT NOT NULL,
    PRIMARY KEY (answers, week, person)
) WITHOUT ROWID;
CREATE INDEX offered_person ON offered (person);
