-- The entries of distinct digests, with their keys.
-- reads: entries, keyed
SELECT keyed.digest AS digest, entries.*
FROM entries JOIN keyed
  ON entries.day = keyed.day AND entries.content = keyed.content AND entries.path = keyed.path
  AND entries.digest_line = keyed.line
