"""Results: the finding in a sentence, what gates do, the scores in figures, each with its table and its making."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from questionnaire.framework import WHOLE
from questionnaire.progress import next_unanswered
from reports.charts import evidenced_chart, levels_chart, map_chart, radar_chart, section_chart, validation_chart
from reports.figures import called, level_said, radar_offered, said, weakest_section
from reports.map_figure import MapFigure
from scoring.scorecard import Score
from scoring.validation import compare_validation
from views.desk import Desk
from views.memo import once
from views.opening import section_of
from views.widgets.figure import draw_chart, draw_table
from views.widgets.map_key import map_key
from views.widgets.pad import plain
from views.widgets.phone import is_phone
from views.widgets.status_bar import status_bar
from words.numbers import score


def show(desk: Desk) -> None:
    """Draw the results, or say what gives the first."""
    st.title(desk.say("results.title"), anchor=False)
    if desk.card[WHOLE].value is None:
        _empty(desk)
        return
    st.markdown(finding(desk))
    _proposals(desk)
    _gates(desk)
    _VIEWS[_picked_view(desk)](desk)
    _how(desk)
    status_bar(desk, next_label=desk.say("results.next"), next_page="priorities")


def _empty(desk: Desk) -> None:
    """What gives the first score, and the way to the question that waits."""
    st.info(desk.say("results.empty"), icon=":material/hourglass_empty:")
    waiting = next_unanswered(desk.dossier)
    question = waiting.id if waiting else desk.framework.questions[0].id
    section = section_of(desk.framework, question)
    label = desk.say("results.continue", id=question)
    status_bar(desk, next_label=label, next_page=f"section {section}", query={"q": question})


def finding(desk: Desk) -> str:
    """The one sentence: the weakest section, what gates hold, how much is answered, whether scores are provisional."""
    card, say = desk.card, desk.say
    bold = weakest_section(card, say) + "."
    held = [section for section in desk.framework.sections if card[section.id].cap]
    if len(held) == 1:
        name = held[0].short(desk.language)
        bold += " " + say("results.one_held", section=name, score=said(card[held[0].id], say))
    elif held:
        names = ", ".join(section.short(desk.language) for section in held)
        bold += " " + say("results.some_held", n=len(held), sections=names)
    state = "provisional" if card[WHOLE].provisional else "not_provisional"
    progress = desk.progress[WHOLE]
    counted = say("results.answered", n=progress.replied, of=progress.asked)
    return f"**{plain(bold)}** {plain(counted)} {plain(say(f'results.{state}'))}"


def _proposals(desk: Desk) -> None:
    """That the scores are a draft, where some rest on outcomes that nobody has recorded."""
    if desk.card.proposals:
        proposed = sum(one.proposed for one in desk.card.agreements.values())
        st.info(desk.say("outcome.proposals", n=proposed), icon=":material/edit_note:")


def _gates(desk: Desk) -> None:
    """Each gate that holds a section or the whole down, and each section with a gate that has no score yet."""
    for name, one in _named_scores(desk):
        if one.cap:
            st.warning(_held(desk, name, one), icon=":material/lock:")
    waiting = [
        called(capability, desk.say)
        for capability in desk.framework.capabilities
        if capability.gate and desk.card[capability.id].value is None
    ]
    if waiting:
        sentence = desk.say("results.gates_open", n=len(waiting), gates=", ".join(waiting))
        st.warning(plain(sentence), icon=":material/lock_open:")


def _named_scores(desk: Desk) -> list[tuple[str, Score]]:
    sections = [(section.short(desk.language), desk.card[section.id]) for section in desk.framework.sections]
    return [*sections, (desk.say("figures.whole"), desk.card[WHOLE])]


def _held(desk: Desk, name: str, one: Score) -> str:
    assert one.cap is not None
    gates = [
        desk.say("results.held_gate", gate=_gate_name(desk, id), value=level_said(desk.card[id].value, desk.say))
        for id in one.cap.gates
    ]
    facts = {
        "n": len(gates),
        "gates": ", ".join(gates),
        "name": name,
        "cap": score(one.cap.at, desk.language),
        "before": score(one.cap.before, desk.language),
    }
    return f"**{desk.say('results.gate')}** {plain(desk.say('results.held', **facts))}"


def _gate_name(desk: Desk, id: str) -> str:
    sections = {section.id: section for section in desk.framework.sections}
    node = sections.get(id) or desk.framework.capability(id)
    return f"{id} {node.short(desk.language)}"


def _picked_view(desk: Desk) -> str:
    left_out = {"radar": not radar_offered(desk.card), "validated": not desk.dossier.validated}
    offered = [view for view in _VIEWS if not left_out.get(view, False)]
    # On a phone the buttons take two lines, which a segmented control cuts into odd corners.
    choose = st.pills if is_phone(st.context.headers) else st.segmented_control
    picked = choose(
        desk.say("results.view"),
        offered,
        default=shown if (shown := desk.memo.get("results shown")) in offered else offered[0],
        format_func=lambda view: desk.say(f"results.views.{view}"),
        key="results view",
        label_visibility="collapsed",
        required=True,
    )
    desk.memo["results shown"] = picked
    return picked or offered[0]


def _sections(desk: Desk) -> None:
    """Bars, and beside them the radar where there is one; on a phone one under the other."""
    drawn = section_chart(desk.card, desk.dossier.targets, desk.say)
    if radar_offered(desk.card):
        left, right = st.columns((5, 3), gap="large")
        with left:
            draw_chart(drawn)
        with right:
            draw_chart(radar_chart(desk.card, desk.say))
    else:
        draw_chart(drawn)
    draw_table(desk, drawn.figure, "sections")


def _radar(desk: Desk) -> None:
    drawn = radar_chart(desk.card, desk.say)
    draw_chart(drawn)
    draw_table(desk, drawn.figure, "radar")


def _map(desk: Desk) -> None:
    drawn = map_chart(desk.card, desk.say, phone=is_phone(st.context.headers))
    assert isinstance(drawn.figure, MapFigure)
    draw_chart(drawn, map_key(drawn.figure, desk.say))
    draw_table(desk, drawn.figure, "map")


def _levels(desk: Desk) -> None:
    drawn = levels_chart(desk.card, desk.say)
    draw_chart(drawn)
    draw_table(desk, drawn.figure, "levels")


def _evidenced(desk: Desk) -> None:
    drawn = evidenced_chart(desk.card, desk.say)
    draw_chart(drawn)
    draw_table(desk, drawn.figure, "evidenced")


def _validated(desk: Desk) -> None:
    """The group's levels beside those of the mission: only where it recorded any."""
    dossier, card = desk.dossier, desk.card
    key = ("validation", dossier.id, dossier.edition, desk.whole.content_hash)
    drawn = validation_chart(card, once(key, lambda: compare_validation(dossier, card)), desk.say)
    draw_chart(drawn)
    draw_table(desk, drawn.figure, "validated")


_VIEWS: Mapping[str, Callable[[Desk], None]] = {
    "sections": _sections,
    "radar": _radar,
    "map": _map,
    "levels": _levels,
    "evidenced": _evidenced,
    "validated": _validated,
}


def _how(desk: Desk) -> None:
    """A link for every section and for the whole to the page that shows how its score was made."""
    st.markdown(f"**{desk.say('results.how')}**")
    with st.container(horizontal=True, gap="small", key="how"):
        for node, (name, one) in zip(_nodes(desk), _named_scores(desk), strict=True):
            label = f"{name} {said(one, desk.say)}"
            address = {"a": desk.dossier_id or "", "lang": desk.language, "node": node}
            st.page_link(desk.pages["explain"], label=plain(label), icon=":material/calculate:", query_params=address)


def _nodes(desk: Desk) -> list[str]:
    return [*(section.id for section in desk.framework.sections), WHOLE]
