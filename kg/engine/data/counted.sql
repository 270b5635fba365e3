-- The sums of what was counted.
-- reads: counts
SELECT kind, name, CAST(sum(count) AS BIGINT) AS count
FROM counts
GROUP BY kind, name
