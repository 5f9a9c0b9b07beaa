-- Steps suggested to the user, and what she did with each.
SELECT 1;
