"""How each type looks and what it is called on the page; `page.css` holds the colours, a custom property for each.

Colours follow Okabe and Ito (https://jfly.uni-koeln.de/color/), which people with any colour vision can
tell apart; types that share a colour differ in shape.
"""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NodeStyle:
    """`one` and `many` name the type for people, `shape` is one of vis-network's, `colour` a property of `page.css`."""

    one: str
    many: str
    shape: str
    colour: str


@dataclass(frozen=True, slots=True)
class EdgeStyle:
    """What an edge says of its target, read from its source (`forward`), and of its source, read from its target."""

    forward: str
    backward: str
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
    "introduces": EdgeStyle("introduces", "introduced by", "telling"),
    "evaluatesOn": EdgeStyle("evaluates on", "used for evaluation by", "telling"),
    "trainsOn": EdgeStyle("trains on", "used for training by", "telling"),
    "mentions": EdgeStyle("mentions", "mentioned by"),
    "outperforms": EdgeStyle("outperforms", "outperformed by", "comparison"),
    "family": EdgeStyle("of the family", "models"),
    "basedOn": EdgeStyle("based on", "base of"),
    "reports": EdgeStyle("reports", "reported by"),
    "subject": EdgeStyle("result of", "results"),
    "benchmark": EdgeStyle("measured on", "results"),
    "metric": EdgeStyle("measured by", "results"),
    "baseline": EdgeStyle("compared with", "results compared with it"),
    "authoredBy": EdgeStyle("authors", "papers", "faint"),
    "tagged": EdgeStyle("tags", "papers", "faint"),
    "broader": EdgeStyle("under the tag", "tags under it"),
    "hasCode": EdgeStyle("code", "code of"),
    "hasArtifact": EdgeStyle("artifacts", "artifact of"),
    "hasPage": EdgeStyle("pages", "page of"),
    "ownedBy": EdgeStyle("owner", "owns"),
}
"""By type, in the order of the details panel; `group` decides colour and width."""

SMALLEST, LARGEST, GROWTH = 7, 46, 3.1
"""The page sizes nodes that are added later by the same three."""


def radius(degree: int) -> int:
    """Half the width of a node on the map, in the map's units: the area grows with the number of edges.

    >>> radius(0), radius(15), radius(100_000)
    (7, 19, 46)
    """
    return min(LARGEST, SMALLEST + round(math.sqrt(degree) * GROWTH))
