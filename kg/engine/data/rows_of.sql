-- What is stated of the nodes that are wanted, in all named graphs: what one digest alone speaks of, and what is shared.
-- reads: alone, stated, wanted
SELECT id, types, graph, said FROM alone WHERE id IN (SELECT id FROM wanted)
UNION ALL
SELECT id, types, graph, said FROM stated WHERE id IN (SELECT id FROM wanted)
