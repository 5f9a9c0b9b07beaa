-- The newest posts are looked through for people followed and quiet voices: everything that takes is in the index.
DROP INDEX post_created;
CREATE INDEX post_created ON post (created_at, author, deleted);
