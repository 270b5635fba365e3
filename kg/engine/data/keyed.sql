-- Distinct digests by their keys: the day, and a hash of the content where two digests of one day differ. Of those with the same
-- content the one with the first path stands.
-- reads: digests
WITH placed AS (
  SELECT day, content, short, path, line, sha256,
    row_number() OVER (PARTITION BY day, content ORDER BY path, line, sha256) AS place
  FROM digests
),
once AS (
  SELECT day, content, short, path, line, sha256, count(*) OVER (PARTITION BY day) AS of_day
  FROM placed
  WHERE place = 1
)
SELECT CASE WHEN of_day = 1 THEN day ELSE concat(day, '-', short) END AS digest, day, content, path, line, sha256
FROM once
ORDER BY day, content
