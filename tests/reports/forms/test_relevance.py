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
    CriterionNotApplicable,
    Disputed,
    LadderGiven,
    LevelReached,
    NotKnown,
    OptionGiven,
    QuantityGiven,
    Reply,
    TicksGiven,
)
from questionnaire.conditions import AllOf, AnyOf, Condition, CriterionCondition, LevelCondition, OptionCondition
from questionnaire.form_layout import BY_CRITERIA, NONE_OF_THESE, field_name, value_name
from questionnaire.framework import Framework, Ladder, Level
from questionnaire.routing import asked_questions
from reports.forms.relevance import field, relevance, tick_field
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
    held: dict[str, Any] = {"reply": "", "ticks": "", "excused": "", "disputed_from": ""}
    ticks: dict[str, str] = dict.fromkeys((one.id for one in question("A", LADDER).criteria), "")
    given_ = reply.given if isinstance(reply, LevelReached) else None
    if isinstance(reply, Disputed):
        held["disputed_from"] = value_name(reply.lowest)
    match given_:
        case LadderGiven(level=level, met=met, not_met=not_met, not_applicable=excused):
            held["reply"] = BY_CRITERIA if level is None else value_name(level)
            ticks |= dict.fromkeys(met, "met") | dict.fromkeys(not_met, "not_met")
            ticks |= {one.criterion: "not_applicable" for one in excused}
        case TicksGiven(met=met, not_applicable=excused):
            held["ticks"] = _ticks(met) or NONE_OF_THESE
            held["excused"] = _ticks(frozenset(one.criterion for one in excused))
        case OptionGiven(option=option):
            held["reply"] = field_name(option)
        case QuantityGiven(value=value):
            held["reply"] = repr(float(value))
    by_criterion = {tick_field("tick", id): tick for id, tick in ticks.items()}
    return {field(part, "A"): value for part, value in held.items()} | by_criterion


def _ticks(met: frozenset[str]) -> str:
    return " ".join(sorted(field_name(one) for one in met))


def holds(expression: str, fields: dict[str, Any]) -> bool:
    """The expression as a form reads it."""
    functions: Any = {(None, "selected"): lambda _, ticks, one: one in ticks.split()}
    read = re.sub(r"\$\{(\w+)\}", r"$\1", expression)
    return bool(etree.fromstring("<form/>").xpath(f"boolean({read})", extensions=functions, **fields))


def asked(tree: Framework, reply: Reply | None) -> bool:
    return "B" in asked_questions(tree, [] if reply is None else [Agreement("A", reply)]).asked_ids


def replies(kind: str) -> st.SearchStrategy[Reply | None]:
    """Replies that a form can hold: of each criterion it says one thing, or nothing."""
    found = question("A", KINDS[kind])
    ids = [one.id for one in found.criteria]
    levels = st.sampled_from([None, 0, 1, 2, 3, 4])
    ticks = st.fixed_dictionaries({id: st.sampled_from(["", "met", "met", "not_met", "excused"]) for id in ids})
    on_ladder = st.builds(lambda level, said: LadderGiven(level, *_sorted(said)), levels, ticks)
    of_checklist = ticks.map(_sorted).map(lambda said: TicksGiven(said[0], said[2]))
    two = st.lists(st.sampled_from(found.ordered_levels), min_size=2, max_size=2, unique=True).map(sorted)
    values = st.one_of(
        st.sampled_from([Fraction(text) for text in ("0", "25", "50.5", "60", "90", "700")]),
        st.decimals(0, 700, places=2).map(Fraction),
    )
    given_: dict[str, st.SearchStrategy[Any]] = {
        "ladder": on_ladder,
        "hollow": on_ladder,
        "choice": st.sampled_from([OptionGiven(one) for one in "abc"]),
        "checklist": of_checklist,
        "more": values.map(lambda value: QuantityGiven(value, "percent")),
        "less": values.map(lambda value: QuantityGiven(value, "days")),
    }
    disputes = two.map(lambda ends: Disputed(ends[0], ends[1]))
    return st.one_of(st.none(), st.just(NotKnown()), disputes, given_[kind].map(LevelReached))


Sorted = tuple[frozenset[str], frozenset[str], tuple[CriterionNotApplicable, ...]]


def _sorted(said: dict[str, str]) -> Sorted:
    """What is met, what is not, and what cannot apply."""
    met, not_met = (frozenset(id for id, one in said.items() if one == word) for word in ("met", "not_met"))
    return met, not_met, tuple(CriterionNotApplicable(id, "why") for id, one in said.items() if one == "excused")


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
