-- How many edges of each type there are that several digests may state.
-- reads: links
SELECT type, count(*) AS edges
FROM (SELECT DISTINCT source, type, target FROM links) AS once
GROUP BY type
