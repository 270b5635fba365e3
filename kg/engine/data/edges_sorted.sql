-- All edges, sorted.
-- reads: edges
SELECT * FROM edges ORDER BY source, type, target, graph
