-- People who were forgotten, as salted marks.
SELECT 1;
