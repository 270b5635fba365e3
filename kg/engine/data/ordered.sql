-- Entries in the order of their digests, each with what all entries of its paper say of names where there are several, and with
-- the number of entries of its digest.
-- reads: members, told
SELECT members.*, together.texts AS together, sizes.entries AS size
FROM members LEFT JOIN (SELECT paper, array_sort(array_agg(told)) AS texts FROM told GROUP BY paper) AS together
  ON members.paper = together.paper
  JOIN (SELECT digest, count(*) AS entries FROM members GROUP BY digest) AS sizes ON members.digest = sizes.digest
ORDER BY members.digest, members.position
