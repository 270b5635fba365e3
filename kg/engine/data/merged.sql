-- Nodes that several named graphs speak of: their types, the graphs, what the first digest says, what is known across digests,
-- and all that is said, each once.
-- reads: stated
SELECT id,
  array_agg(DISTINCT types) AS types,
  array_sort(array_agg(graph)) AS graphs,
  min_by(said, graph) FILTER (WHERE graph <> 'graph/entities') AS said,
  max(said) FILTER (WHERE graph = 'graph/entities') AS known,
  array_agg(DISTINCT said) AS every
FROM stated
GROUP BY id
ORDER BY id
