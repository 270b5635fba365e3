"""Rows on their way into a graph: each pair of id and named graph once, sorted at the end."""

from dataclasses import dataclass, field

from kg.graph.model import Edge, Graph, Node, Value


@dataclass(slots=True)
class Tables:
    """Collects nodes and edges; what is added twice is merged, single values as they came first."""

    nodes: dict[tuple[str, str], Node] = field(default_factory=dict)
    edges: dict[tuple[str, str, str, str], Edge] = field(default_factory=dict)

    def node(self, id_: str, types: tuple[str, ...], graph: str, **properties: Value | None) -> None:
        """Adds what one named graph states of a node; properties that are None or empty are left out."""
        stated = {name: value for name, value in properties.items() if value is not None and value != ()}
        have = self.nodes.get((id_, graph))
        if have is not None:
            types = tuple(sorted({*have.types, *types}))
            stated = {**stated, **have.properties}
        self.nodes[id_, graph] = Node(id_, types, graph, stated)

    def edge(
        self,
        source: str,
        type_: str,
        target: str,
        graph: str,
        *,
        position: int | None = None,
        path: str | None = None,
        line: int | None = None,
        evidence: tuple[str, ...] = (),
    ) -> None:
        """Adds what one named graph states of an edge; evidence of the same edge comes together."""
        have = self.edges.get((source, type_, target, graph))
        if have is not None:
            position, path, line = have.position, have.path, have.line
            evidence = tuple(sorted({*have.evidence, *evidence}))
        self.edges[source, type_, target, graph] = Edge(source, type_, target, graph, position, path, line, evidence)

    def graph(self) -> Graph:
        """The rows sorted, as the graph that they make."""
        return Graph(
            tuple(self.nodes[key] for key in sorted(self.nodes)), tuple(self.edges[key] for key in sorted(self.edges))
        )
