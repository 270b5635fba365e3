-- All nodes, sorted.
-- reads: nodes
SELECT * FROM nodes ORDER BY id
