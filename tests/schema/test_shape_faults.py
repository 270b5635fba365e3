"""Every constraint of the shapes finds what it forbids.

The faults are made from the shapes: for each constraint a copy of a node is spoiled, and one validation has to find them all at
the right node, by the right shape and constraint. An unspoiled copy beside it has to pass.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox
import pytest
import rdflib
from pyshacl import validate as pyshacl_validate
from rdflib import RDF, SH, XSD
from rdflib.collection import Collection
from rdflib.term import Node

from kg.export.nquads import generate_nquads
from kg.graph import Graph
from kg.schema import expand
from kg.validation import own_shapes
from kg.validation.shapes import NAMESPACE, flattened
from kg.validation.terms import rdflib_graph

SHAPES = own_shapes()
NAMED = sorted(s for kind in (SH.NodeShape, SH.PropertyShape) for s in SHAPES.subjects(RDF.type, kind))
HAS_SELECTOR = rdflib.URIRef(expand("oa:hasSelector"))


def name_of(shape: Node) -> str:
    return str(shape).removeprefix(NAMESPACE)


@dataclass(frozen=True)
class Fault:
    """A copy of a node that is spoiled so that one constraint of one shape forbids it."""

    shape: str
    constraint: str
    node: str


PARAMETERS = (
    SH.minCount, SH.maxCount, SH.datatype, SH["class"], SH.nodeKind, SH.pattern, SH["in"], SH.hasValue, SH.minLength,
    SH.minInclusive, SH.maxInclusive, SH.disjoint, SH.equals, SH.lessThan, SH.lessThanOrEquals, SH.closed, SH["or"], SH.xone,
    SH.qualifiedMinCount, SH.qualifiedMaxCount,
)  # fmt: skip
CONSTRAINTS = [(shape, parameter) for shape in NAMED for parameter in PARAMETERS if (shape, parameter, None) in SHAPES]
ALIEN = rdflib.URIRef("https://example.org/alien")
HUGE = rdflib.Literal("1000000000", datatype=XSD.integer)


def kg(name: str) -> rdflib.URIRef:
    return rdflib.URIRef(expand(f"kg:{name}"))


# What a node lacks, and what it has too much, where a shape puts several properties together.
TOGETHER = {
    "Tag-place": ("skos:broader", "skos:topConceptOf"),
    "Metric-direction": ("kg:higherIsBetter", None),
    "Result-range": ("kg:valueMin", "kg:valueMax"),
    "Result-assumption": ("kg:unit", "kg:unitAssumed"),
    "Result-support": ("kg:subject", "kg:supportCount"),
    "Partition-kind": ("void:property", "void:triples"),
}


# The seeds link to no collection.
COLLECTION = """
@prefix kg: <https://w3id.org/paperkg/ontology#> .
@prefix schema: <https://schema.org/> .
<https://w3id.org/paperkg/hf-collection/a/b> a kg:Artifact, kg:HFCollection, schema:Collection ;
    schema:name "a/b" ; schema:url <https://huggingface.co/collections/a/b> .
"""


def component(parameter: rdflib.URIRef) -> str:
    name = str(parameter).removeprefix(str(SH))
    return f"{SH}{name[0].upper()}{name[1:]}ConstraintComponent"


def holders(shape: rdflib.URIRef) -> set[rdflib.URIRef]:
    """The classes whose nodes a shape looks at."""
    owners = {shape, *SHAPES.subjects(SH.property, shape)}
    return {target for owner in owners for target in SHAPES.objects(owner, SH.targetClass)}


class Faults:
    """Copies of nodes of a conforming graph, each spoiled in one way."""

    def __init__(self, graph: rdflib.Graph) -> None:
        self.graph, self.whole = graph, rdflib.Graph() + graph
        self.first: dict[tuple[Node, Node | None], Node] = {}
        for node, type_ in sorted(graph.subject_objects(RDF.type)):
            for predicate in {None, *graph.predicates(node)}:
                self.first.setdefault((type_, predicate), node)
        self.made: dict[tuple[rdflib.URIRef, rdflib.URIRef], Fault] = {}
        self.copies: list[Node] = []

    def copy(self, shape: rdflib.URIRef, parameter: rdflib.URIRef) -> Node:
        """A node that the shape looks at, where possible with a value on its path, under another base."""
        path = SHAPES.value(shape, SH.path)
        wanted = [path, SHAPES.value(shape, parameter), kg("valueMax") if "value" in shape else None, None]
        if name_of(shape) in TOGETHER:
            wanted = [rdflib.URIRef(expand(name)) for name in reversed(TOGETHER[name_of(shape)]) if name]
            wanted = [kg("directionByRule")] if shape.endswith("Metric-direction") else wanted
        node = next(
            self.first[target, predicate]
            for predicate in wanted
            for target in sorted(holders(shape))
            if (target, predicate) in self.first
        )
        end = str(node).split("paperkg/", 1)[1]
        for base in ("as-it-was", "faults"):
            made = rdflib.URIRef(f"https://example.org/{base}/{len(self.copies)}/{end}")
            if base == "faults" and parameter == SH.nodeKind and path is None:
                made = rdflib.BNode()
            elif base == "faults" and parameter == SH.pattern and path is None:
                made = rdflib.URIRef(f"https://example.org/{base}/{len(self.copies)}")
            self.copies.append(made)
            for predicate, value in self.whole.predicate_objects(node):
                self.graph.add((made, predicate, value))
            for subject, predicate in self.whole.subject_predicates(node):
                # A spoiled selector would spoil the words of every fact that leads to it.
                if predicate != HAS_SELECTOR:
                    self.graph.add((subject, predicate, made))
        return made

    def add(self, shape: rdflib.URIRef, parameter: rdflib.URIRef) -> None:
        node = self.copy(shape, parameter)
        self.made[shape, parameter] = Fault(name_of(shape), component(parameter), str(node))
        path, said = SHAPES.value(shape, SH.path), SHAPES.value(shape, parameter)
        if name_of(shape) in TOGETHER:
            lacks, has = TOGETHER[name_of(shape)]
            self.graph.remove((node, rdflib.URIRef(expand(lacks)), None))
            if has and shape.endswith("Tag-place"):
                self.graph.remove((node, rdflib.URIRef(expand(has)), None))
        elif parameter == SH.closed:
            self.graph.add((node, ALIEN, HUGE))
        elif parameter == SH.disjoint:
            self.make_disjoint_meet(node, path, said)
        elif parameter == SH.equals:
            self.graph.add((node, said, ALIEN))
        elif parameter == SH.minCount and path == RDF.type:
            for class_ in set(self.graph.objects(node, path)) - holders(shape):
                self.take(node, path, class_)
        elif parameter in (SH.minCount, SH.hasValue, SH.qualifiedMinCount):
            self.take(node, path, said if parameter == SH.hasValue else None)
        elif path is not None:
            for value in self.spoiled(parameter, node, path):
                self.give(node, path, value)

    def make_disjoint_meet(self, node: Node, path: Node | None, other: Node) -> None:
        if path is None:
            self.graph.add((node, other, node))
            return
        value = next(iter(self.graph.objects(node, path))) if isinstance(path, rdflib.URIRef) else ALIEN
        self.give(node, path, value)
        self.graph.add((node, other, value))

    def take(self, node: Node, path: Node, value: Node | None) -> None:
        if isinstance(path, rdflib.URIRef):
            self.graph.remove((node, path, value))
        for inverse in self.inverses(path):
            self.graph.remove((None, inverse, node))

    def give(self, node: Node, path: Node, value: Node) -> None:
        if isinstance(path, rdflib.URIRef):
            self.graph.add((node, path, value))
        for inverse in self.inverses(path):
            self.graph.add((value if not isinstance(value, rdflib.Literal) else ALIEN, inverse, node))

    def inverses(self, path: Node) -> Iterator[Node]:
        ways = SHAPES.value(path, SH.alternativePath)
        for way in [path] if ways is None else list(Collection(SHAPES, ways)):
            yield from SHAPES.objects(way, SH.inversePath)

    def spoiled(self, parameter: rdflib.URIRef, node: Node, path: Node) -> list[Node]:
        """Values that a constraint forbids."""
        if parameter in (SH.maxCount, SH.qualifiedMaxCount):
            have = set(self.whole.objects(None, path)) if isinstance(path, rdflib.URIRef) else {ALIEN, kg("x")}
            return [*sorted(have)[:4], rdflib.Literal("one more"), ALIEN, kg("x")]
        number = {
            SH.minInclusive: "-1",
            SH.maxInclusive: "1.2",
            SH.lessThan: "1000000000",
            SH.lessThanOrEquals: "1000000000",
        }
        if parameter in number:
            return [
                rdflib.Literal(number[parameter], datatype=XSD.decimal if "." in number[parameter] else XSD.integer)
            ]
        return [rdflib.Literal("") if parameter == SH.minLength else rdflib.Literal("!", lang="en"), ALIEN][
            : 1 + (parameter == SH["class"])
        ]


@pytest.fixture(scope="session")
def spoiled(seeds_graph: Graph) -> tuple[Faults, set[Fault]]:
    quads = ox.parse(b"".join(generate_nquads(seeds_graph)), format=ox.RdfFormat.N_QUADS)
    graph = rdflib_graph(quads)
    graph.parse(data=COLLECTION, format="turtle")
    faults = Faults(graph)
    for shape, parameter in CONSTRAINTS:
        faults.add(shape, parameter)
    _, report, _ = pyshacl_validate(faults.graph, shacl_graph=flattened(SHAPES), inplace=True)
    found = {
        Fault(
            name_of(report.value(result, SH.sourceShape)),
            str(report.value(result, SH.sourceConstraintComponent)),
            str(report.value(result, SH.focusNode)),
        )
        for result in report.objects(None, SH.result)
    }
    return faults, found


@pytest.mark.parametrize(("shape", "parameter"), CONSTRAINTS, ids=lambda term: str(term).rpartition("#")[2])
def test_what_a_constraint_forbids_is_found(
    shape: rdflib.URIRef, parameter: rdflib.URIRef, spoiled: tuple[Faults, set[Fault]]
) -> None:
    faults, found = spoiled
    fault = faults.made[shape, parameter]
    assert fault in found
    whole = str(faults.copies[faults.copies.index(rdflib.URIRef(fault.node)) - 1]) if "://" in fault.node else None
    assert whole is None or Fault(fault.shape, fault.constraint, whole) not in found
