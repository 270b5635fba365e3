-- Digests without entries.
-- reads: keyed, entries
SELECT keyed.digest AS digest, keyed.day AS day, keyed.path AS path, keyed.line AS line, keyed.sha256 AS sha256
FROM keyed LEFT JOIN (SELECT DISTINCT day, content FROM entries) AS filled
  ON keyed.day = filled.day AND keyed.content = filled.content
WHERE filled.day IS NULL
ORDER BY digest
