-- What a long digest, which was cut, states of each node that several of its entries may speak of: as the first says it.
-- reads: cut_nodes
SELECT id, graph, array_agg(DISTINCT types) AS types, min_by(said, place) AS said
FROM cut_nodes
GROUP BY id, graph
ORDER BY graph, id
