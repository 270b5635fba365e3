-- All statements of one named graph, sorted.
-- reads: statements
SELECT subject, predicate, value, datatype FROM statements ORDER BY subject, predicate, value, datatype
