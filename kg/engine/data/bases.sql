-- The models that no paper names, and others were made from.
-- reads: relatives, models
SELECT relatives.base AS base, min_by(relatives.base_label, relatives.model) AS label
FROM relatives LEFT JOIN models ON relatives.base = models.model
WHERE relatives.base IS NOT NULL AND models.model IS NULL
GROUP BY relatives.base
ORDER BY relatives.base
