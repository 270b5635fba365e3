-- How many papers state the same as each result and each comparison.
-- reads: facts
WITH counted AS (
  SELECT type, statement, count(DISTINCT paper) AS papers
  FROM facts
  GROUP BY type, statement
)
SELECT facts.id AS id, facts.type AS type, counted.papers AS papers
FROM facts JOIN counted ON facts.type = counted.type AND facts.statement = counted.statement
ORDER BY facts.id
