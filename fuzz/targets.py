"""The harnesses by name."""

from collections.abc import Callable

from fuzz import digests, exports, links, names, numbers, questions, summaries

TARGETS: dict[str, Callable[[bytes], None]] = {
    "markdown": digests.read_digest,
    "json": digests.read_digest,
    "aliases": digests.read_aliases_file,
    "links": links.read_links,
    "repair": links.repair_text,
    "numbers": numbers.find_numbers,
    "number": numbers.read_number,
    "models": names.take_apart,
    "spelling": names.spell,
    "matching": names.match_names,
    "definitions": names.define_names,
    "identity": names.resolve_names,
    "sparql": questions.ask,
    "names": questions.ask_by_name,
    "slices": questions.cut,
    "tables": questions.draw_table,
    "tokens": summaries.part_text,
    "summaries": summaries.read_summary,
    "exports": exports.export,
}
