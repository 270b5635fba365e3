-- What a long digest, which was cut, states of each edge that several of its entries may state: as the first says it, with the
-- evidence of all.
-- reads: cut_edges
SELECT source, type, target, graph,
  min_by(position, place) AS position, min_by(path, place) AS path, min_by(line, place) AS line,
  array_sort(array_distinct(flatten(array_agg(evidence)))) AS evidence
FROM cut_edges
GROUP BY source, type, target, graph
ORDER BY graph, source, type, target
