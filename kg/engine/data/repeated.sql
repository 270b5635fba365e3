-- Entries of papers that have several.
-- reads: members
SELECT * FROM members
WHERE paper IN (SELECT paper FROM members GROUP BY paper HAVING count(*) > 1)
