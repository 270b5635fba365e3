-- Entries in the order of their digests, each with what all entries of its paper say of names where there are several.
-- reads: entries, told
SELECT entries.*, together.texts AS together
FROM entries LEFT JOIN (SELECT paper, array_sort(array_agg(told)) AS texts FROM told GROUP BY paper) AS together
  ON entries.paper = together.paper
ORDER BY entries.digest, entries.position
