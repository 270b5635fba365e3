-- What edges of some types lead to from what is wanted.
-- reads: edges, wanted, types
SELECT DISTINCT target AS id
FROM edges
WHERE source IN (SELECT id FROM wanted) AND type IN (SELECT type FROM types)
