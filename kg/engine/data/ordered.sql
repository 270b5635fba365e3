-- Entries in the order of their digests, each with what all entries of its paper say of names where there are several.
-- reads: members, told
SELECT members.*, together.texts AS together
FROM members LEFT JOIN (SELECT paper, array_sort(array_agg(told)) AS texts FROM told GROUP BY paper) AS together
  ON members.paper = together.paper
ORDER BY members.digest, members.position
