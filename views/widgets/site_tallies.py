"""What the sites decide, question by question, and the way of it into the administration's answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import streamlit as st

from access.permissions import Right
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
from views.widgets.comment_field import LONGEST
from views.widgets.pad import plain
from words.numbers import percent
from words.phrases import LANGUAGES, load_phrases

Counted = Mapping[str, Sequence[SiteTally]]
"""The tallies of each question that both the sites and this assessment are asked."""


def site_tallies(desk: Desk, sites: Mapping[str, Dossier]) -> None:
    """Draw the counts: first what the answers do not say yet, with the button that takes over all that can be."""
    counted = _by_question(desk, sites)
    new = {id: tallies for id, tallies in counted.items() if _new(desk, id, tallies)}
    seen = _Seen(desk, sites)
    whole = {id: tallies for id, tallies in new.items() if _taking(desk, id, tallies) is Taking.WHOLE}
    told = desk.memo.pop("counts taken", None)
    if told is not None:
        st.success(desk.say("sites.taken", n=told), icon=":material/input:")
    label = desk.say("sites.take_all", n=len(whole))
    if (
        whole
        and desk.may(Right.RECORD)
        and st.button(label, icon=":material/input:", key="take all")
        and _keep(desk, whole, seen)
    ):
        desk.memo["counts taken"] = len(whole)
        st.rerun()
    everything = st.toggle(desk.say("sites.everything"), key="all counts") if new else True
    for id, tallies in (counted if everything else new).items():
        _question(desk, desk.framework.question(id), tallies, seen)
    seen.remember()


class _Seen:
    """What the counts were drawn from: the assessment and the sites, each at its revision."""

    def __init__(self, desk: Desk, sites: Mapping[str, Dossier]) -> None:
        self._desk = desk
        self._now = (desk.dossier.revision, tuple(sorted((one.id, one.revision) for one in sites.values())))

    @property
    def _name(self) -> str:
        return f"counts seen {self._desk.dossier_id}"

    def remember(self) -> None:
        """These are on screen now."""
        self._desk.memo[self._name] = self._now

    def holds(self) -> bool:
        """Whether what is on screen, when a button is pressed, is still how things stand."""
        return bool(self._desk.memo.get(self._name) == self._now)


def _by_question(desk: Desk, sites: Mapping[str, Dossier]) -> Counted:
    assert desk.dossier.whole is not None
    tallies: dict[str, list[SiteTally]] = {}
    for tally in tally_sites(desk.dossier.whole, sites):
        question = desk.whole.home_of_criterion[tally.criterion].id
        if desk.framework.has_question(question) and question in desk.routing.asked_ids:
            tallies.setdefault(question, []).append(tally)
    return tallies


def _reply(desk: Desk, question: str) -> Reply | None:
    answer = desk.dossier.answers.get((desk.participant, question))
    return answer.reply if answer else None


def _new(desk: Desk, question: str, tallies: Sequence[SiteTally]) -> Sequence[SiteTally]:
    return differing(desk.framework.question(question), _reply(desk, question), tallies)


def _taking(desk: Desk, question: str, tallies: Sequence[SiteTally]) -> Taking:
    return how_taken(desk.framework.question(question), _reply(desk, question), tallies)


def _question(desk: Desk, question: Question, tallies: Sequence[SiteTally], seen: _Seen) -> None:
    """The counts of one question, and what can be done with them."""
    new = _new(desk, question.id, tallies)
    told = desk.say("sites.differ", n=len(new)) if new else desk.say("sites.agree")
    sign = "call_split" if new else "check"
    capability = desk.framework.home_of_question[question.id]
    gate = f" {GATE}" if capability.gate else ""
    name = f"**{question.id}**{gate} {plain(capability.short(desk.language))}"
    with st.expander(f"{name} · {told}", icon=f":material/{sign}:", key=f"counts {question.id}"):
        st.markdown("\n".join(_line(desk, tally, tally in new) for tally in tallies))
        if new and desk.may(Right.RECORD):
            _ways_on(desk, question, tallies, seen)


def _ways_on(desk: Desk, question: Question, tallies: Sequence[SiteTally], seen: _Seen) -> None:
    """Into the answer, into the comment only, or just to the question: then a sentence says why."""
    taking = _taking(desk, question.id, tallies)
    if taking is not Taking.WHOLE:
        st.markdown(desk.say(f"sites.{taking.value}"))
    label = desk.say(f"sites.take_{taking.value}")
    if not st.button(label, icon=":material/arrow_forward:", key=f"take {question.id}"):
        return
    if taking is Taking.BY_HAND or _keep(desk, {question.id: tallies}, seen):
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


def _keep(desk: Desk, counted: Counted, seen: _Seen) -> bool:
    """Keep the replies with the counts in them, and the counts as their comments, all or none.

    A question that is not answered yet gets the comment only: a reply of the counted ticks alone would be a low level
    that nobody gave. False where things are not as they were when the counts were drawn.
    """
    assert desk.dossier_id is not None
    changes: list[tuple[Address, Any, int]] = []
    for id, tallies in counted.items():
        reply, comment = reply_of(desk.participant, id), comment_of(desk.participant, id)
        held = {place: desk.repository.entry(desk.dossier_id, place) for place in (reply, comment)}
        stamps = {place: entry.stamp if entry else 0 for place, entry in held.items()}
        written = held[comment]
        changes.append((comment, _comment(desk, (written and written.value) or "", tallies), stamps[comment]))
        if _taking(desk, id, tallies) is Taking.WHOLE:
            given = held[reply]
            taken = with_tallies(desk.framework.question(id), given.value if given else None, tallies)
            changes.append((reply, taken, stamps[reply]))
    try:
        if seen.holds():
            desk.save_all(changes)
            return True
    except StaleEntry:
        pass  # told below, like every other change that came in between
    st.warning(desk.say("sites.stale"))
    return False


def _comment(desk: Desk, before: str, tallies: Sequence[SiteTally]) -> str:
    """The comment that was there, with the two counts behind each criterion in place of those of an earlier count.

    What people wrote stays; where there is no room for both, the counts are left out.
    """
    counts = (desk.say("sites.comment", id=one.criterion, met=len(one.met), n=one.sites) for one in tallies)
    added = desk.say("sites.commented", counts=", ".join(counts))
    lines = (_generated().sub("", line).strip() if _generated().match(line) else line for line in before.splitlines())
    kept = "\n".join(line for line in lines if line).strip()
    comment = f"{kept}\n{added}".strip()
    return comment if len(comment) <= LONGEST else kept


@cache
def _generated() -> re.Pattern[str]:
    """A line of counts as this program writes it, in any language, whatever kind of space stands in it."""
    ways = []
    for phrases in map(load_phrases, LANGUAGES):
        count = re.escape(phrases("sites.comment", id="ID", met="MET", n="MET"))
        one = count.replace("ID", r"[\w.]+").replace("MET", r"\d+")
        ways.append(re.escape(phrases("sites.commented", counts="COUNTS")).replace("COUNTS", f"{one}(?:, {one})*"))
    return re.compile(re.sub(r"\\?[ \u00a0\u202f]", r"\\s", "|".join(ways)))
