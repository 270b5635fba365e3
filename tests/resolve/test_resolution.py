import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.resolve import Aliases, Resolution, read_aliases, resolve

GRPO = ("method", "Group Relative Policy Optimization"), ("method", "GRPO")


def decided(*uses: tuple[str, str, str], aliases: Aliases | None = None, **defined: list) -> Resolution:
    """Of uses as label, surface, paper."""
    table: dict[tuple[str, str], set[str]] = {}
    for label, surface, paper in uses:
        table.setdefault((label, surface), set()).add(paper)
    return resolve(table, defined, aliases or Aliases())


def told(found: Resolution) -> tuple[object, ...]:
    return found.ids, found.senses, found.entities, found.merges, found.refusals


def aliases_of(folder: Path, text: str) -> Aliases:
    (folder / "aliases.toml").write_text(text, encoding="utf-8")
    return read_aliases(folder / "aliases.toml")


def test_the_most_frequent_spelling_is_the_label() -> None:
    found = decided(
        *(("benchmark", *use) for use in (("MATH500", "1"), ("MATH-500", "2"), ("MATH-500", "3"), ("Math 500", "3")))
    )
    assert set(found.ids.values()) == {"benchmark/math-500"}
    entity = found.entities["benchmark/math-500"]
    assert (entity.label, entity.aliases, entity.papers) == ("MATH-500", ("MATH500", "Math 500"), 3)
    assert [(m.name, m.into, m.reason) for m in found.merges] == [
        ("MATH500", "MATH-500", "spelling"), ("Math 500", "MATH-500", "spelling")
    ]  # fmt: skip


def test_a_name_used_as_model_and_method_has_both_types() -> None:
    found = decided(("model", "Mamba", "1"), ("method", "Mamba", "2"))
    assert found.entities["system/mamba"].types == ("Method", "Model")


@pytest.mark.parametrize("seed", range(5))
def test_the_decision_does_not_depend_on_order(seed: int) -> None:
    names = {"1": ("GRPO", GRPO[0][1]), "2": ("GRPO",), "3": ("grpo",), "4": ("PPO", "Proximal Policy Optimization")}
    uses = [("method", name, paper) for paper, own in names.items() for name in own]
    uses += [("method", "Mamba", "5"), ("model", "MAMBA", "6")]
    ppo = ("method", "Proximal Policy Optimization"), ("method", "PPO")
    shuffled = random.Random(seed).sample(uses, len(uses))
    one, other = decided(*uses, **{"1": [GRPO], "4": [ppo]}), decided(*shuffled, **{"4": [ppo], "1": [GRPO]})
    assert told(one) == told(other)
    assert list(one.entities) == list(other.entities)


def test_a_long_name_and_its_short_one_are_one_thing_in_the_paper_that_says_so() -> None:
    long, short = ("method", "Matryoshka Quantization"), ("method", "MatQuant")
    found = decided((*long, "1"), (*short, "1"), (*short, "2"), **{"1": [(long, short)]})
    assert found.entity(*long, "1") == found.entity(*short, "1") == found.entity(*short, "2") == "system/matquant"
    (merge,) = found.merges
    assert (merge.name, merge.into, merge.reason, merge.said_by) == (long[1], short[1], "long name", ("1",))


def test_what_other_papers_say_changes_nothing() -> None:
    uses = [(*GRPO[0], "1"), (*GRPO[1], "1"), (*GRPO[1], "2"), ("method", "BSQ", "3")]
    bsq = ("method", "Binary Spherical Quantization"), ("method", "BSQ")
    alone = decided(*uses, **{"1": [GRPO]})
    together = decided(*uses, (*bsq[0], "4"), (*bsq[1], "4"), **{"1": [GRPO], "4": [bsq]})
    assert together.senses.items() >= alone.senses.items()
    assert together.ids.items() >= alone.ids.items()


def test_a_short_name_of_two_things_is_told_by_the_paper() -> None:
    mixed, meta = ("method", "Mixed Preference Optimization"), ("method", "Meta Plan Optimization")
    mpo = ("method", "MPO")
    uses = [(*mixed, "1"), (*mpo, "1"), (*meta, "2"), (*mpo, "2"), (*mpo, "3")]
    found = decided(*uses, **{"1": [(mixed, mpo)], "2": [(meta, mpo)]})
    assert found.entity(*mpo, "1") == found.entity(*mixed, "1") == "system/mixed-preference-optimization"
    assert found.entity(*mpo, "2") == found.entity(*meta, "2") == "system/meta-plan-optimization"
    assert found.entity(*mpo, "3") == "system/mpo"


def test_a_known_short_name_may_be_of_another_thing_in_a_paper() -> None:
    moe, other = ("method", "MoE"), ("method", "Mixture of Enhancers")
    usual = ("method", "Mixture-of-Experts")
    uses = [(*moe, "1"), (*other, "1"), (*moe, "2"), (*usual, "2")]
    found = decided(*uses, aliases=read_aliases(), **{"1": [(other, moe)], "2": [(usual, moe)]})
    assert found.entity(*moe, "1") == found.entity(*other, "1") == "system/mixture-of-enhancer"
    assert found.entity(*moe, "2") == found.entity(*usual, "2") == "system/moe"


def test_coined_names_of_other_capitals_are_two_things_unless_a_file_knows_one(tmp_path: Path) -> None:
    uses = [("method", name, "1") for name in ("BoLT", "BOLT", "LoRA", "LORA", "SPIDER", "Spider")]
    found = decided(*uses, aliases=read_aliases())
    assert found.ids["method", "BoLT"] == "system/bo-lt" != found.ids["method", "BOLT"]
    assert found.ids["method", "LoRA"] == found.ids["method", "LORA"] == "system/lora"
    assert found.ids["method", "SPIDER"] == found.ids["method", "Spider"]
    said = aliases_of(tmp_path, '[[same]]\nlabel = "system"\nnames = ["BoLT", "BOLT"]')
    assert len({decided(*uses, aliases=said).ids["method", name] for name in ("BoLT", "BOLT")}) == 1


def test_tags_tell_what_an_ambiguous_short_name_stands_for(tmp_path: Path) -> None:
    said = aliases_of(
        tmp_path,
        """
[[ambiguous]]
label = "system"
names = ["FNS"]
tags = { "Text-to-Image" = "Foo Net Search", "Text Generation" = "Far Noun Sort" }
""",
    )
    fns, own = ("method", "FNS"), ("method", "Fine Node Split")
    uses = {fns: {"1", "2", "3", "4", "5"}, own: {"5"}, ("method", "far noun sort"): {"6"}}
    tags = {
        "1": ["text-to-image"],
        "2": ["Text Generation", "Audio"],
        "3": ["Audio"],
        "4": ["Text-to-Image", "Text Generation"],
    }
    found = resolve(uses, {"5": [(own, fns)]}, said, {**tags, "5": ["Text-to-Image"]})
    assert [found.entity(*fns, paper) for paper in "12345"] == [
        "system/foo-net-search", "system/far-noun-sort", "system/fns", "system/fns", "system/fine-node-split"
    ]  # fmt: skip
    assert found.entity("method", "far noun sort", "6") == "system/far-noun-sort"
    assert [(m.name, m.reason, m.said_by) for m in found.merges if m.reason == "tag"] == [
        ("Far Noun Sort", "tag", ("2",)), ("Foo Net Search", "tag", ("1",))
    ]  # fmt: skip
    labels = {entity.id: entity.label for entity in found.entities.values()}
    assert (labels["system/fns"], labels["system/foo-net-search"]) == ("FNS", "Foo Net Search")


def test_writings_of_a_known_metric_are_one() -> None:
    found = decided(
        ("metric", "ASR", "1"), ("metric", "attack success rates", "2"), ("metric", "Attack Success Rate", "3")
    )
    assert set(found.ids.values()) == {"metric/attack-success-rate"}


def test_people_add_and_forbid_merges(tmp_path: Path) -> None:
    said = aliases_of(
        tmp_path,
        """
[[same]]
label = "benchmark"
names = ["HotpotQA", "Hot Potato"]
[[different]]
label = "system"
names = ["FooNet", "Foo-Net"]
why = "two papers"
[[different]]
label = "system"
names = ["GRPO", "Group Relative Policy Optimization"]
""",
    )
    uses = [
        ("benchmark", "Hot Potato", "1"),
        ("benchmark", "HotpotQA", "2"),
        ("model", "FooNet", "1"),
        ("model", "Foo-Net", "1"),
    ]
    uses += [("method", "GRPO", "1"), ("method", GRPO[0][1], "1")]
    without = decided(*uses, aliases=read_aliases(), **{"1": [GRPO]})
    found = decided(*uses, aliases=said, **{"1": [GRPO]})
    assert found.ids["benchmark", "Hot Potato"] == "benchmark/hotpotqa" != without.ids["benchmark", "Hot Potato"]
    assert (
        without.ids["model", "FooNet"]
        == without.ids["model", "Foo-Net"]
        == found.ids["model", "FooNet"]
        == "system/foonet"
    )
    assert found.ids["model", "Foo-Net"] not in ("system/foonet", "system/foo-net")
    assert without.ids[GRPO[0]] == "system/grpo"
    assert found.entity(*GRPO[0], "1") == "system/group-relative-policy-optimization"
    assert any("aliases.toml:9 says that they are different" in refusal.reason for refusal in found.refusals)


def test_the_user_s_file_goes_before_the_shipped_one(tmp_path: Path) -> None:
    uses = [("metric", "mAP", "1"), ("metric", "MAP", "2"), ("method", "GRPO", "1"), ("method", GRPO[0][1], "2")]
    shipped = decided(*uses, aliases=read_aliases())
    assert shipped.ids["metric", "mAP"] != shipped.ids["metric", "MAP"]
    assert shipped.ids[GRPO[0]] == shipped.ids[GRPO[1]]
    table = '[[{}]]\nlabel = "{}"\nnames = {}\n'
    said = table.format("same", "metric", '["mAP", "MAP"]')
    said += table.format("different", "system", f'["GRPO", "{GRPO[0][1]}"]')
    found = decided(*uses, aliases=aliases_of(tmp_path, said))
    assert found.ids["metric", "mAP"] == found.ids["metric", "MAP"]
    assert found.ids[GRPO[0]] != found.ids[GRPO[1]]


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("Qwen2.5-Coder-7B-Instruct", "Qwen2.5-7B-Instruct"),
        ("Qwen2.5-7B-Instruct-AWQ", "Qwen2.5-7B-AWQ"),
        ("Gemini 1.5 Pro", "Gemini Pro"),
        ("Qwen2-VL-7B", "QwenVL"),
        ("GPT-4o mini", "GPT-4m"),
    ],
)
def test_long_names_cross_no_version_size_or_variant(long: str, short: str) -> None:
    pair = ("model", long), ("model", short)
    found = decided((*pair[0], "1"), (*pair[1], "1"), **{"1": [pair]})
    assert found.entity(*pair[0], "1") != found.entity(*pair[1], "1")
    (refusal,) = found.refusals
    assert "version, size or variant" in refusal.reason


def test_a_short_name_with_two_long_ones_in_one_summary_is_none_of_them(tmp_path: Path) -> None:
    mixed, meta = ("method", "Mixed Preference Optimization"), ("method", "Meta Plan Optimization")
    mpo = ("method", "MPO")
    found = decided(*((*name, "1") for name in (mixed, meta, mpo)), **{"1": [(mixed, mpo), (meta, mpo)]})
    assert len({found.entity(*name, "1") for name in (mixed, meta, mpo)}) == 3
    assert not found.merges
    assert len(found.refusals) == 2


def test_a_user_s_first_name_is_what_the_thing_is_called(tmp_path: Path) -> None:
    said = aliases_of(tmp_path, '[[same]]\nlabel = "benchmark"\nnames = ["Foo Set", "MS COCO"]')
    found = decided(
        ("benchmark", "Foo Set", "1"), ("benchmark", "MS COCO", "2"), ("benchmark", "COCO", "3"), aliases=said
    )
    assert set(found.ids.values()) == {"benchmark/fooset"}
    assert {(m.name, m.into, m.reason) for m in found.merges} == {
        ("MS COCO", "Foo Set", "yours"),
        ("MS COCO", "COCO", "listed"),
    }


def test_a_user_s_ambiguous_name_undoes_a_shipped_merge(tmp_path: Path) -> None:
    table = '[[{}]]\nlabel = "system"\nnames = ["{}"]\n'
    said = aliases_of(tmp_path, table.format("ambiguous", "R1"))
    assert decided(("model", "R1", "1"), aliases=read_aliases()).ids["model", "R1"] == "system/deepseek-r1"
    assert decided(("model", "R1", "1"), aliases=said).ids["model", "R1"] == "system/r1"
    said = aliases_of(tmp_path, table.format("same", 'Speculative Decoding", "SD'))
    uses = {("method", "SD"): {"1"}, ("method", "Speculative Decoding"): {"1"}}
    found = resolve(uses, {}, said, {"1": ["Text-to-Image"]})
    assert {found.entity("method", name, "1") for _, name in uses} == {"system/speculativedecoding"}


def test_a_name_read_through_damage_is_listed() -> None:
    (merge,) = decided(("model", "GPT-40", "1")).merges
    assert (merge.name, merge.into, merge.reason) == ("GPT-40", "GPT-4o", "spelling")


def test_an_ambiguous_name_goes_by_its_long_one_and_any_name_can_be_ambiguous(tmp_path: Path) -> None:
    long, short = ("method", "Matryoshka Quantization"), ("method", "MatQuant")
    uses = [(*long, "1"), (*short, "1"), (*short, "2")]
    said = aliases_of(tmp_path, '[[ambiguous]]\nlabel = "system"\nnames = ["MatQuant"]')
    found = decided(*uses, aliases=said, **{"1": [(long, short)]})
    assert found.entity(*short, "1") == found.entity(*long, "1") == "system/matryoshkaquantization"
    assert found.entity(*short, "2") == "system/matquant"


def test_a_table_that_tells_names_apart_merges_none(tmp_path: Path) -> None:
    said = aliases_of(tmp_path, '[[different]]\nlabel = "system"\nnames = ["BoLT", "FooNet"]')
    found = decided(("method", "BoLT", "1"), ("method", "BOLT", "1"), aliases=said)
    assert found.ids["method", "BoLT"] != found.ids["method", "BOLT"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("A*", "A"), ("A>B", "A<B"), ("pass^5", "pass 5"), ("p<0.05", "p>0.05"), ("HumanEval+", "HumanEval"), ("C#", "C")],
)
def test_signs_that_mean_something_are_part_of_an_id(one: str, other: str) -> None:
    for label in ("metric", "method", "benchmark"):
        found = decided((label, one, "1"), (label, other, "1"))
        assert found.ids[label, one] != found.ids[label, other]


def test_an_id_does_not_depend_on_what_else_is_built() -> None:
    uses = [("benchmark", "Olympiad Bench", "1"), ("model", "Llama-3.1-8B", "1"), ("metric", "pass@1 accuracy", "1")]
    more = [("benchmark", "OlympiadBench", "2"), ("model", "Meta Llama 3.1 (8B)", "2"), ("metric", "Pass@1", "2")]
    alone, together = decided(*uses), decided(*uses, *more)
    assert len(set(together.ids.values())) == 3
    assert all(together.ids[surface] == id_ for surface, id_ in alone.ids.items())


@pytest.mark.parametrize("name", ["++", "?", "…", "a" * 10_000, "Foo\u200bNet", "\u202eteNooF", "\u0410RC"])
def test_names_of_odd_characters_are_things_of_their_own(name: str) -> None:
    found = decided(("model", name, "1"), ("model", "FooNet", "2"), ("model", "ARC", "3"), ("model", "Foo?", "4"))
    assert len(set(found.ids.values())) == 4
    assert len(found.ids["model", name]) < 120


@given(
    st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=8, unique=True),
    st.sampled_from(["model", "benchmark", "metric"]),
)
def test_a_name_has_the_id_that_it_has_alone(names: list[str], label: str) -> None:
    together = decided(*((label, name, str(k)) for k, name in enumerate(names)))
    for name in names:
        assert together.ids[label, name] == decided((label, name, "1")).ids[label, name]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[same]\n", r"aliases\.toml:1:\d+: no TOML"),
        ('[[same]]\nnames = ["a", "b"]\n', r"aliases\.toml:1: label is None; write one of"),
        ('\n[[same]]\nlabel = "metric"\nnames = ["a"]\n', r"aliases\.toml:2: 1 name"),
        ('[[same]]\nlabel = "metric"\nnames = "a"\n', r"aliases\.toml:1: names is no list"),
        ('[[same]]\nlabel = "metric"\nnames = ["a", "b"]\nbecause = 1\n', r"aliases\.toml:1: 'because' is not known"),
        ('[[alike]]\nnames = ["a"]\n', r"aliases\.toml:1: 'alike' is no table"),
        (
            '[[same]]\nlabel = "metric"\nnames = ["a", "b"]\n[[same]]\nlabel = "metric"\nnames = ["b", "c"]\n'
            '[[different]]\nlabel = "metric"\nnames = ["c", "a"]\n',
            r"aliases\.toml:7: 'c' and 'a' are said to be different, and to be the same at .*toml:4 and .*toml:1",
        ),
        ("[same]\n", r"aliases\.toml:1: write each table under a line \[\[same\]\] of its own"),
        ('# x\n"Same" = 1\n', r"aliases\.toml:2: 'Same' is no table"),
        ("a = " + "1" * 5000, r"aliases\.toml: no file of aliases"),
        ("a = " + "[" * 20_000, r"aliases\.toml"),
        (
            '[[same]]\nlabel = "benchmark"\nnames = ["MATH500", "Hendrycks"]\n'
            '[[different]]\nlabel = "benchmark"\nnames = ["MATH-500", "Hendrycks"]\n',
            r"aliases\.toml:4: 'MATH-500' and 'Hendrycks' are said to be different, and to be the same at .*toml:1",
        ),
        (
            '[[same]]\nlabel = "system"\nnames = ["A1", "B1"]\n[[ambiguous]]\nlabel = "system"\nnames = ["a1"]\n',
            r"aliases\.toml:4: 'a1' is said to be ambiguous, and to be one thing at .*toml:1",
        ),
        (
            '[[ambiguous]]\nlabel = "system"\nnames = ["AA"]\ntags = { "Text-to-Image" = "x", "text to image" = "y" }\n',
            r"aliases\.toml:1: the tag 'text to image' makes 'AA' 'y', and 'x' at .*toml:1",
        ),
        ('[[ambiguous]]\nlabel = "system"\nnames = ["AA"]\ntags = ["x"]\n', r"aliases\.toml:1: tags is no table"),
    ],
)  # fmt: skip
def test_a_broken_file_of_aliases_is_refused(text: str, complaint: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=complaint):
        aliases_of(tmp_path, text)


def test_same_names_in_a_circle_are_one_thing(tmp_path: Path) -> None:
    table = '[[same]]\nlabel = "metric"\nnames = ["{}", "{}"]\n'
    said = aliases_of(tmp_path, "".join(table.format(*pair) for pair in ("ab", "bc", "ca")))
    found = decided(*(("metric", name, "1") for name in "abc"), aliases=said)
    assert len(set(found.ids.values())) == 1


def test_the_shipped_sayings_can_be_read_and_name_things_once() -> None:
    names = [(s.label, name) for s in read_aliases().sayings if s.kind == "same" for name in s.names]
    assert len(names) == len(set(names)) > 50
