"""What a validation found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Violation:
    """One SHACL validation result.

    `node` is the id of the focus node (`result/2502.06781/2025-02-11/57-a`), or its IRI where it has none; `shape` is the name of
    the shape, `property` the path as SPARQL writes it, "" where the node itself does not fit, `value` what does not fit: a text,
    an id or a prefixed name, None where something is missing, or too much. `message` says what is wrong and the remedy,
    `severity` is Violation, Warning or Info.
    `places` are `path:line` of the digests that speak of the node, few and sorted.
    """

    node: str
    shape: str
    property: str
    value: str | None
    message: str
    severity: str
    iri: str
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The violations, sorted, the SHACL validation report in Turtle, and how much was held against how many shapes."""

    violations: tuple[Violation, ...]
    turtle: str
    statements: int
    shapes: int

    @property
    def conforms(self) -> bool:
        """Whether there is no result at all, of whatever severity (SHACL, section 3.6)."""
        return not self.violations
