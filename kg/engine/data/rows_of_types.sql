-- What is stated of all nodes of some types; a node that is of several has their names parted by spaces.
-- reads: alone, stated, types
SELECT id, types, graph, said FROM alone WHERE types IN (SELECT type FROM types)
UNION ALL
SELECT id, types, graph, said FROM stated WHERE types IN (SELECT type FROM types)
