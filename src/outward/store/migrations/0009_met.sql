-- How contacts began and what became of them.
SELECT 1;
