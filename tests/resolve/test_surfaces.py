from kg.resolve import resolve


def test_the_most_frequent_spelling_is_the_label() -> None:
    table = {
        ("benchmark", "MATH500"): frozenset({"1"}),
        ("benchmark", "MATH-500"): frozenset({"2", "3"}),
        ("benchmark", "Math 500"): frozenset({"3"}),
    }
    ids, entities = resolve(table)
    assert set(ids.values()) == {"benchmark/math-500"}
    entity = entities["benchmark/math-500"]
    assert (entity.label, entity.aliases, entity.papers) == ("MATH-500", ("MATH500", "Math 500"), 3)


def test_the_decision_does_not_depend_on_order() -> None:
    table = {
        (label, name): frozenset({name}) for label in ("model", "method") for name in ("Mamba", "mamba", "MAMBA", "S4")
    }
    assert resolve(table) == resolve(dict(reversed(table.items())))


def test_a_name_used_as_model_and_method_has_both_types() -> None:
    _, entities = resolve({("model", "Mamba"): frozenset({"1"}), ("method", "Mamba"): frozenset({"2"})})
    assert entities["system/mamba"].types == ("Method", "Model")
