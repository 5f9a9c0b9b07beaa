-- How many posts an account wrote is counted without opening one of them.
DROP INDEX post_author;
CREATE INDEX post_author ON post (author, created_at, deleted);
