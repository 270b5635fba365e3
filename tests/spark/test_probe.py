"""Workers that have not what the driver has are named before any work."""

import pytest

from kg.errors import KgError
from kg.resolve import read_aliases
from kg.spark import probe as probe_module
from kg.spark.probe import probe
from kg.spark.worker import Worker, versions

pytestmark = pytest.mark.spark


def test_workers_with_the_same_are_found(spark) -> None:
    (node,) = probe(spark)
    assert dict(node.versions) == versions()


def test_another_version_of_a_package_is_named(spark, monkeypatch) -> None:
    monkeypatch.setattr(probe_module, "versions", lambda: {**versions(), "paperkg": "99.0"})
    with pytest.raises(KgError, match=r"has paperkg \S+ \(the driver 99\.0\); give all nodes .* nothing was begun"):
        probe(spark)


def test_another_python_is_named(spark, monkeypatch) -> None:
    monkeypatch.setattr(spark.sparkContext, "pythonVer", "3.99")
    with pytest.raises(KgError, match=r"workers have another version of Python .*3\.99.*PYSPARK_PYTHON"):
        probe(spark)


def test_a_worker_that_comes_later_is_held_to_the_same() -> None:
    worker = Worker(read_aliases(None), "https://example.org/", None, (("paperkg", "99.0"),))
    with pytest.raises(KgError, match=r"a worker on \S+ has paperkg"):
        _ = worker.resolver
