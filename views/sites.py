"""The sites: how each post stands, how many meet what counts posts, and the way of that into the national answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from questionnaire.assessment import Assessment, Dossier
from questionnaire.entries import comment_of, reply_of
from questionnaire.framework import Question
from questionnaire.profile import Covers
from questionnaire.profiled import in_profile, profile_of
from scoring.scorecard import ScoreCard
from scoring.scores import score_dossier
from scoring.site_counts import SiteTally, differing, site_profile, tally_sites, with_tallies
from storage.repository import StaleEntry
from views.capability_words import called, criterion_said, level_said
from views.desk import Desk
from views.memo import once
from views.opening import open_question
from views.widgets.figure import show_rows
from views.widgets.pad import plain
from views.widgets.status_bar import status_bar
from words.numbers import percent


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
    """The level of each site in each capability that sites are asked, and the lowest of them."""
    profile = site_profile(desk.whole)
    assert profile is not None
    cards = {name: _card(desk, dossier) for name, dossier in sites.items()}
    rows = []
    for capability in in_profile(desk.whole, profile.id).capabilities:
        values = [card[capability.id].value for card in cards.values() if capability.id in card.scores]
        known = [value for value in values if value is not None]
        told = [level_said(desk, card[capability.id].value) for card in cards.values()]
        name = f"{capability.id} {capability.short(desk.language)}"
        rows.append([name, *told, level_said(desk, min(known) if known else None)])
    st.subheader(desk.say("sites.levels"), anchor=False)
    st.markdown(desk.say("sites.levels_how"))
    heads = [desk.say("sites.capability"), *cards, desk.say("sites.lowest")]
    with st.container(key="site levels"):
        show_rows(desk, heads, rows)


def _card(desk: Desk, dossier: Dossier) -> ScoreCard:
    key = ("site card", dossier.id, dossier.revision, desk.whole.content_hash)
    return once(key, lambda: score_dossier(dossier))


def _counts(desk: Desk, sites: Mapping[str, Dossier]) -> None:
    """What the sites decide, question by question, each with the button that takes it into the answer."""
    st.subheader(desk.say("sites.counts"), anchor=False)
    st.markdown(desk.say("sites.counts_how"))
    tallies: dict[str, list[SiteTally]] = {}
    for tally in tally_sites(desk.whole, sites):
        tallies.setdefault(desk.whole.home_of_criterion[tally.criterion].id, []).append(tally)
    for id, counted in tallies.items():
        if desk.framework.has_question(id):
            _question(desk, desk.framework.question(id), counted)


def _question(desk: Desk, question: Question, tallies: Sequence[SiteTally]) -> None:
    answer = desk.dossier.answers.get((desk.participant, question.id))
    reply = answer.reply if answer else None
    differ = differing(question, reply, tallies)
    sign = "call_split" if differ else "check"
    label = f"**{question.id}** {plain(called(desk, desk.framework.home_of_question[question.id].id))}"
    told = desk.say("sites.differ", n=len(differ)) if differ else desk.say("sites.agree")
    with st.expander(f"{label} · {told}", icon=f":material/{sign}:", key=f"counts {question.id}"):
        st.markdown("\n".join(_line(desk, tally, tally in differ) for tally in tallies))
        can_take = bool(differ) and with_tallies(question, reply, tallies) is not None
        if can_take and st.button(
            desk.say("sites.take", n=len(differ)), icon=":material/input:", key=f"take {question.id}"
        ):
            _take(desk, question, tallies)


_RESULTS = {True: "sites.result.holds", False: "sites.result.fails", None: "sites.result.open"}


def _line(desk: Desk, tally: SiteTally, differs: bool) -> str:
    """Markdown: a criterion, how many sites meet it, what is asked for, and what follows."""
    share = "" if tally.share is None else f" ({percent(tally.share, desk.language)})"
    counted = desk.say("sites.counted", met=len(tally.met), n=tally.sites, open=len(tally.open))
    asked = desk.say(f"sites.asked.{tally.counts.value}")
    result = desk.say(_RESULTS[tally.holds])
    missing = ", ".join((*tally.not_met, *tally.open))
    lacking = f" {desk.say('sites.not_at', sites=plain(missing))}" if missing else ""
    mark = " :material/call_split:" if differs else ""
    return f"- {criterion_said(desk, tally.criterion)}  \n  {counted}{share}; {asked}: **{result}**.{lacking}{mark}"


def _take(desk: Desk, question: Question, tallies: Sequence[SiteTally]) -> None:
    """Keep the reply with the counts in it, and the counts as its comment; then open the question."""
    assert desk.dossier_id is not None
    places = (reply_of(desk.participant, question.id), comment_of(desk.participant, question.id))
    held = [desk.repository.entry(desk.dossier_id, place) for place in places]
    reply, comment = (one.value if one else None for one in held)
    values = (with_tallies(question, reply, tallies), _comment(desk, comment or "", tallies))
    stamps = (one.stamp if one else 0 for one in held)
    try:
        desk.save_all(list(zip(places, values, stamps, strict=True)))
    except StaleEntry:
        st.warning(desk.say("sites.stale"))
        return
    desk.memo["by criteria"] = True
    open_question(desk, desk.dossier_id, question.id)


def _comment(desk: Desk, before: str, tallies: Sequence[SiteTally]) -> str:
    """The comment that was there, with the two counts behind each criterion below it."""
    counts = (desk.say("sites.comment", id=one.criterion, met=len(one.met), n=one.sites) for one in tallies)
    added = desk.say("sites.commented", counts="; ".join(counts))
    return before if added in before else "\n".join(filter(None, (before.strip(), added)))
