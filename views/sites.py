"""The sites: how each post stands, how many meet what counts posts, and the way of that into the national answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import streamlit as st

from questionnaire.assessment import Assessment, Dossier
from questionnaire.entries import Address, comment_of, reply_of
from questionnaire.framework import Question
from questionnaire.profile import Covers
from questionnaire.profiled import in_profile, profile_of
from scoring.scorecard import ScoreCard
from scoring.scores import score_dossier
from scoring.site_counts import SiteTally, differing, site_profile, takes_counts, tally_sites, with_tallies
from storage.repository import StaleEntry
from views.capability_words import GATE, criterion_said, level_said
from views.desk import Desk
from views.memo import once
from views.opening import open_question
from views.widgets.figure import show_rows
from views.widgets.pad import plain
from views.widgets.status_bar import status_bar
from words.numbers import percent, score

MOST_IN_WORDS = 4
"""With more sites than that, their levels stand in the table as digits."""


def show(desk: Desk) -> None:
    """Draw which sites are counted, their levels, and the counts; or say how to assess a site."""
    st.title(desk.say("pages.sites"), anchor=False)
    st.markdown(desk.say("sites.how"))
    known = _known_sites(desk)
    if not known:
        st.info(desk.say("sites.none"), icon=":material/location_off:")
    else:
        sites = _picked(desk, known)
        if sites:
            _levels(desk, sites)
            _counts(desk, sites)
    status_bar(desk, next_label=desk.say("results.next"), next_page="priorities")


def _known_sites(desk: Desk) -> Mapping[str, Assessment]:
    """The assessments of sites that are kept here, by a name that tells them apart."""
    named: dict[str, Assessment] = {}
    for one in desk.repository.assessments():
        ours = one.framework_id == desk.whole.id and one.id != desk.dossier_id
        if ours and profile_of(desk.whole, one.setup.profile).covers is Covers.SITE:
            name = one.setup.site.name.strip() or desk.say("sites.unnamed")
            named[name if name not in named else f"{name} ({one.id[:6]})"] = one
    return dict(sorted(named.items()))


def _picked(desk: Desk, known: Mapping[str, Assessment]) -> Mapping[str, Dossier]:
    """The dossiers of the sites that are to be counted: at first those of the same administration."""
    whose = desk.dossier.setup.administration.name.strip().casefold()
    same = [name for name, one in known.items() if one.setup.administration.name.strip().casefold() == whose]
    picked = st.multiselect(
        desk.say("sites.which"),
        list(known),
        default=same,
        key=f"sites {desk.dossier_id}",
        placeholder=desk.say("sites.pick"),
    )
    return {name: desk.repository.open(known[name].id, desk.whole) for name in picked}


def _levels(desk: Desk, sites: Mapping[str, Dossier]) -> None:
    """The lowest level in each capability that sites are asked, and that of each site."""
    profile = site_profile(desk.whole)
    assert profile is not None
    cards = {name: _card(desk, dossier) for name, dossier in sites.items()}
    told = level_said if len(cards) <= MOST_IN_WORDS else _in_digits
    rows = []
    for capability in in_profile(desk.whole, profile.id).capabilities:
        values = [card[capability.id].value for card in cards.values()]
        known = [value for value in values if value is not None]
        name = f"{capability.id} {capability.short(desk.language)}"
        rows.append([name, level_said(desk, min(known, default=None)), *(told(desk, value) for value in values)])
    st.subheader(desk.say("sites.levels"), anchor=False)
    st.markdown(desk.say("sites.levels_how"))
    with st.container(key="site levels"):
        show_rows(desk, [desk.say("sites.capability"), desk.say("sites.lowest"), *cards], rows)


def _in_digits(desk: Desk, value: Fraction | None) -> str:
    return score(value, desk.language)


def _card(desk: Desk, dossier: Dossier) -> ScoreCard:
    key = ("site card", dossier.id, dossier.revision, desk.whole.content_hash)
    return once(key, lambda: score_dossier(dossier))


def _counts(desk: Desk, sites: Mapping[str, Dossier]) -> None:
    """What the sites decide: first what the answers do not say yet, with the button that takes all of it over."""
    st.subheader(desk.say("sites.counts"), anchor=False)
    st.markdown(desk.say("sites.counts_how"))
    counted = _by_question(desk, sites)
    new = {id: tallies for id, tallies in counted.items() if _differing(desk, id, tallies)}
    told = desk.memo.pop("counts taken", None)
    if told is not None:
        st.success(desk.say("sites.taken", n=told), icon=":material/input:")
    taken = {id: tallies for id, tallies in new.items() if takes_counts(desk.framework.question(id))}
    label = desk.say("sites.take_all", n=len(taken))
    if taken and st.button(label, icon=":material/input:", key="take all") and _keep_counts(desk, taken):
        desk.memo["counts taken"] = len(taken)
        st.rerun()
    everything = st.toggle(desk.say("sites.everything"), key="all counts") if new else True
    for id, tallies in (counted if everything else new).items():
        _question(desk, desk.framework.question(id), tallies)


def _by_question(desk: Desk, sites: Mapping[str, Dossier]) -> Mapping[str, Sequence[SiteTally]]:
    """The tallies of each question that this assessment asks too."""
    tallies: dict[str, list[SiteTally]] = {}
    for tally in tally_sites(desk.whole, sites):
        question = desk.whole.home_of_criterion[tally.criterion].id
        if desk.framework.has_question(question):
            tallies.setdefault(question, []).append(tally)
    return tallies


def _differing(desk: Desk, question: str, tallies: Sequence[SiteTally]) -> Sequence[SiteTally]:
    answer = desk.dossier.answers.get((desk.participant, question))
    return differing(desk.framework.question(question), answer.reply if answer else None, tallies)


def _question(desk: Desk, question: Question, tallies: Sequence[SiteTally]) -> None:
    differ = _differing(desk, question.id, tallies)
    told = desk.say("sites.differ", n=len(differ)) if differ else desk.say("sites.agree")
    with st.expander(
        f"{_named(desk, question)} · {told}",
        icon=f":material/{'call_split' if differ else 'check'}:",
        key=f"counts {question.id}",
    ):
        st.markdown("\n".join(_line(desk, tally, tally in differ) for tally in tallies))
        label = desk.say("sites.take", n=len(differ))
        offered = differ and takes_counts(question)
        pressed = offered and st.button(label, icon=":material/input:", key=f"take {question.id}")
        if pressed and _keep_counts(desk, {question.id: tallies}):
            assert desk.dossier_id is not None
            desk.memo["by criteria"] = True
            open_question(desk, desk.dossier_id, question.id)


def _named(desk: Desk, question: Question) -> str:
    """Markdown: the question by its id and the short name of its capability."""
    capability = desk.framework.home_of_question[question.id]
    gate = f" {GATE}" if capability.gate else ""
    return f"**{question.id}**{gate} {plain(capability.short(desk.language))}"


_RESULTS = {True: "sites.result.holds", False: "sites.result.fails", None: "sites.result.open"}


def _line(desk: Desk, tally: SiteTally, differs: bool) -> str:
    """Markdown: a criterion, how many sites meet it, what is asked for, and what follows."""
    share = "" if tally.share is None else f" ({percent(tally.share, desk.language)})"
    counted = desk.say("sites.counted", met=len(tally.met), n=tally.sites, open=len(tally.open))
    asked = desk.say(f"sites.asked.{tally.counts.value}")
    missing = ", ".join((*tally.not_met, *tally.open))
    lacking = f" {desk.say('sites.not_at', sites=plain(missing))}" if missing else ""
    mark = " :material/call_split:" if differs else ""
    result = desk.say(_RESULTS[tally.holds])
    return f"- {criterion_said(desk, tally.criterion)}  \n  {counted}{share}; {asked}: **{result}**.{lacking}{mark}"


def _keep_counts(desk: Desk, counted: Mapping[str, Sequence[SiteTally]]) -> bool:
    """Keep the replies with the counts in them, and the counts as their comments. False: somebody was quicker."""
    assert desk.dossier_id is not None
    changes: list[tuple[Address, Any, int]] = []
    for id, tallies in counted.items():
        places = (reply_of(desk.participant, id), comment_of(desk.participant, id))
        held = [desk.repository.entry(desk.dossier_id, place) for place in places]
        reply, comment = (one.value if one else None for one in held)
        values = (with_tallies(desk.framework.question(id), reply, tallies), _comment(desk, comment or "", tallies))
        stamps = (one.stamp if one else 0 for one in held)
        changes += zip(places, values, stamps, strict=True)
    try:
        desk.save_all(changes)
    except StaleEntry:
        st.warning(desk.say("sites.stale"))
        return False
    return True


def _comment(desk: Desk, before: str, tallies: Sequence[SiteTally]) -> str:
    """The comment that was there, with the two counts behind each criterion below it."""
    counts = (desk.say("sites.comment", id=one.criterion, met=len(one.met), n=one.sites) for one in tallies)
    added = desk.say("sites.commented", counts="; ".join(counts))
    return before if added in before else "\n".join(filter(None, (before.strip(), added)))
