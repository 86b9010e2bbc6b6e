"""How a number was made: from the whole down to one reply, each step with its rule, and the way up and down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction

import streamlit as st

from questionnaire.framework import WHOLE
from reports.figures import level_said, range_said
from scoring.explanation import Explanation, NodeKind, Standing, explain
from scoring.scorecard import Cap
from views.desk import Desk
from views.opening import open_question
from views.widgets.contributions import (
    children_said,
    contribution_rows,
    node_name,
    number_of,
    only_question,
    parent_of,
    shown,
)
from views.widgets.outcome_account import draw_outcome
from views.widgets.pad import plain
from views.widgets.phone import is_phone
from views.widgets.reply_account import account_rows, draw_answers
from views.widgets.status_bar import status_bar
from words.numbers import percent, score
from words.phrases import Phrases


def show(desk: Desk) -> None:
    """Draw the explanation of the node that the address names; of the whole where it names none."""
    node = _asked_for(desk)
    st.title(_title(desk, node), anchor=False)
    st.markdown(f"**{plain(_sentence(desk, node))}**")
    _numbers(desk, node)
    _notices(desk, node)
    _table(desk, node)
    for question in _questions_shown(node):
        draw_outcome(desk, question)
        draw_answers(desk, question)
        if st.button(desk.say("explain.open", id=question.node), icon=":material/edit:", key=f"open {question.node}"):
            open_question(desk, desk.dossier_id or "", question.node)
    _policy(desk, node)
    _ways(desk, node)
    status_bar(desk, next_label=desk.say("explain.back"), next_page="results")


def _asked_for(desk: Desk) -> Explanation:
    """The node of the address. An id that the scores do not have leads to the whole, and it is said."""
    id, kind = st.query_params.get("node", WHOLE), st.query_params.get("kind", "")
    try:
        return explain(desk.card, id, _KINDS.get(kind))
    except KeyError:
        st.warning(plain(desk.say("explain.unknown", id=id)))
        return explain(desk.card, WHOLE)


_KINDS: Mapping[str, NodeKind] = {kind.value: kind for kind in NodeKind}


def _title(desk: Desk, node: Explanation) -> str:
    name = plain(node_name(desk, node))
    if node.score.value is None:
        return desk.say("explain.title_none", name=name)
    by_level = node.kind in (NodeKind.CAPABILITY, NodeKind.QUESTION)
    return desk.say(f"explain.title_{'level' if by_level else 'score'}", name=name, score=plain(shown(desk, node)))


def _sentence(desk: Desk, node: Explanation) -> str:
    """The rule and its result, and what a gate makes of it."""
    if only := only_question(node):
        return only.name(desk.language)
    if node.before_cap is None or node.rule is None:
        return desk.say("explain.nothing")
    if len(node.children) == 1:
        rule = desk.say("explain.single", name=node_name(desk, node.children[0]))
    else:
        rule = desk.say(f"explain.rule.{node.rule.value}", children=children_said(desk, node))
    said_before = level_said if node.kind is NodeKind.CAPABILITY else _score_said
    facts = {"rule": rule[0].upper() + rule[1:], "before": said_before(node.before_cap, desk.say)}
    if node.score.cap is None:
        return desk.say("explain.sentence", **facts)
    cap = node.score.cap
    return desk.say("explain.sentence_held", **facts, at=score(cap.at, desk.language), **_gates(cap))


def _gates(cap: Cap) -> dict[str, object]:
    return {"n": len(cap.gates), "gates": ", ".join(cap.gates)}


def _numbers(desk: Desk, node: Explanation) -> None:
    """Value, range and evidenced: side by side on the phone too."""
    one = node.score
    by_level = level_said if node.kind in (NodeKind.CAPABILITY, NodeKind.QUESTION) else _score_said
    marks = {"value": desk.say("figures.provisional_word") if one.provisional and one.value is not None else ""}
    numbers = {
        "value": number_of(desk, node),
        "range": range_said(one, desk.say),
        "evidenced": by_level(one.evidenced, desk.say),
    }
    phone = is_phone(st.context.headers)
    with st.grid(3, min_column_width=90, wrap=False):
        for name, number in numbers.items():
            label, mark = desk.say(f"explain.{name}"), marks.get(name, "")
            if phone:  # a metric cuts its number where the column is narrow
                place = st.container(border=True, height="stretch")
                place.markdown(f":small[{label}]  \n**{plain(number)}**" + (f"  \n:small[{mark}]" if mark else ""))
            else:
                st.metric(label, f"{number} {mark}".strip(), border=True)


def _score_said(value: Fraction | None, say: Phrases) -> str:
    return score(value, say.language)


def _notices(desk: Desk, node: Explanation) -> None:
    """Which gate holds the node down, and why it is provisional."""
    one, say = node.score, desk.say
    if cap := one.cap:
        at, before = score(cap.at, desk.language), score(cap.before, desk.language)
        st.warning(plain(say("explain.held", **_gates(cap), at=at, before=before)), icon=":material/lock:")
    if one.gate_open:
        st.warning(say("explain.open_gate"), icon=":material/lock_open:")
    minimum, share = desk.framework.policy.minimum_coverage, one.coverage.share
    if share is not None and share < minimum:
        counted, asked, least = one.coverage.counted, one.coverage.asked, percent(minimum, desk.language)
        sentence = say("explain.provisional", counted=counted, asked=asked, least=least)
        st.info(plain(sentence), icon=":material/hourglass_empty:")


def _table(desk: Desk, node: Explanation) -> None:
    say = desk.say
    if only := only_question(node):
        heads, rows = ("part", "held", "effect"), account_rows(desk, only)
    else:
        heads, rows = (f"child_{node.kind.value}", "held", "adds"), contribution_rows(desk, node)
    named = [say(f"explain.column.{head}") for head in heads]
    st.table([dict(zip(named, row, strict=True)) for row in rows], border="horizontal", hide_index=True)
    for stage in node.stages:
        state = "passed" if stage.passed else "failed"
        st.markdown(plain(say(f"explain.stage_{state}", stage=stage.stage, failing=", ".join(stage.failing))))


def _questions_shown(node: Explanation) -> tuple[Explanation, ...]:
    """The questions whose replies stand on this page: all of a capability, or the one itself."""
    return tuple(node.leaves()) if node.kind in (NodeKind.CAPABILITY, NodeKind.QUESTION) else ()


def _policy(desk: Desk, node: Explanation) -> None:
    """Which choices of the framework's policy touched replies below the node, and which replies."""
    touched: Mapping[Standing, list[str]] = defaultdict(list)
    for leaf in node.leaves():
        if leaf.standing in _BY_POLICY:
            touched[leaf.standing].append(leaf.node)
    if not touched and not node.score.cap:
        return
    st.markdown(f"**{desk.say('explain.policy')}**")
    lines = [desk.say(f"explain.standing.{standing.value}", ids=", ".join(ids)) for standing, ids in touched.items()]
    if node.score.cap:
        lines.append(desk.say("explain.gate_rule"))
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))


_BY_POLICY = frozenset(Standing) - {Standing.LEVEL}


def _ways(desk: Desk, node: Explanation) -> None:
    """The links up and down."""
    with st.container(horizontal=True, gap="small", key="ways"):
        if above := parent_of(desk, node):
            _link(desk, above[1], "arrow_upward", above[0])
        for child in node.children:
            if only_question(node) is None:
                _link(desk, node_name(desk, child), "arrow_downward", child.node, child.kind)


def _link(desk: Desk, label: str, sign: str, id: str, kind: NodeKind | None = None) -> None:
    address = {"a": desk.dossier_id or "", "lang": desk.language, "node": id}
    if kind is NodeKind.QUESTION:
        address["kind"] = kind.value
    st.page_link(desk.pages["explain"], label=plain(label), icon=f":material/{sign}:", query_params=address)
