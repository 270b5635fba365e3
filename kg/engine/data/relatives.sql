-- The models that have a family, and what they were made from: a name of one word has a family where other names begin with
-- that word.
-- reads: models
SELECT model, papers, family, written, base, base_label
FROM models
WHERE family IS NOT NULL AND (taken_apart OR family IN (SELECT family FROM models WHERE taken_apart))
ORDER BY model
