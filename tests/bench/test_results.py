import json
import re
from pathlib import Path

import pytest
from measuring import Row
from results import Line, Measured, lines_of, read_measured


def at(papers: int, *rows: Row) -> Measured:
    return Measured("rdf", papers, ({"papers": papers},), tuple(({"papers": papers}, row) for row in rows))


def test_a_line_grows_by_the_exponent_between_its_two_greatest_sizes() -> None:
    line = Line("paperkg", "s", {10: (1, 1, 1), 100: (5, 5, 5), 1000: (400, 500, 600)})
    assert line.growth() == pytest.approx(2)


def test_one_size_has_no_growth() -> None:
    assert Line("paperkg", "s", {10: (1, 1, 1)}).growth() is None


def test_each_peer_has_a_line_beside_ours() -> None:
    measured = [
        at(n, Row("write", "s", (n, 3.0 * n), "ox", (0.5 * n,)), Row("write", "s", (9.0,), "rdflib", (9.0 * n,)))
        for n in (10, 40)
    ]
    ours, ox, rdflib = lines_of(measured, "write", "papers")
    assert (ours.label, ours.points) == ("paperkg", {10: (10, 20, 30), 40: (40, 80, 120)})
    assert (ox.label, ox.points[40]) == ("ox", (20, 20, 20))
    assert rdflib.points[10] == (90, 90, 90)


def test_what_was_not_measured_has_no_line() -> None:
    assert lines_of([at(10)], "write", "papers") == []


def test_rows_of_a_benchmark_that_failed_are_kept_with_the_failure(tmp_path: Path) -> None:
    row = {"what": "write", "unit": "s", "values": [1.0], "beside": "", "theirs": []}
    (tmp_path / "rows").write_text(f"{json.dumps({'size': {'papers': 3}})}\n{json.dumps({'row': row})}\n")
    found = read_measured(tmp_path / "rows", "rdf", 3, "no memory")
    assert found.rows == (({"papers": 3}, Row("write", "s", (1.0,))),)
    assert found.failure == "no memory"


def test_plots_have_the_same_bytes_for_the_same_figures(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="matplotlib is in the extra bench")
    from plots import Figure, Panel, draw

    measured = [at(n, Row("write", "s", (1.0 * n, 2.0 * n), "rdflib", (9.0 * n,))) for n in (10, 40, 160)]
    figure = Figure("writing", (Panel("Writing", "write", "papers"), Panel("Not measured", "read", "papers")))
    pictures = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        path = draw(figure, measured, tmp_path / name)
        assert path
        pictures.append(path.read_text(encoding="utf-8"))
    assert pictures[0] == pictures[1]
    texts = set(re.findall(r">([^<>]+)</text>", pictures[0]))
    assert {"Writing", "paperkg", "rdflib", "papers", "seconds"} <= texts
    assert "Not measured" not in texts


def test_nothing_is_drawn_where_nothing_was_measured(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="matplotlib is in the extra bench")
    from plots import Figure, Panel, draw

    assert draw(Figure("none", (Panel("A", "write", "papers"),)), [], tmp_path) is None
