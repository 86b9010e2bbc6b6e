"""Who gives how much in which year, in a table that can be typed into; below it who else gives, and the sums."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import streamlit as st

from access.permissions import Right
from planning.costing import BLOCKS
from questionnaire.entries import LIMITS
from questionnaire.intentions import Donor, Limits
from storage.repository import StorageFault
from views.desk import Desk
from views.donor_rows import (
    UnreadableDonors,
    donor_row,
    donors_in,
    name_problem,
    save_donors,
    shown_years,
    years_of_plan,
)
from views.kept_rows import Row
from views.widgets.pad import plain
from views.widgets.phone import is_phone
from views.widgets.row_table import plain_rows
from words.numbers import money

NAME_ON_A_DESK, NAME_ON_A_PHONE = 190, 130
"""Pixels for the name of a donor; on a phone the first years are to be seen beside it."""


def donor_table(desk: Desk) -> bool:
    """Draw the table and what belongs to it, and save what was changed. True: the page must be drawn again."""
    limits, currency = desk.dossier.limits, desk.dossier.setup.currency
    st.markdown(desk.say("budgets.donors.about" if limits.donors else "budgets.donors.none", currency=currency))
    again = _table(desk) if limits.donors else False
    again = (desk.may(Right.PRIORITISE) and _add_or_remove(desk)) or again
    if desk.dossier.limits.donors:
        st.markdown(plain(_total(desk, desk.dossier.limits)))
    return again


def _table(desk: Desk) -> bool:
    """The table as of the limits with which it was made. A hidden note carries their stamp over a restart."""
    assert desk.dossier_id is not None
    entry = desk.repository.entry(desk.dossier_id, LIMITS)
    now, held = (entry.stamp if entry else 0), desk.dossier.limits
    place = f"donors {desk.dossier_id} {desk.language}"
    stamp = _made_at(desk, place, now)
    made = desk.repository.entry(desk.dossier_id, LIMITS, stamp) if stamp else None
    base: Limits = (made.value if made else None) or Limits()
    years = shown_years(desk, held)
    if years != shown_years(desk, base) or not base.donors:
        return _make_anew(desk, place, now)
    rows = [donor_row(donor, years) for donor in base.donors]
    edited = _draw(desk, f"{place} {stamp}", rows, years)
    try:
        wanted = donors_in(edited, base.donors, years)
    except UnreadableDonors as unreadable:
        for code, name in unreadable.found:
            st.warning(plain(desk.say(f"budgets.donors.{code}", name=name)))
        return False
    return _save(desk, place, wanted, base)


def _save(desk: Desk, place: str, wanted: tuple[Donor, ...], base: Limits) -> bool:
    """Keep the donors on screen where nobody else changed them since; else show theirs and say so."""
    held = desk.dossier.limits.donors
    if wanted == held:
        _tell(desk, place)
        return False
    theirs = held not in (base.donors, desk.memo.get(f"mine {place}"))
    if not theirs:
        try:
            theirs = save_donors(desk, wanted) is None
        except StorageFault:  # The line at the foot of the page says so; the table keeps what was typed.
            return False
    if not theirs:
        desk.memo[f"mine {place}"] = wanted
        desk.memo.pop(f"refused {place}", None)
        return True
    if wanted != base.donors:
        desk.memo[f"refused {place}"] = True
    desk.forget()
    assert desk.dossier_id is not None
    entry = desk.repository.entry(desk.dossier_id, LIMITS)
    return _make_anew(desk, place, entry.stamp if entry else 0)


def _tell(desk: Desk, place: str) -> None:
    if desk.memo.pop(f"refused {place}", False):
        st.warning(desk.say("budgets.donors.refused"))


def _made_at(desk: Desk, place: str, now: int) -> int:
    fresh = desk.memo.pop(f"fresh {place}", None)
    if fresh is not None:
        desk.memo[f"stamp {place}"] = str(fresh)
        desk.memo.pop(f"mine {place}", None)
    with st.container(key="stamp-donors"):
        written = st.text_input("stamp", str(now), key=f"stamp {place}", label_visibility="collapsed")
    return min(int(written), now) if written and written.isdigit() else now


def _make_anew(desk: Desk, place: str, stamp: int) -> bool:
    """Let the table be made of the limits of this stamp when the page is drawn again."""
    desk.memo[f"fresh {place}"] = stamp
    return True


def _draw(desk: Desk, key: str, rows: list[Row], years: tuple[int, ...]) -> list[Row]:
    say, columns, language = desk.say, st.column_config, desk.language
    framework, width = desk.framework, NAME_ON_A_PHONE if is_phone(st.context.headers) else NAME_ON_A_DESK
    edited: pd.DataFrame = st.data_editor(
        pd.DataFrame(rows).astype({str(year): "Float64" for year in years}),
        key=f"{key} {years[0]} {years[-1]}",
        hide_index=True,
        disabled=not desk.may(Right.PRIORITISE),
        column_config={
            "name": columns.TextColumn(say("budgets.donors.name"), width=width, max_chars=80, pinned=True),
            **{str(year): columns.NumberColumn(str(year), format="%.10g", width="small") for year in years},
            "sections": columns.MultiselectColumn(
                say("budgets.donors.sections"),
                options=[section.id for section in framework.sections],
                format_func=lambda id: framework.section(id).short(language),
                help=say("budgets.donors.sections_help"),
            ),
            "blocks": columns.MultiselectColumn(
                say("budgets.donors.blocks"),
                options=list(BLOCKS),
                format_func=lambda block: say(f"actions.block.{block}"),
                help=say("budgets.donors.blocks_help"),
            ),
        },
        alt=say("budgets.donors.title"),
        placeholder="",
    )
    return plain_rows(edited)


def _add_or_remove(desk: Desk) -> bool:
    """Another donor by name, or one less. True: saved, and the table must be made anew."""
    donors = desk.dossier.limits.donors
    with (
        st.form("new donor", clear_on_submit=True, border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        label = desk.say("budgets.donors.another" if donors else "budgets.donors.first")
        typed = st.text_input(label, max_chars=80, width=260, key="donor name")
        added = st.form_submit_button(desk.say("budgets.donors.add"), icon=":material/add:")
    if added:
        name = (typed or "").strip()
        if problem := name_problem(name, donors):
            st.warning(plain(desk.say(f"budgets.donors.{problem}", name=name or desk.say("budgets.donors.new"))))
            return False
        return _changed(desk, (*donors, Donor(name)))
    if not donors:
        return False
    with st.popover(desk.say("budgets.donors.remove_one"), icon=":material/remove:", type="tertiary"):
        for donor in donors:
            label = plain(desk.say("budgets.donors.remove", name=donor.name))
            if st.button(label, key=f"remove donor {donor.name}"):
                return _changed(desk, tuple(one for one in donors if one is not donor))
    return False


def _changed(desk: Desk, donors: tuple[Donor, ...]) -> bool:
    place = f"donors {desk.dossier_id} {desk.language}"
    stamp = save_donors(desk, donors)
    if stamp is None:
        desk.memo[f"refused {place}"] = True
        desk.forget()
        return True
    return _make_anew(desk, place, stamp)


def _total(desk: Desk, limits: Limits) -> str:
    """What all give together, by year and in all; and what lies outside the years of the plan."""
    say, currency, years = desk.say, desk.dossier.setup.currency, years_of_plan(desk, limits)
    given: dict[int, Fraction] = {}
    for donor in limits.donors:
        for year, amount in donor.amounts.items():
            given[year] = given.get(year, Fraction(0)) + amount
    inside = {year: given.get(year, Fraction(0)) for year in years}
    colon = say("figures.colon")
    by_year = " · ".join(f"{year}{colon}{money(amount, currency, desk.language)}" for year, amount in inside.items())
    all_of_it = money(sum(inside.values(), Fraction(0)), currency, desk.language)
    told = say("budgets.donors.total", total=all_of_it, by_year=by_year)
    outside = sum((amount for year, amount in given.items() if year not in inside), Fraction(0))
    if not outside:
        return told
    return f"{told} {say('budgets.donors.outside', money=money(outside, currency, desk.language))}"
