"""What the sites decide, question by question, and the way of it into the administration's answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import streamlit as st

from questionnaire.answers import Reply
from questionnaire.assessment import Dossier
from questionnaire.entries import Address, comment_of, reply_of
from questionnaire.framework import Question
from reports.site_words import RESULTS
from scoring.site_counts import SiteTally, Taking, differing, how_taken, tally_sites, with_tallies
from storage.repository import StaleEntry
from views.capability_words import GATE, criterion_said
from views.desk import Desk
from views.opening import open_question
from views.widgets.pad import plain
from words.numbers import percent
from words.phrases import LANGUAGES, load_phrases

LONGEST_COMMENT = 20_000

Counted = Mapping[str, Sequence[SiteTally]]
"""The tallies of each question that both the sites and this assessment are asked."""


def site_tallies(desk: Desk, sites: Mapping[str, Dossier]) -> None:
    """Draw the counts: first what the answers do not say yet, with the button that takes over all that can be."""
    counted = _by_question(desk, sites)
    new = {id: tallies for id, tallies in counted.items() if _new(desk, id, tallies)}
    whole = {id: tallies for id, tallies in new.items() if _taking(desk, id, tallies) is Taking.WHOLE}
    told = desk.memo.pop("counts taken", None)
    if told is not None:
        st.success(desk.say("sites.taken", n=told), icon=":material/input:")
    label = desk.say("sites.take_all", n=len(whole))
    if whole and st.button(label, icon=":material/input:", key="take all") and _keep(desk, whole):
        desk.memo["counts taken"] = len(whole)
        st.rerun()
    everything = st.toggle(desk.say("sites.everything"), key="all counts") if new else True
    for id, tallies in (counted if everything else new).items():
        _question(desk, desk.framework.question(id), tallies)
    desk.memo[_seen(desk)] = desk.dossier.revision


def _seen(desk: Desk) -> str:
    return f"counts seen {desk.dossier_id}"


def _by_question(desk: Desk, sites: Mapping[str, Dossier]) -> Counted:
    assert desk.dossier.whole is not None
    tallies: dict[str, list[SiteTally]] = {}
    for tally in tally_sites(desk.dossier.whole, sites):
        question = desk.whole.home_of_criterion[tally.criterion].id
        if desk.framework.has_question(question):
            tallies.setdefault(question, []).append(tally)
    return tallies


def _reply(desk: Desk, question: str) -> Reply | None:
    answer = desk.dossier.answers.get((desk.participant, question))
    return answer.reply if answer else None


def _new(desk: Desk, question: str, tallies: Sequence[SiteTally]) -> Sequence[SiteTally]:
    return differing(desk.framework.question(question), _reply(desk, question), tallies)


def _taking(desk: Desk, question: str, tallies: Sequence[SiteTally]) -> Taking:
    return how_taken(desk.framework.question(question), _reply(desk, question), tallies)


def _question(desk: Desk, question: Question, tallies: Sequence[SiteTally]) -> None:
    """The counts of one question, and what can be done with them."""
    new = _new(desk, question.id, tallies)
    told = desk.say("sites.differ", n=len(new)) if new else desk.say("sites.agree")
    sign = "call_split" if new else "check"
    capability = desk.framework.home_of_question[question.id]
    gate = f" {GATE}" if capability.gate else ""
    name = f"**{question.id}**{gate} {plain(capability.short(desk.language))}"
    with st.expander(f"{name} · {told}", icon=f":material/{sign}:", key=f"counts {question.id}"):
        st.markdown("\n".join(_line(desk, tally, tally in new) for tally in tallies))
        if new:
            _ways_on(desk, question, tallies)


def _ways_on(desk: Desk, question: Question, tallies: Sequence[SiteTally]) -> None:
    """Into the answer, as its beginning, or only to the question: then a sentence says why."""
    taking = _taking(desk, question.id, tallies)
    if taking is not Taking.WHOLE:
        st.markdown(desk.say(f"sites.{taking.value}"))
    label = desk.say(f"sites.take_{taking.value}")
    if not st.button(label, icon=":material/arrow_forward:", key=f"take {question.id}"):
        return
    if taking is Taking.BY_HAND or _keep(desk, {question.id: tallies}):
        desk.memo["by criteria"] = True
        open_question(desk, desk.dossier_id or "", question.id)


def _line(desk: Desk, tally: SiteTally, new: bool) -> str:
    """Markdown: a criterion, how many sites meet it, what is asked for, and what follows."""
    share = "" if tally.share is None else f" ({percent(tally.share, desk.language)})"
    counted = desk.say("sites.counted", n=tally.sites, met=len(tally.met), open=len(tally.open))
    asked, result = desk.say(f"sites.asked.{tally.counts.value}"), desk.say(RESULTS[tally.holds])
    missing = ", ".join((*tally.not_met, *tally.open))
    lacking = f" {desk.say('sites.not_at', sites=plain(missing))}" if missing else ""
    mark = " :material/call_split:" if new else ""
    return f"- {criterion_said(desk, tally.criterion)}  \n  {counted}{share}; {asked}: **{result}**.{lacking}{mark}"


def _keep(desk: Desk, counted: Counted) -> bool:
    """Keep the replies with the counts in them, and the counts as their comments, all or none.

    False where the assessment is not as it was when the counts were drawn: somebody answered meanwhile.
    """
    assert desk.dossier_id is not None
    changes: list[tuple[Address, Any, int]] = []
    for id, tallies in counted.items():
        places = (reply_of(desk.participant, id), comment_of(desk.participant, id))
        held = [desk.repository.entry(desk.dossier_id, place) for place in places]
        reply, comment = (one.value if one else None for one in held)
        values = (with_tallies(desk.framework.question(id), reply, tallies), _comment(desk, comment or "", tallies))
        changes += zip(places, values, (one.stamp if one else 0 for one in held), strict=True)
    try:
        if desk.memo.get(_seen(desk)) == desk.repository.revision(desk.dossier_id):
            desk.save_all(changes)
            return True
    except StaleEntry:
        pass  # told below, like every other change that came in between
    st.warning(desk.say("sites.stale"))
    return False


def _comment(desk: Desk, before: str, tallies: Sequence[SiteTally]) -> str:
    """The comment that was there, with the two counts behind each criterion in place of those of an earlier count."""
    counts = (desk.say("sites.comment", id=one.criterion, met=len(one.met), n=one.sites) for one in tallies)
    added = desk.say("sites.commented", counts=", ".join(counts))
    kept = [line for line in before.splitlines() if not line.startswith(_beginnings())]
    comment = "\n".join((*kept, added)).strip()
    return comment if len(comment) <= LONGEST_COMMENT else before


@cache
def _beginnings() -> tuple[str, ...]:
    """How a line of counts begins, in every language."""
    return tuple(load_phrases(one)("sites.commented", counts="\0").partition("\0")[0] for one in LANGUAGES)
