"""What a summary states: mentions, results and comparisons with their evidence, and the direct edges derived from them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from kg.extract import Annotation, Comparison, Mention, Result, Span
from kg.extract.values import parse_value, with_metric
from kg.graph.columns import entry_id
from kg.graph.identity import KeyedEntry
from kg.graph.model import TextSpan, Value
from kg.graph.tables import Tables
from kg.resolve import PaperSenses

HUMAN = "agent/human"
CONTEXT = 32
"""Code points kept before and after a quoted span, for finding it again (Web Annotation, TextQuoteSelector)."""

_ROLE_ORDER = ("introduces", "evaluates", "trains", "mentions")


def add_prose(tables: Tables, keyed: KeyedEntry, annotation: Annotation, paper: PaperSenses) -> None:
    """Adds what was found in one entry's summary; `paper` gives the entity of each surface."""
    _Prose(tables, keyed, annotation, paper).add()


class _Prose:
    def __init__(self, tables: Tables, keyed: KeyedEntry, annotation: Annotation, paper: PaperSenses) -> None:
        self.tables = tables
        self.annotation = annotation
        self.graph = f"digest/{keyed.digest}"
        self.entry = entry_id(keyed)
        self.path, self.line = keyed.entry.path, keyed.entry.line
        self.paper = f"paper/{keyed.entry.paper}"
        self.facts = f"{keyed.key}/{keyed.digest}"
        self.entity = {m.text: paper.senses[m.label, m.text].entity for m in annotation.mentions}

    def add(self) -> None:
        groups: dict[str, list[Mention]] = defaultdict(list)
        for mention in self.annotation.mentions:
            groups[self.entity[mention.text]].append(mention)
        for entity, mentions in sorted(groups.items()):
            self._add_mention(entity, mentions)
        by_place: dict[int, list[Result]] = defaultdict(list)
        for result in self.annotation.results:
            by_place[result.value[0]].append(result)
        for start, results in sorted(by_place.items()):
            ordered = sorted(results, key=lambda r: tuple(_span_key(s) for _, s in _arguments(r)))
            for index, result in enumerate(ordered):
                self._add_result(f"result/{self.facts}/{start}-{_letters(index)}", result)
        for comparison in self.annotation.comparisons:
            self._add_comparison(comparison)

    def _add_mention(self, entity: str, mentions: list[Mention]) -> None:
        roles = [m.role for m in mentions if m.role]
        role = min(roles, key=_ROLE_ORDER.index) if roles else None
        introduced = any(m.introduced for m in mentions)
        node = f"mention/{self.facts}/{entity}"
        self.tables.node(entity, tuple(sorted({m.label.capitalize() for m in mentions})), self.graph)
        self.tables.node(
            node,
            ("Mention",),
            self.graph,
            surface=tuple(sorted({m.text for m in mentions})),
            role=role,
            introduced=introduced,
            confidence=max(_confidence(m.confidence) for m in mentions),
        )
        self._edge(node, "paper", self.paper)
        self._edge(node, "entity", entity)
        by_sentence: dict[Span, list[tuple[Span, Mention]]] = defaultdict(list)
        for mention in mentions:
            for span in mention.spans:
                by_sentence[self._sentence(span)].append((span, mention))
        for sentence, found in sorted(by_sentence.items()):
            best = max((m for _, m in found), key=lambda m: m.confidence)
            spans = tuple(self._span(span) for span, _ in sorted(found, key=lambda f: f[0]))
            said: dict[str, Value] = {"surfaceSpan": spans, "surface": tuple(sorted({span.exact for span in spans}))}
            evidence = f"evidence/{self.facts}/{sentence[0]}/{entity}"
            self._evidence(node, evidence, best.component, _confidence(best.confidence), sentence, said)
        self._edge(self.paper, "mentions", entity, node)
        if introduced or role == "introduces":
            self._edge(self.paper, "introduces", entity, node)
        if role == "evaluates":
            self._edge(self.paper, "evaluatesOn", entity, node)
        if role == "trains":
            self._edge(self.paper, "trainsOn", entity, node)

    def _add_result(self, node: str, result: Result) -> None:
        written = str(self.annotation.surface(result.value))
        value = with_metric(parse_value(written), self.annotation.surface(result.metric), result.kind)
        confidence = _confidence(result.confidence)
        self.tables.node(
            node,
            ("Result",),
            self.graph,
            valueText=written,
            value=value.value,
            valueMin=value.minimum,
            valueMax=value.maximum,
            unit=value.unit,
            unitAssumed=value.assumed or None,
            kind=result.kind,
            confidence=confidence,
        )
        self._edge(node, "paper", self.paper)
        self._edge(self.paper, "reports", node, node)
        for name, span in _arguments(result):
            surface = self.annotation.surface(span)
            if surface is None or name == "value":
                continue
            if name == "subject" and result.human:
                self.tables.node(HUMAN, ("Agent",), self.graph, name="human")
                self._edge(node, name, HUMAN)
            elif surface in self.entity:
                self._edge(node, name, self.entity[surface])
                if name == "benchmark":
                    # A paper that introduces a benchmark has that role alone, and still measures on it.
                    self._edge(self.paper, "evaluatesOn", self.entity[surface], node)
        said = self._said({name: span for name, span in _arguments(result) if span is not None})
        self._evidence(node, f"evidence/{node}", result.component, confidence, result.sentence, said)

    def _add_comparison(self, comparison: Comparison) -> None:
        names = [self.annotation.surface(s) for s in (comparison.winner, comparison.loser)]
        winner, loser = (self.entity.get(str(name)) for name in names)
        if winner is None or loser is None or winner == loser:
            return
        node = f"comparison/{self.facts}/{comparison.sentence[0]}/{winner}/{loser}"
        confidence = _confidence(comparison.confidence)
        self.tables.node(node, ("Comparison",), self.graph, confidence=confidence)
        self._edge(node, "paper", self.paper)
        self._edge(node, "winner", winner)
        self._edge(node, "loser", loser)
        said = self._said({"winner": comparison.winner, "loser": comparison.loser})
        self._evidence(node, f"evidence/{node}", comparison.component, confidence, comparison.sentence, said)
        self._edge(winner, "outperforms", loser, node)

    def _said(self, arguments: Mapping[str, Span]) -> dict[str, Value]:
        """The words of each argument, and where they stand."""
        said: dict[str, Value] = {}
        for name, span in arguments.items():
            found = self._span(span)
            said |= {f"{name}Span": found, f"{name}Text": found.exact}
        return said

    def _evidence(
        self, fact: str, evidence: str, component: str, confidence: Decimal, sentence: Span, said: Mapping[str, Value]
    ) -> None:
        """Adds an Evidence node that by itself tells the words and the place, so that one hop from a fact leads to them."""
        found = self._span(sentence)
        self.tables.node(
            evidence,
            ("Evidence",),
            self.graph,
            component=component,
            confidence=confidence,
            path=self.path,
            line=self.line,
            sentence=found,
            sentenceText=found.exact,
            **said,
        )
        self._edge(fact, "evidence", evidence)

    def _edge(self, source: str, type_: str, target: str, *evidence: str) -> None:
        self.tables.edge(source, type_, target, self.graph, evidence=evidence)

    def _sentence(self, span: Span) -> Span:
        for sentence in self.annotation.sentences:
            if sentence[0] <= span[0] < sentence[1]:
                return sentence[0], max(sentence[1], span[1])
        return span

    def _span(self, span: Span) -> TextSpan:
        text, (start, end) = self.annotation.text, span
        return TextSpan(
            self.entry, start, end, text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
        )


def _arguments(result: Result) -> Iterator[tuple[str, Span | None]]:
    yield "benchmark", result.benchmark
    yield "metric", result.metric
    yield "subject", result.subject
    yield "baseline", result.baseline
    yield "value", result.value


def _span_key(span: Span | None) -> Span:
    return (-1, -1) if span is None else span


def _letters(index: int) -> str:
    """a, b, .. z, ba, bb, ..: which of several results that share one number."""
    letters = chr(97 + index % 26)
    return letters if index < 26 else _letters(index // 26) + letters


def _confidence(value: float) -> Decimal:
    return Decimal(f"{value:.2f}")
