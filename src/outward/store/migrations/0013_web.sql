-- A number that changes with everything the graph of people is made of, so that what was worked out of it can be kept.
CREATE TABLE web (state INTEGER NOT NULL);
INSERT INTO web VALUES (0);
CREATE TRIGGER web_tie AFTER INSERT ON fresh BEGIN UPDATE web SET state = state + 1; END;
CREATE TRIGGER web_turned AFTER INSERT ON turned BEGIN UPDATE web SET state = state + 1; END;
CREATE TRIGGER web_returned AFTER DELETE ON turned BEGIN UPDATE web SET state = state + 1; END;
CREATE TRIGGER web_account AFTER INSERT ON account BEGIN UPDATE web SET state = state + 1; END;
CREATE TRIGGER web_account_gone AFTER DELETE ON account BEGIN UPDATE web SET state = state + 1; END;
CREATE TRIGGER web_person AFTER UPDATE OF person ON account WHEN old.person != new.person BEGIN
  UPDATE web SET state = state + 1;
END;
