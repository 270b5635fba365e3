-- What a long digest, which was cut, states of each edge that several of its entries may state: as the first says it, with the
-- evidence of all. What is absent is 0 or empty while it is chosen: engines differ in whether it counts as first.
-- reads: cut_edges
SELECT source, type, target, graph,
  nullif(min_by(coalesce(position, 0), place), 0) AS position,
  nullif(min_by(coalesce(path, ''), place), '') AS path,
  nullif(min_by(coalesce(line, 0), place), 0) AS line,
  array_sort(array_distinct(flatten(array_agg(evidence)))) AS evidence
FROM cut_edges
GROUP BY source, type, target, graph
ORDER BY graph, source, type, target
