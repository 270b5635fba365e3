from datetime import date
from pathlib import Path

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from kg.annotate.columns import COMPARISON, MENTION, RESULT, SCHEMA, SPAN, from_table, row_of, to_table
from kg.extract import KINDS, LABELS, ROLES, Annotation, Comparison, Extractor, Mention, Result

DAY = date(2025, 3, 4)
ROOT = Path(__file__).parents[2]
offsets = st.integers(0, 2**31 - 1)
spans = st.tuples(offsets, offsets)
maybe = st.none() | spans
words = st.text(st.characters(exclude_categories=["Cs"]))
shares = st.floats(0, 1)
mentions = st.builds(
    Mention,
    text=words,
    label=st.sampled_from(LABELS),
    spans=st.lists(spans).map(tuple),
    role=st.none() | st.sampled_from(ROLES),
    introduced=st.booleans(),
    component=words,
    confidence=shares,
)
results = st.builds(
    Result,
    value=spans,
    kind=st.sampled_from(KINDS),
    subject=maybe,
    benchmark=maybe,
    metric=maybe,
    baseline=maybe,
    sentence=spans,
    component=words,
    confidence=shares,
    human=st.booleans(),
)
comparisons = st.builds(Comparison, winner=spans, loser=spans, sentence=spans, component=words, confidence=shares)
rows = st.tuples(*(st.lists(one, max_size=4).map(tuple) for one in (mentions, results, comparisons, spans)))
tables = st.dictionaries(st.binary(min_size=32, max_size=32), rows, max_size=5)


@given(tables)
def test_whatever_is_kept_comes_back_as_it_was(kept) -> None:
    back = from_table(to_table(kept, DAY))
    assert back == kept
    assert repr(back) == repr(kept)


@given(tables, st.integers(0, 5), st.integers(0, 5))
def test_a_part_of_a_table_has_its_own_rows(kept, first, count) -> None:
    part = to_table(kept, DAY).slice(first, count)
    assert from_table(part) == dict(list(kept.items())[first : first + count])


def test_annotations_of_the_seeds_come_back_as_they_were(extractor: Extractor, seeds_reading) -> None:
    entries = [entry for digest in seeds_reading.digests for entry in digest.entries][:20]
    found = list(extractor.annotate(entries))
    back = from_table(to_table({bytes([k]) * 32: row_of(one) for k, one in enumerate(found)}, DAY))
    again = [Annotation(entry.summary, *row) for entry, row in zip(entries, back.values(), strict=True)]
    assert again == found
    assert repr(again) == repr(found)


def test_the_columns_hold_every_field_of_the_records() -> None:
    for form, record in ((MENTION, Mention), (RESULT, Result), (COMPARISON, Comparison)):
        assert [field.name for field in form] == list(record.__dataclass_fields__)
    assert {"text", *SCHEMA.names} - {"key", "used"} == set(Annotation.__dataclass_fields__)


def told(type_: pa.DataType) -> str:
    if type_ == SPAN:
        return "span"
    if pa.types.is_list(type_):
        return f"list of {told(type_.value_type)}"
    if pa.types.is_struct(type_):
        return fields(type_)
    return {"date32[day]": "date", "fixed_size_binary[32]": "binary(32)"}.get(str(type_), str(type_))


def fields(form: pa.StructType) -> str:
    return ", ".join(f"{field.name}: {told(field.type)}{' or null' * field.nullable}" for field in form)


def test_the_form_of_the_files_is_documented() -> None:
    page = (ROOT / "docs" / "cache.md").read_text(encoding="utf-8")
    shown = page.partition("```text\n")[2].partition("\n```")[0]
    lines = [f"{field.name}: {told(field.type)}" for field in SCHEMA]
    assert shown.splitlines() == [*lines, f"span: {fields(SPAN)}"]
