-- What each family is called: as most papers write it.
-- reads: relatives
WITH votes AS (
  SELECT family, written, sum(papers) AS papers
  FROM relatives
  GROUP BY family, written
),
ranked AS (
  SELECT family, written, row_number() OVER (PARTITION BY family ORDER BY papers DESC, written) AS place
  FROM votes
)
SELECT family, written AS label FROM ranked WHERE place = 1
ORDER BY family
