-- Entries of papers that have several.
-- reads: entries
SELECT * FROM entries
WHERE paper IN (SELECT paper FROM entries GROUP BY paper HAVING count(*) > 1)
