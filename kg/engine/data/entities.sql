-- What each thing is called: all its names, sorted; the one that it goes by; the kinds of names; and how many papers name it.
-- A name that means it in all papers goes before one that means another thing in some, then the more frequent, then the first.
-- reads: names
WITH summed AS (
  SELECT entity, name, sum(uses) AS times, bool_or(own) AS own
  FROM names
  GROUP BY entity, name
),
ranked AS (
  SELECT entity, name, own,
    row_number() OVER (PARTITION BY entity ORDER BY own DESC, times DESC, name) AS place
  FROM summed
),
called AS (
  SELECT entity, array_sort(array_agg(name)) AS names, bool_or(own) AS own, min(CASE WHEN place = 1 THEN name END) AS chosen
  FROM ranked
  GROUP BY entity
),
used AS (
  SELECT entity, array_sort(array_agg(DISTINCT label)) AS labels, CAST(sum(papers) AS BIGINT) AS papers, min(called) AS said
  FROM names
  GROUP BY entity
)
SELECT called.entity AS entity,
  CASE WHEN called.own OR used.said IS NULL THEN called.chosen ELSE used.said END AS label,
  called.names AS names, used.labels AS labels, used.papers AS papers
FROM called JOIN used ON called.entity = used.entity
ORDER BY called.entity
