"""A condition in a form holds exactly where the routing says that the question is asked."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from questionnaire.answers import (
    Agreement,
    LadderGiven,
    LevelReached,
    NotKnown,
    OptionGiven,
    QuantityGiven,
    Reply,
    TicksGiven,
)
from questionnaire.conditions import AllOf, AnyOf, Condition, CriterionCondition, LevelCondition, OptionCondition
from questionnaire.form_layout import NONE_OF_THESE, field_name
from questionnaire.framework import Framework, Ladder, Level
from questionnaire.routing import asked_questions
from reports.forms.relevance import field, level_name, relevance
from tests.examples import capability, checklist, choice, framework, ladder, number, question, section

LADDER = ladder("A", per_level=2)
HOLLOW = Ladder(tuple(Level(one.value, one.summary, () if one.value == 2 else one.criteria) for one in LADDER.levels))
KINDS: dict[str, Any] = {
    "ladder": LADDER,
    "hollow": HOLLOW,
    "choice": choice("A", {"a": 0, "b": "3/2", "c": 4}),
    "checklist": checklist("A", bands={0: 0, 1: 1, 3: 2, 4: 4}),
    "more": number("A", {0: 0, 1: 25, 2: "50.5", 4: 90}),
    "less": number("A", {0: 700, 1: 90, 2: 60, 4: "1/3"}, higher=False, unit="days"),
}


def fields_of(reply: Reply | None) -> dict[str, Any]:
    """What a form holds where this was replied to A."""
    held: dict[str, Any] = {"reply": "", "ticks": ""}
    given_ = reply.given if isinstance(reply, LevelReached) else None
    match given_:
        case LadderGiven(level=level, met=met):
            held = {"reply": "" if level is None else level_name(level), "ticks": _ticks(met)}
        case TicksGiven(met=met):
            held["ticks"] = _ticks(met) or NONE_OF_THESE
        case OptionGiven(option=option):
            held["reply"] = field_name(option)
        case QuantityGiven(value=value):
            held["reply"] = repr(float(value))
    return {field(part, "A"): value for part, value in held.items()}


def _ticks(met: frozenset[str]) -> str:
    return " ".join(sorted(field_name(one) for one in met))


def holds(expression: str, fields: dict[str, Any]) -> bool:
    """The expression as a form reads it."""
    functions = etree.FunctionNamespace(None)
    functions["selected"] = lambda _, ticks, one: one in ticks.split()
    read = re.sub(r"\$\{(\w+)\}", r"$\1", expression)
    return bool(etree.fromstring("<form/>").xpath(f"boolean({read})", **fields))


def asked(tree: Framework, reply: Reply | None) -> bool:
    return "B" in asked_questions(tree, [] if reply is None else [Agreement("A", reply)]).asked_ids


def replies(kind: str) -> st.SearchStrategy[Reply | None]:
    """Replies that a form can hold: no criterion is marked as not met there."""
    found = question("A", KINDS[kind])
    ids = st.frozensets(st.sampled_from([one.id for one in found.criteria]))
    levels = st.sampled_from([None, 0, 1, 2, 3, 4])
    # A ladder with neither level nor ticks is no reply in a form.
    on_ladder = st.builds(LadderGiven, levels, ids).filter(lambda one: one.level is not None or bool(one.met))
    values = st.one_of(
        st.sampled_from([Fraction(text) for text in ("0", "25", "50.5", "60", "90", "700")]),
        st.decimals(0, 700, places=2).map(Fraction),
    )
    given_: dict[str, st.SearchStrategy[Any]] = {
        "ladder": on_ladder,
        "hollow": on_ladder,
        "choice": st.sampled_from([OptionGiven(one) for one in "abc"]),
        "checklist": st.builds(TicksGiven, ids),
        "more": values.map(lambda value: QuantityGiven(value, "percent")),
        "less": values.map(lambda value: QuantityGiven(value, "days")),
    }
    return st.one_of(st.none(), st.just(NotKnown()), given_[kind].map(LevelReached))


def conditions(kind: str) -> st.SearchStrategy[Condition]:
    found = question("A", KINDS[kind])
    bounds = st.sampled_from([Fraction(text) for text in ("0", "1", "3/2", "2", "3", "4", "5")])
    single: list[st.SearchStrategy[Any]] = [
        bounds.map(lambda bound: LevelCondition("A", at_least=bound)),
        bounds.map(lambda bound: LevelCondition("A", at_most=bound)),
        st.tuples(bounds, bounds).map(lambda two: LevelCondition("A", at_least=min(two), at_most=max(two))),
        st.sampled_from([CriterionCondition(one.id) for one in found.criteria]),
    ]
    if kind == "choice":
        single.append(st.sampled_from([OptionCondition("A", one) for one in "abc"]))
    return st.recursive(
        st.one_of(single),
        lambda parts: st.one_of(
            st.lists(parts, min_size=1, max_size=3).map(lambda several: AllOf(tuple(several))),
            st.lists(parts, min_size=1, max_size=3).map(lambda several: AnyOf(tuple(several))),
        ),
        max_leaves=4,
    )


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_a_form_asks_what_the_program_asks(kind: str, data: st.DataObject) -> None:
    condition = data.draw(conditions(kind))
    first = capability("A", question("A", KINDS[kind]))
    tree = framework(section("S", first, capability("B", question("B", asked_when=condition))))
    reply = data.draw(replies(kind))
    assert holds(relevance(tree, condition), fields_of(reply)) is asked(tree, reply)


def test_names_of_levels_are_names_that_forms_allow() -> None:
    assert [level_name(value) for value in (3, 0, -1)] == ["l3", "l0", "lm1"]
