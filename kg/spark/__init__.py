"""The bulk path on Apache Spark: the stages of `kg.bulk` in Python workers, the steps of `kg.engine` by Spark SQL.

`cluster` has the stages in their order, `tasks` what a worker does, `output` how a folder on any Hadoop-style file system is
begun and finished; `docs/scaling.md` tells the whole. Nothing else imports this, and only this imports pyspark.
"""
