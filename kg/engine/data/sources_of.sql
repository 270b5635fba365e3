-- What edges of some types lead to what is wanted.
-- reads: edges, wanted, types
SELECT DISTINCT source AS id
FROM edges
WHERE target IN (SELECT id FROM wanted) AND type IN (SELECT type FROM types)
