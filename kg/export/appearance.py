"""How each type looks and what it is called, on the page and in Gephi.

`page.css` has the same colours, a custom property for each, and others for dark screens. They follow Okabe and Ito
(https://jfly.uni-koeln.de/color/), which people with any colour vision can tell apart; types that share a colour differ in
shape.
"""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NodeStyle:
    """`one` and `many` name the type for people, `shape` is one of vis-network's, `colour` a name of `COLOURS`."""

    one: str
    many: str
    shape: str
    colour: str


@dataclass(frozen=True, slots=True)
class EdgeStyle:
    """`forward` and `backward` are read between the two nodes, from the source and from the target.

    `targets` heads a list of targets in the details of a source, `sources` one of sources in those of a target.
    """

    forward: str
    backward: str
    targets: str
    sources: str
    group: str = "plain"


NODE_STYLES = {
    "Paper": NodeStyle("Paper", "Papers", "dot", "ink"),
    "Benchmark": NodeStyle("Benchmark", "Benchmarks", "diamond", "vermillion"),
    "Metric": NodeStyle("Metric", "Metrics", "triangle", "purple"),
    "Model": NodeStyle("Model", "Models", "hexagon", "blue"),
    "Method": NodeStyle("Method", "Methods", "hexagon", "sky"),
    "System": NodeStyle("Model and method", "Models and methods", "star", "blue"),
    "ModelFamily": NodeStyle("Model family", "Model families", "hexagon", "grey"),
    "Result": NodeStyle("Result", "Results", "triangleDown", "green"),
    "Tag": NodeStyle("Tag", "Tags", "square", "yellow"),
    "Author": NodeStyle("Author", "Authors", "dot", "grey"),
    "Agent": NodeStyle("Agent", "Agents", "square", "grey"),
    "Repository": NodeStyle("Repository", "Repositories", "square", "orange"),
    "HFModel": NodeStyle("Hugging Face model", "Hugging Face models", "hexagon", "orange"),
    "HFDataset": NodeStyle("Hugging Face dataset", "Hugging Face datasets", "diamond", "orange"),
    "HFSpace": NodeStyle("Hugging Face Space", "Hugging Face Spaces", "triangle", "orange"),
    "HFCollection": NodeStyle("Hugging Face collection", "Hugging Face collections", "star", "orange"),
    "Account": NodeStyle("Account", "Accounts", "dot", "orange"),
    "ProjectPage": NodeStyle("Project page", "Project pages", "triangleDown", "orange"),
    "OtherLink": NodeStyle("Other link", "Other links", "triangleDown", "grey"),
}
"""By type, in the order of the legend."""

EDGE_STYLES = {
    "introduces": EdgeStyle("introduces", "is introduced by", "introduces", "introduced by", "telling"),
    "evaluatesOn": EdgeStyle(
        "evaluates on", "is used for evaluation by", "evaluates on", "used for evaluation by", "telling"
    ),
    "trainsOn": EdgeStyle("trains on", "is used for training by", "trains on", "used for training by", "telling"),
    "mentions": EdgeStyle("mentions", "is mentioned by", "mentions", "mentioned by"),
    "outperforms": EdgeStyle("outperforms", "is outperformed by", "outperforms", "outperformed by", "comparison"),
    "family": EdgeStyle("is of the family", "has the model", "of the family", "models"),
    "basedOn": EdgeStyle("is based on", "is the base of", "based on", "base of"),
    "reports": EdgeStyle("reports", "is reported by", "reports", "reported by"),
    "subject": EdgeStyle("is a result of", "has the result", "result of", "results"),
    "benchmark": EdgeStyle("is measured on", "has the result", "measured on", "results"),
    "metric": EdgeStyle("is measured by", "has the result", "measured by", "results"),
    "baseline": EdgeStyle("is compared with", "is compared with in", "compared with", "results compared with it"),
    "authoredBy": EdgeStyle("is by", "wrote", "authors", "papers", "faint"),
    "tagged": EdgeStyle("is tagged", "is the tag of", "tags", "papers", "faint"),
    "broader": EdgeStyle("is under", "is above", "under the tag", "tags under it"),
    "hasCode": EdgeStyle("has the code", "is the code of", "code", "code of"),
    "hasArtifact": EdgeStyle("has the artifact", "is an artifact of", "artifacts", "artifact of"),
    "hasPage": EdgeStyle("has the page", "is the page of", "pages", "page of"),
    "ownedBy": EdgeStyle("is owned by", "owns", "owner", "owns"),
}
"""By type, in the order of the details panel; `group` decides colour and width."""

COLOURS = {
    "ink": "#3b434d",
    "grey": "#aab2bd",
    "vermillion": "#d55e00",
    "purple": "#cc79a7",
    "blue": "#0072b2",
    "sky": "#56b4e9",
    "green": "#009e73",
    "yellow": "#f0e442",
    "orange": "#e69f00",
    "plain": "#c3cad3",
    "faint": "#e4e8ed",
    "telling": "#93a3b5",
    "comparison": "#d55e00",
}
"""By name, for light paper; edges have the colour of their group."""

SMALLEST, LARGEST, GROWTH = 7, 46, 3.1
"""The page sizes nodes that are added later by the same three."""


def radius(degree: int) -> int:
    """Half the width of a node on the map, in the map's units: the area grows with the number of edges.

    >>> radius(0), radius(15), radius(100_000)
    (7, 19, 46)
    """
    return min(LARGEST, SMALLEST + round(math.sqrt(degree) * GROWTH))


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of a named colour, 0 to 255.

    >>> rgb("vermillion")
    (213, 94, 0)
    """
    red, green, blue = bytes.fromhex(COLOURS[colour].removeprefix("#"))
    return red, green, blue
