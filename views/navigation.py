"""Where one can go: the pages, the sidebar with its progress, the language switch."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

import streamlit as st

from access.page_rules import has_page
from questionnaire.framework import WHOLE, Framework, Section
from scoring.site_counts import site_profile
from views.desk import Desk
from views.session import title_of
from views.widgets.pad import plain
from words.phrases import LANGUAGES, OWN_NAMES

Show = Callable[[], None]

PLAIN_PAGES: Mapping[str, str] = {
    "home": "home",
    "setup": "settings_applications",
    "evidence": "attach_file",
    "interview": "keyboard",
    "room": "groups",
    "results": "bar_chart",
    "explain": "calculate",
    "sites": "location_on",
    "priorities": "format_list_numbered",
    "budgets": "savings",
    "plan": "timeline",
    "tracking": "task_alt",
    "documents": "description",
    "bring_back": "move_to_inbox",
    "minutes": "event_note",
    "sign": "draw",
    "validate": "fact_check",
    "history": "history",
    "people": "badge",
    "settings": "settings",
    "projector": "tv",
    "vote": "how_to_vote",
}
"""Every page that is not a section, with its sign; each is the module of that name."""

ANSWERING = ("evidence", "interview", "room", "vote")
GROUPS: Mapping[str, tuple[str, ...]] = {
    "understand": ("results", "priorities", "explain", "sites"),
    "plan": ("budgets", "plan", "tracking"),
    "share": ("validate", "sign", "documents", "bring_back", "minutes", "history", "people", "settings"),
}
FOR_MANY = frozenset({"vote", "people"})
"""Pages that whoever works alone has no use for."""

NEEDS_ASSESSMENT = frozenset(PLAIN_PAGES) - {"home", "settings"}


def pages(desk: Desk, frameworks: Sequence[Framework]) -> Mapping[str, Any]:
    """All pages by name, in the language on screen, with the sections of every framework that can be opened."""
    made: dict[str, Any] = {}
    for name, sign in PLAIN_PAGES.items():
        made[name] = st.Page(
            _show(desk, name),
            title=desk.say(f"pages.{name}"),
            icon=f":material/{sign}:",
            url_path=None if name == "home" else name,
            default=name == "home",
        )
    taken = set(PLAIN_PAGES)
    for framework in (desk.whole, *frameworks):
        for section in framework.sections:
            if f"section {section.id}" not in made:
                slug = _slug(section) if _slug(section) not in taken else f"{_slug(section)}-{section.id.lower()}"
                taken.add(slug)
                made[f"section {section.id}"] = st.Page(
                    _show_section(desk, section.id), title=section.short(desk.language), url_path=slug
                )
    return made


def _slug(section: Section) -> str:
    words = "".join(letter if letter.isalnum() else "-" for letter in section.name(section.name.source).lower())
    return words.strip("-") or section.id.lower()


def _show(desk: Desk, name: str) -> Show:
    def show() -> None:
        if name == "home" and first_page(desk) != "home":
            st.switch_page(desk.pages[first_page(desk)])
        if name in NEEDS_ASSESSMENT and not _is_there(desk, name):
            st.switch_page(desk.pages[first_page(desk)])
        import_module(f"views.{name}").show(desk)

    return show


def _show_section(desk: Desk, id: str) -> Show:
    def show() -> None:
        page = f"section {id}"
        if not _is_there(desk, page) or all(one.id != id for one in desk.framework.sections):
            st.switch_page(desk.pages[first_page(desk)])
        import_module("views.section").show(desk, id)

    return show


def _is_there(desk: Desk, page: str) -> bool:
    """Whether the page can be drawn: an assessment is open, and the person has a use for the page in it."""
    if desk.seat.local and page in FOR_MANY:
        return False
    return desk.dossier_id is not None and has_page(desk.role, desk.dossier.stage, page)


def first_page(desk: Desk) -> str:
    """Where somebody arrives who asked for nothing, or for what is not theirs: a phone in the room at its question."""
    if desk.dossier_id is None or desk.seat.local or desk.seat.account:
        return "home"
    return "vote" if _is_there(desk, "vote") else "results"


def sidebar(desk: Desk) -> str:
    """Language first, then whose assessment this is, then where one can go, with how far each section is.

    Returns the language picked, to be taken up when the page has kept what was clicked in it.
    """
    with st.sidebar:
        picked = language_switch(desk)
        if desk.dossier_id is None:
            return picked
        dossier, progress = desk.dossier, desk.progress[WHOLE]
        name = plain(title_of(dossier)) or desk.say("pages.unnamed")
        occasion = desk.say(f"round.{dossier.setup.round.kind.value}")
        year = f" {dossier.setup.round.year}" if dossier.setup.round.year else ""
        st.markdown(f"**{name} · {occasion}{year}**")
        counted = desk.say("pages.n_of", n=progress.replied, of=progress.asked)
        st.markdown(f"{desk.say(f'stage.{dossier.stage.value}')} · {counted}")
        _links(desk)
    return picked


def language_switch(desk: Desk) -> str:
    """Two words in their own language; the language picked. The page keeps its place when it changes."""
    picked = st.segmented_control(
        desk.say("pages.language"),
        LANGUAGES,
        default=desk.language,
        format_func=lambda one: OWN_NAMES[one],
        key="language switch",
        label_visibility="collapsed",
        required=True,
    )
    return picked or desk.language


def _left_out(desk: Desk) -> frozenset[str]:
    """Pages that this assessment has no use for: of a site no plan is made, and it has no sites of its own."""
    if not desk.makes_plan:
        return frozenset(("budgets", "plan", "tracking", "sites"))
    return frozenset() if site_profile(desk.whole) else frozenset(("sites",))


def _links(desk: Desk) -> None:
    left_out = _left_out(desk)
    with st.container(gap="xxsmall", key="links"):
        if desk.seat.local or desk.seat.account:
            _link(desk, "home")
        groups = {
            "answer": ("setup", *(f"section {one.id}" for one in desk.framework.sections), *ANSWERING),
            **GROUPS,
        }
        there = {
            group: [one for one in names if one not in left_out and _is_there(desk, one)]
            for group, names in groups.items()
        }
        for number, (group, names) in enumerate(((one, names) for one, names in there.items() if names), start=1):
            st.markdown(f"**{number} {desk.say(f'pages.group_{group}')}**")
            for name in names:
                _link(desk, name, *_how_far(desk, name))


def _how_far(desk: Desk, page: str) -> tuple[str | None, str | None]:
    """The words and the sign of a section's link, which tell how far it is; for other pages those of the page."""
    section = next((one for one in desk.framework.sections if page == f"section {one.id}"), None)
    if section is None:
        return None, None
    progress = desk.progress[section.id]
    sign = "check_circle" if progress.asked and progress.complete else "pending"
    return f"{section.short(desk.language)} · {progress.replied}/{progress.asked}", sign


def _link(desk: Desk, name: str, label: str | None = None, sign: str | None = None) -> None:
    icon = f":material/{sign}:" if sign else None
    address = {"a": desk.dossier_id or "", "lang": desk.language}
    st.page_link(desk.pages[name], label=label, icon=icon, query_params=address)
