"""Link cells, web addresses, and the repair of damaged text."""

from fuzz.inputs import same_twice, text_of
from kg.characters import visible, without_unseen
from kg.digest.link_cells import stated_links
from kg.digest.links import sort_link
from kg.digest.records import LinkColumn
from kg.digest.text_repair import is_damaged, repair
from kg.digest.web_address import parse_address, trim, unfold

_COLUMNS: tuple[LinkColumn, LinkColumn] = ("GitHub URLs", "HuggingFace URLs")


def read_links(data: bytes) -> None:
    """Every link of a cell has one canonical address, which is sorted as the link was."""
    cell = text_of(data)
    for text in same_twice(lambda: stated_links(cell)):
        assert text == text.strip(), text
        assert len(unfold(text)) <= 50, text
        assert trim(trim(text)) == trim(text), text
        for column in _COLUMNS:
            if address := parse_address(text, column):
                again = parse_address(address.url, column)
                assert again is not None, address
                assert again == address, (address, again)
            for link in sort_link(text, column):
                assert link.url.startswith("https://"), link
                assert [(one.kind, one.url) for one in sort_link(link.url, column)] == [(link.kind, link.url)], link


def repair_text(data: bytes) -> None:
    """A repaired text is repaired once and for all, and a sound one is left alone."""
    text = text_of(data)
    repaired = same_twice(lambda: repair(text))
    assert repair(repaired) == repaired
    assert len(repaired) <= len(text)
    assert repaired == text or is_damaged(text)
    assert visible(text).isprintable()
    assert visible(visible(text)) == visible(text)
    assert without_unseen(without_unseen(text)) == without_unseen(text)
