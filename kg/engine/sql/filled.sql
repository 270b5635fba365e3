-- The digests that have entries.
-- reads: entries
SELECT DISTINCT digest FROM entries
