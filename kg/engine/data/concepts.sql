-- The spellings of each tag: all of them, sorted, and the most frequent; and the tags of the taxonomy above them.
-- reads: tags, taxonomy
WITH counted AS (
  SELECT concept, tag, sum(uses) AS times
  FROM tags
  GROUP BY concept, tag
),
spelled AS (
  SELECT concept, tag, times FROM counted
  UNION ALL
  SELECT DISTINCT taxonomy.above AS concept, taxonomy.above_label AS tag, 0 AS times
  FROM taxonomy JOIN counted ON taxonomy.concept = counted.concept
  WHERE taxonomy.above NOT IN (SELECT concept FROM counted)
),
ranked AS (
  SELECT concept, tag, row_number() OVER (PARTITION BY concept ORDER BY times DESC, tag) AS place
  FROM spelled
)
SELECT concept, min(CASE WHEN place = 1 THEN tag END) AS label, array_sort(array_agg(tag)) AS spellings
FROM ranked
GROUP BY concept
ORDER BY concept
