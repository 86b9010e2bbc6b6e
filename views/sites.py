"""The sites: which posts are counted, how each stands, and what the count of them says of the administration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction

import streamlit as st

from access.permissions import Right
from questionnaire.assessment import Assessment, Dossier, Setup
from questionnaire.profile import Covers
from questionnaire.profiled import in_profile, profile_of
from scoring.scorecard import ScoreCard
from scoring.scores import score_dossier
from scoring.site_counts import site_profile
from views.capability_words import level_said
from views.desk import Desk
from views.memo import once
from views.naming import round_name
from views.widgets.figure import show_rows
from views.widgets.locked_note import locked
from views.widgets.pad import plain
from views.widgets.site_tallies import site_tallies
from views.widgets.status_bar import status_bar
from words.numbers import score

MOST_IN_WORDS = 4
"""With more sites than that, their levels stand in the table as digits."""


def show(desk: Desk) -> None:
    """Draw which sites are counted, their levels, and the counts; or say how to assess a site."""
    st.title(desk.say("pages.sites"), anchor=False)
    locked(desk, Right.RECORD)
    st.markdown(desk.say("sites.how"))
    known = _known_sites(desk)
    sites = _picked(desk, known) if known else {}
    if not known:
        st.info(desk.say("sites.none"), icon=":material/location_off:")
    if sites:
        st.subheader(desk.say("sites.counts"), anchor=False)
        st.markdown(desk.say("sites.counts_how"))
        site_tallies(desk, sites)
        _levels(desk, sites)
    status_bar(desk, next_label=desk.say("results.next"), next_page="priorities")


def _known_sites(desk: Desk) -> Mapping[str, Assessment]:
    """The assessments of sites that are kept here, by id, in the order of their names."""
    found = {
        one.id: one
        for one in desk.repository.assessments()
        if one.framework_id == desk.whole.id
        and one.id != desk.dossier_id
        and profile_of(desk.whole, one.setup.profile).covers is Covers.SITE
    }
    return dict(sorted(found.items(), key=lambda one: (_site_name(desk, one[1]).casefold(), one[0])))


def _site_name(desk: Desk, site: Assessment) -> str:
    return site.setup.site.name.strip() or desk.say("sites.unnamed")


def _administration(setup: Setup) -> str:
    return setup.administration.name.strip().casefold()


def _picked(desk: Desk, known: Mapping[str, Assessment]) -> Mapping[str, Dossier]:
    """The dossiers that are to be counted, by name: at first those of the same administration and round."""
    ours = desk.dossier.setup
    same = [
        id
        for id, one in known.items()
        if _administration(one.setup) == _administration(ours) and one.setup.round == ours.round
    ]
    kept = f"counted {desk.dossier_id}"
    before = [id for id in desk.memo.get(kept, same) if id in known]
    labels = _told_apart({id: _label(desk, one) for id, one in known.items()})
    picked = st.multiselect(
        desk.say("sites.which"),
        list(known),
        default=before,
        format_func=labels.__getitem__,
        key=f"sites {desk.dossier_id} {desk.language}",
        placeholder=desk.say("sites.pick"),
    )
    desk.memo[kept] = list(picked)
    names = {id: _site_name(desk, known[id]) for id in picked}
    if twice := _given_twice(names.values()):
        st.warning(desk.say("sites.twice", names=plain(", ".join(sorted(twice)))))
    told = _told_apart({id: name if name not in twice else labels[id] for id, name in names.items()})
    return {told[id]: desk.repository.open(id, desk.whole) for id in picked}


def _label(desk: Desk, site: Assessment) -> str:
    """A site by its name; whose and of which round it is where that is another one than here."""
    ours = desk.dossier.setup
    other = _administration(site.setup) != _administration(ours)
    whose = site.setup.administration.name.strip() if other else ""
    occasion = round_name(desk.say, site.setup.round) if site.setup.round != ours.round else ""
    return " · ".join(filter(None, (whose, _site_name(desk, site), occasion)))


def _told_apart(names: Mapping[str, str]) -> Mapping[str, str]:
    """The names by id; those that are given twice with the beginning of their id behind them."""
    twice = _given_twice(names.values())
    return {id: f"{name} ({id[:6]})" if name in twice else name for id, name in names.items()}


def _given_twice(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name for name, times in Counter(names).items() if times > 1)


def _levels(desk: Desk, sites: Mapping[str, Dossier]) -> None:
    """The lowest level in each capability that is asked here too and that some site has answered, and each site's."""
    profile = site_profile(desk.whole)
    assert profile is not None
    cards = {name: _card(desk, dossier) for name, dossier in sites.items()}
    told = level_said if len(cards) <= MOST_IN_WORDS else _in_digits
    rows = []
    for capability in in_profile(desk.whole, profile.id).capabilities:
        values = [card[capability.id].value for card in cards.values() if capability.id in card.scores]
        known = [value for value in values if value is not None]
        if not known or "capability " + capability.id not in desk.framework.node_names:
            continue
        name = f"{capability.id} {capability.short(desk.language)}"
        rows.append([name, level_said(desk, min(known)), *(told(desk, value) for value in values)])
    st.subheader(desk.say("sites.levels"), anchor=False)
    st.markdown(desk.say("sites.levels_how"))
    with st.container(key="site levels"):
        show_rows(desk, [desk.say("sites.capability"), desk.say("sites.lowest"), *cards], rows)


def _in_digits(desk: Desk, value: Fraction | None) -> str:
    return score(value, desk.language)


def _card(desk: Desk, dossier: Dossier) -> ScoreCard:
    key = ("site card", dossier.id, dossier.edition, desk.whole.content_hash)
    return once(key, lambda: score_dossier(dossier))
