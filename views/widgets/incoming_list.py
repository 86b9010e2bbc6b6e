"""The changes that a file proposes, one part at a time: each shown with both sides, each taken or left.

What is decided is remembered in the session by address, not by the widgets, so that it stays while another part is
shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import streamlit as st

from questionnaire.assessment import Participant
from questionnaire.entries import Address
from questionnaire.incoming import ChangeStanding, Incoming, ProposedChange
from reports.incoming_words import ChangeSaid, change_said
from views.desk import Desk
from views.widgets.incoming_sides import show_sides
from views.widgets.pad import plain

CHOICES = ("keep_here", "take_file")
SPLIT = ":material/call_split:"
"""The sign of what both sides wrote differently."""
MOST_NAMED = 5
"""How many changes are named in one sentence; how many more there are is said."""
AT_ONCE = 40
"""How many changes of one part are drawn at once; a part with more has several pages."""


@dataclass
class Decided:
    """What somebody decided of a file: the addresses that are taken, and the conflicts where what is here is kept."""

    taken: set[Address] = field(default_factory=set)
    kept: set[Address] = field(default_factory=set)


def at_first(incoming: Incoming) -> Decided:
    """What is ticked when a file was just read: every change that no person need decide on."""
    return Decided({one.address for one in incoming.ready})


Looked = Mapping[Address, tuple[object, ...]]
"""What somebody who decides has before them, by address: as long as it stays, so does the decision."""


def looked_at(incoming: Incoming) -> Looked:
    """How each change stands to which state of what is here, and what would be written."""
    return {one.address: (one.standing, one.stamp, one.written) for one in incoming.changes}


def carried_over(decided: Decided, before: Looked, incoming: Incoming) -> Decided:
    """What was decided of a file, after it was compared anew because somebody saved.

    `before` is what they looked at then. A change that was left out stays so; one that is new is as at first; a
    conflict that is not the one they looked at has no decision.
    """
    now = looked_at(incoming)
    stays = {address for address, shown in now.items() if before.get(address) == shown}
    wanted = {address for address in at_first(incoming).taken if address in decided.taken or address not in before}
    taken = (decided.taken & stays) | wanted
    # What it needs may be in doubt now, or left out: then it waits until somebody looks.
    return Decided(taken - incoming.leaning_on(now.keys() - taken), decided.kept & stays)


@dataclass(frozen=True)
class Followed:
    """What went along with the last choice: what it needs was taken too, what leans on it was left out too."""

    taken: frozenset[Address]
    left: frozenset[Address]


def follow(incoming: Incoming, decided: Decided, before: Decided) -> Followed:
    """Make what is decided hold together again after somebody chose; says what was changed by that.

    What was just left or kept as it is here leaves out what leans on it; what was just taken takes what it needs.
    """
    news = decided.taken - before.taken
    left = (before.taken - decided.taken) | (decided.kept - before.kept)
    out = (incoming.leaning_on(left) & decided.taken) - incoming.with_needed(news)
    along = incoming.with_needed(news) - decided.taken
    decided.taken.difference_update(out)
    decided.taken.update(along)
    decided.kept.difference_update(decided.taken)
    return Followed(along, out)


def undecided(incoming: Incoming, decided: Decided) -> list[ProposedChange]:
    """The conflicts that nobody has decided yet."""
    return [one for one in incoming.conflicts if one.address not in decided.taken | decided.kept]


def draw_anew(desk: Desk) -> None:
    """The widgets are made anew: what they show has changed from outside."""
    desk.memo["brought round"] = _round(desk) + 1


def incoming_list(
    desk: Desk, incoming: Incoming, decided: Decided, key: str, *, people: Sequence[Participant] = ()
) -> None:
    """Draw the changes of the part that is picked; `decided` is changed with what is picked.

    `people` are participants whom only the file knows.
    """
    parts = _parts(desk, incoming)
    before = Decided(set(decided.taken), set(decided.kept))
    telling = _Telling(desk, incoming, people)
    _tell_followed(desk, telling)
    _take_many(desk, incoming, decided, key)
    counts = Counter(one.section for one in incoming.changes)
    open_in = {one.section for one in undecided(incoming, decided)}
    picked = st.segmented_control(
        desk.say("bring_back.pick"),
        list(parts),
        default=next(iter(parts)),
        format_func=lambda part: f"{parts[part]} · {counts[part]}" + (f" {SPLIT}" if part in open_in else ""),
        key=f"{key} part {desk.language}",
        required=True,
    )
    shown = [one for one in incoming.changes if one.section == picked]
    shown.sort(key=lambda one: one.standing is not ChangeStanding.CONFLICTING)  # what asks for a person, first
    pressed = _take_part(desk, incoming, shown, decided.taken, f"{key} {picked}")
    for change in _page(desk, shown, f"{key} {picked}"):
        if change.standing is ChangeStanding.CONFLICTING:
            _conflict(telling, change, decided, f"{key} {picked}")
        else:
            _clean(telling, change, decided.taken, f"{key} {picked}")
    followed = follow(incoming, decided, before)
    if followed.taken or followed.left:
        desk.memo["brought followed"] = followed
        draw_anew(desk)
    if pressed or followed.taken or followed.left:
        st.rerun()


def _page(desk: Desk, shown: Sequence[ProposedChange], key: str) -> Sequence[ProposedChange]:
    """The changes that are drawn now: all, or where they are many those of the page that is picked."""
    if len(shown) <= AT_ONCE:
        return shown
    starts = range(0, len(shown), AT_ONCE)

    def named(start: int) -> str:
        last = min(start + AT_ONCE, len(shown))
        return desk.say("bring_back.page.range", first=start + 1, last=last, n=len(shown))

    start = st.selectbox(
        desk.say("bring_back.page.pick", n=len(starts)), starts, format_func=named, key=f"{key} page {desk.language}"
    )
    return shown[start : start + AT_ONCE]


@dataclass(frozen=True)
class _Telling:
    """Who tells the changes of one file."""

    desk: Desk
    incoming: Incoming
    people: Sequence[Participant]

    def said(self, change: ProposedChange) -> ChangeSaid:
        """The change in words."""
        return change_said(change, self.desk.dossier, self.desk.say, library=self.desk.library, people=self.people)

    def names(self, addresses: Collection[Address]) -> str:
        """What the changes at these addresses are about, a few of them."""
        found = [self.said(one).what for one in self.incoming.changes if one.address in addresses]
        more = [self.desk.say("bring_back.more_of_them", n=len(found) - MOST_NAMED)] if found[MOST_NAMED:] else []
        return "; ".join((*found[:MOST_NAMED], *more))

    def show(self, change: ProposedChange, said: ChangeSaid) -> None:
        """Draw the sides, and what would come along."""
        show_sides(self.desk, change, said, self.people)
        if needed := self.incoming.needs.get(change.address):
            told = plain(self.desk.say("bring_back.needs", what=self.names(needed)))
            st.markdown(f":small[:material/link: {told}]")


def _tell_followed(desk: Desk, telling: _Telling) -> None:
    """What the last choice took along, or left out with it."""
    followed: Followed | None = desk.memo.pop("brought followed", None)
    if followed is None:
        return
    if followed.taken:
        st.info(plain(desk.say("bring_back.along", what=telling.names(followed.taken))), icon=":material/link:")
    if followed.left:
        st.warning(
            plain(desk.say("bring_back.left_with", what=telling.names(followed.left))), icon=":material/link_off:"
        )


def _parts(desk: Desk, incoming: Incoming) -> Mapping[str, str]:
    """The sections that have changes, in framework order, by id with their names; what is in none of them last."""
    there = {one.section for one in incoming.changes}
    named = {one.id: one.short(desk.language) for one in desk.framework.sections if one.id in there}
    others = {id: desk.say("bring_back.section_none") for id in sorted(there - set(named))}
    return named | others


def _take_many(desk: Desk, incoming: Incoming, decided: Decided, key: str) -> None:
    with st.container(horizontal=True, gap="small"):
        if st.button(desk.say("bring_back.take_all_clean"), icon=":material/done_all:", key=f"{key} all"):
            _set(desk, decided.taken, incoming.ready, wanted=True)
        if st.button(desk.say("bring_back.take_none"), icon=":material/remove_done:", key=f"{key} none"):
            decided.kept.clear()
            _set(desk, decided.taken, incoming.changes, wanted=False)


def _take_part(desk: Desk, incoming: Incoming, shown: Sequence[ProposedChange], taken: set[Address], key: str) -> bool:
    """Take all of a part, but for what is a conflict or leans on one; whether somebody just said so."""
    ready = {one.address for one in incoming.ready}
    clean = [one for one in shown if one.address in ready]
    if len(clean) < 2:
        return False
    held = all(one.address in taken for one in clean)
    name = f"{key} part {_round(desk)} {held}"
    pressed = st.checkbox(f"**{desk.say('bring_back.take_section')}**", value=held, key=name) != held
    if pressed:
        _set(desk, taken, clean, wanted=not held)
    return pressed


def _set(desk: Desk, taken: set[Address], changes: Collection[ProposedChange], *, wanted: bool) -> None:
    """Take these or leave them."""
    addresses = {one.address for one in changes}
    taken.update(addresses) if wanted else taken.difference_update(addresses)
    draw_anew(desk)


def _round(desk: Desk) -> int:
    """How often many were taken or left at once: part of the widgets' keys."""
    return int(desk.memo.get("brought round", 0))


def _clean(telling: _Telling, change: ProposedChange, taken: set[Address], key: str) -> None:
    desk, said = telling.desk, telling.said(change)
    with st.container(border=True, gap="xxsmall"):
        wanted = st.checkbox(
            f"**{plain(said.what)}**", value=change.address in taken, key=f"{key} {_round(desk)} {change.address}"
        )
        telling.show(change, said)
    (taken.add if wanted else taken.discard)(change.address)


def _conflict(telling: _Telling, change: ProposedChange, decided: Decided, key: str) -> None:
    """Both sides with who wrote when; while nobody decided, what is here stays and the file may be brought again."""
    desk, address, said = telling.desk, change.address, telling.said(change)
    with st.container(border=True, gap="xxsmall"):
        what = desk.say("bring_back.conflict", what=said.what)
        st.markdown(f":orange[{SPLIT}] **{plain(what)}**")
        telling.show(change, said)
        choice = st.radio(
            what,
            CHOICES,
            index=1 if address in decided.taken else 0 if address in decided.kept else None,
            format_func=lambda one: desk.say(f"bring_back.{one}"),
            horizontal=True,
            label_visibility="collapsed",
            key=f"{key} {_round(desk)} {address} choice",
        )
    for chosen, addresses in zip(CHOICES, (decided.kept, decided.taken), strict=True):
        (addresses.add if choice == chosen else addresses.discard)(address)
