"""The fields of the set-up, each kept at its own address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import Any

import streamlit as st

from questionnaire.assessment import Administration, Round, RoundKind, Setup, Site
from questionnaire.entries import setup_field
from questionnaire.profiled import profile_of
from views.desk import Desk
from views.naming import profile_name, profile_told, round_name
from views.widgets.kept import Field, States, field_key
from views.widgets.pad import plain
from words.numbers import day
from words.phrases import OWN_NAMES

STANDARD = Setup()
LONGEST_NAME = 500
LONGEST_TEXT = 20_000
FIRST_YEAR, LAST_YEAR = 1900, 2200
OFTEN = ("USD", "EUR", "XAF", "XOF")
"""The currencies that stand first in the list: those of donors and of the franc zones."""


def administration_field(desk: Desk) -> Field:
    """The name and the country of the administration: one record, two boxes."""
    key = field_key(desk, setup_field("administration"))

    def draw(value: Administration, states: States) -> States:
        name = _text(desk, "administration", states, f"{key} name")
        country = _text(desk, "country", states, f"{key} country")
        return {f"{key} name": name, f"{key} country": country}

    return Field(
        setup_field("administration"),
        states=lambda value: {f"{key} name": value.name, f"{key} country": value.country},
        draw=draw,
        pick=lambda base, drawn: Administration(drawn[f"{key} name"], drawn[f"{key} country"]),
        tell=lambda value: plain(", ".join(filter(None, (value.name, value.country)))) or _nothing(desk),
        blank=STANDARD.administration,
    )


def site_field(desk: Desk) -> Field:
    """The site, where only one is assessed."""
    key = field_key(desk, setup_field("site"))
    return Field(
        setup_field("site"),
        states=lambda value: {key: value.name},
        draw=lambda value, states: {key: _text(desk, "site", states, key)},
        pick=lambda base, drawn: Site(drawn[key]),
        tell=lambda value: plain(value.name) or _nothing(desk),
        blank=STANDARD.site,
    )


def round_field(desk: Desk) -> Field:
    """On what occasion, and of which year."""
    key = field_key(desk, setup_field("round"))

    def draw(value: Round, states: States) -> States:
        first, second = st.columns(2)
        kinds = list(RoundKind)
        kind = first.selectbox(
            desk.say("setup.round"),
            kinds,
            index=kinds.index(states[f"{key} kind"]),
            format_func=lambda one: desk.say(f"round.{one.value}"),
            key=f"{key} kind",
            disabled=desk.closed,
        )
        year = second.number_input(
            desk.say("setup.year"),
            FIRST_YEAR,
            LAST_YEAR,
            value=states[f"{key} year"],
            step=1,
            format="%d",
            key=f"{key} year",
            placeholder=desk.say("setup.year_placeholder"),
            disabled=desk.closed,
        )
        return {f"{key} kind": kind, f"{key} year": year}

    return Field(
        setup_field("round"),
        states=lambda value: {f"{key} kind": value.kind, f"{key} year": value.year},
        draw=draw,
        pick=lambda base, drawn: Round(drawn[f"{key} kind"], drawn[f"{key} year"]),
        tell=lambda value: round_name(desk.say, value),
        blank=STANDARD.round,
    )


def assessed_on_field(desk: Desk) -> Field:
    """The day from which every period of the questions is counted back."""
    key = field_key(desk, setup_field("assessed_on"))

    def draw(value: date | None, states: States) -> States:
        picked = st.date_input(
            desk.say("setup.assessed_on"),
            states[key],
            date.min,
            date.max,
            key=key,
            format="DD/MM/YYYY",
            help=desk.say("setup.assessed_on_help"),
            disabled=desk.closed,
        )
        return {key: picked}

    return Field(
        setup_field("assessed_on"),
        states=lambda value: {key: value},
        draw=draw,
        pick=lambda base, drawn: drawn[key],
        tell=lambda value: day(value, desk.language),
    )


def language_field(desk: Desk) -> Field:
    """The language in which the group works; documents are written in it unless told otherwise."""
    return _choice(desk, "language", desk.framework.languages, lambda code: OWN_NAMES.get(code, code))


def currency_field(desk: Desk) -> Field:
    """The currency of every amount of the assessment."""
    others = (code for code in _currencies() if code not in OFTEN)
    return _choice(desk, "currency", (*OFTEN, *others), lambda code: _currency_told(code, desk.language))


def profile_field(desk: Desk) -> Field:
    """How much is asked. Answers to what another profile leaves out are kept.

    Once something is answered, the answers of a site do not become those of the administration, nor the other way
    round: the same tick means another thing there.
    """
    now, answered = desk.framework.profile, bool(desk.dossier.answers or desk.dossier.set_aside)
    named = {one.id: one for one in desk.whole.profiles if not answered or one.covers is now.covers}
    key = field_key(desk, setup_field("profile"))

    def draw(value: str, states: States) -> States:
        picked = st.selectbox(
            desk.say("setup.profile"),
            list(named),
            index=list(named).index(states[key]),
            format_func=lambda id: profile_name(desk.say, desk.whole, named[id], alone=True),
            help=desk.say("setup.profile_help"),
            key=key,
            disabled=desk.closed,
        )
        st.caption(plain(profile_told(desk.say, desk.whole, named[picked])))
        return {key: picked}

    return Field(
        setup_field("profile"),
        states=lambda value: {key: profile_of(desk.whole, value).id},
        draw=draw,
        pick=lambda base, drawn: drawn[key],
        tell=lambda value: plain(profile_name(desk.say, desk.whole, profile_of(desk.whole, value), alone=True)),
        blank=desk.whole.profiles[0].id,
    )


def priority_posts_field(desk: Desk) -> Field:
    """The posts that the questions call priority posts, one a line."""
    key = field_key(desk, setup_field("priority_posts"))

    def draw(value: str, states: States) -> States:
        written = st.text_area(
            desk.say("setup.priority_posts"),
            states[key],
            key=key,
            height="content",
            max_chars=LONGEST_TEXT,
            placeholder=desk.say("setup.priority_posts_placeholder"),
            help=desk.say("setup.priority_posts_help"),
            disabled=desk.closed,
        )
        return {key: written}

    return Field(
        setup_field("priority_posts"),
        states=lambda value: {key: value},
        draw=draw,
        pick=lambda base, drawn: drawn[key],
        tell=lambda value: plain(value) or _nothing(desk),
        blank="",
    )


def _choice(desk: Desk, name: str, known: Sequence[str], told: Callable[[str], str]) -> Field:
    """A field of one word out of a list. A word that is kept and not in the list is offered too."""
    key = field_key(desk, setup_field(name))

    def draw(value: str, states: States) -> States:
        options = list(known) if states[key] in known else [states[key], *known]
        picked = st.selectbox(
            desk.say(f"setup.{name}"),
            options,
            index=options.index(states[key]),
            format_func=told,
            key=key,
            disabled=desk.closed,
        )
        return {key: picked}

    return Field(
        setup_field(name),
        states=lambda value: {key: value},
        draw=draw,
        pick=lambda base, drawn: drawn[key],
        tell=told,
        blank=getattr(STANDARD, name),
    )


def _text(desk: Desk, name: str, states: States, key: str) -> Any:
    return st.text_input(
        desk.say(f"setup.{name}"),
        states[key],
        key=key,
        max_chars=LONGEST_NAME,
        placeholder=desk.say(f"setup.{name}_placeholder"),
        disabled=desk.closed,
    )


def _nothing(desk: Desk) -> str:
    return desk.say("setup.nothing")


@cache
def _currencies() -> tuple[str, ...]:
    """The codes of all currencies that are legal tender somewhere today."""
    from babel.core import get_global  # noqa: PLC0415  babel is heavy: only where the list is drawn
    from babel.numbers import get_territory_currencies  # noqa: PLC0415  as above

    return tuple(
        sorted({code for land in get_global("territory_currencies") for code in get_territory_currencies(land)})
    )


@cache
def _currency_told(code: str, language: str) -> str:
    from babel.numbers import get_currency_name  # noqa: PLC0415  as above

    return f"{code} – {get_currency_name(code, locale=language)}"
