-- The edges both of whose ends are wanted.
-- reads: edges, wanted
SELECT source, type, target, graph, position, path, line, evidence
FROM edges
WHERE source IN (SELECT id FROM wanted) AND target IN (SELECT id FROM wanted)
