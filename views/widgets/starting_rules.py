"""The two rules that set all targets at once, each a box with what it would do and its button."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from zlib import crc32

import streamlit as st

from questionnaire.entries import target_of
from questionnaire.intentions import Target
from scoring.gaps import current_level
from scoring.targets import STARTING_RULES
from storage.repository import StaleEntry, StorageFault
from views.capability_words import level_said
from views.desk import Desk
from views.widgets.pad import plain

YEARS_AHEAD: Mapping[str, int] = {"next_level": 1, "sound": 5}
"""By when the two rules mean their levels, as WHO's guidance has it; the date beside the button can be changed."""


def starting_rules(desk: Desk) -> bool:
    """Draw both rules. True: targets were set in this run, and the page must be drawn again."""
    columns = st.columns(len(STARTING_RULES))
    pressed = [_rule(desk, rule, column) for rule, column in zip(STARTING_RULES, columns, strict=True)]
    return any(pressed)


def told_after_setting(desk: Desk) -> None:
    """What the last press of a rule's button did, said until the page comes to rest."""
    if told := desk.memo.get("targets told"):
        kind, sentence = told
        {"done": st.success, "warning": st.warning}[kind](sentence)


def _rule(desk: Desk, rule: str, place: st.delta_generator.DeltaGenerator) -> bool:
    say, levels = desk.say, desk.framework.levels
    with place, st.container(border=True, key=f"rule {rule}".replace(" ", "-")):
        st.markdown(f"**{say(f'priorities.rule.{rule}')}**")
        st.markdown(plain(say(f"priorities.rule_about.{rule}", level=level_said(desk, levels[-2].value))))
        label, usual = say("priorities.due_for_all"), _usual_date(desk, rule)
        due = st.date_input(label, usual, date.min, date.max, key=f"due {rule}", format="DD/MM/YYYY")
        targets = STARTING_RULES[rule](desk.card, due)
        above = sum(target.level > (current_level(desk.card, id) or levels[0].value) for id, target in targets.items())
        st.markdown(say("priorities.rule_counts", n=len(targets), above=above))
        label = say(f"priorities.rule_button.{rule}")
        pressed = st.button(label, key=f"set {rule} {_seen(desk)}", disabled=not targets)
    return pressed and _set(desk, targets)


def _usual_date(desk: Desk, rule: str) -> date:
    """The last day of the year that lies so many years after the assessment."""
    since = desk.dossier.setup.assessed_on or desk.now().date()
    return date(since.year + YEARS_AHEAD[rule], 12, 31)


def _seen(desk: Desk) -> int:
    """A number that changes with any target: a press meant for other targets than those of now does nothing."""
    held = desk.dossier.targets
    return crc32(repr([(id, held[id].level, held[id].due) for id in sorted(held)]).encode())


def _set(desk: Desk, targets: Mapping[str, Target]) -> bool:
    """Write all targets that differ as one revision. True: they are on disk."""
    held = desk.dossier.targets
    changed = {id: target for id, target in targets.items() if held.get(id) != target}
    if not changed:
        desk.memo["targets told"] = ("done", desk.say("priorities.nothing_to_set"))
        return True
    try:
        desk.save_all([(target_of(id), target, _stamp(desk, id)) for id, target in changed.items()])
    except StaleEntry:
        desk.memo["targets told"] = ("warning", desk.say("priorities.changed_meanwhile"))
        return True
    except StorageFault:
        st.warning(desk.say("priorities.not_saved"))
        return False
    desk.memo["targets told"] = ("done", desk.say("priorities.set_told", n=len(changed)))
    return True


def _stamp(desk: Desk, capability: str) -> int:
    assert desk.dossier_id is not None
    entry = desk.repository.entry(desk.dossier_id, target_of(capability))
    return entry.stamp if entry else 0
