"""The way into the room: the code, the address and the picture that a phone reads; to be renewed and closed."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from io import BytesIO

import segno
import streamlit as st

from access.addresses import public_address
from access.join_codes import OpenCode, close_code, new_code, open_codes
from access.reception import reception, sign_in_is_on
from questionnaire.ballots import WHOLE_ROOM
from storage.repository import StorageFault
from views.desk import Desk
from views.room_state import RoomState, group_named
from views.widgets.pad import plain


@dataclass(frozen=True)
class WayIn:
    """A code with the address to type it at, and the address that a phone reads, with the code behind its `#`."""

    code: OpenCode
    address: str

    @property
    def link(self) -> str:
        """What the picture says. What stands behind the sign reaches no log."""
        return f"{self.address}/join#{self.code.text}"


def ways_in(desk: Desk) -> tuple[WayIn, ...]:
    """The open ways into the dossier, the newest first; none where nobody can join at all."""
    if not sign_in_is_on() or desk.dossier_id is None:
        return ()
    try:
        return tuple(WayIn(one, _address()) for one in open_codes(reception(), desk.dossier_id))
    except StorageFault:
        return ()


def way_for(desk: Desk, group: str) -> WayIn | None:
    """The way in for a group: the newest open one; None where none is open."""
    own = "" if group == WHOLE_ROOM else group
    return next((one for one in ways_in(desk) if one.code.record.group == own), None)


def with_ways_in(desk: Desk, seen: Callable[[], Hashable]) -> Callable[[], Hashable]:
    """A look that also notices that a way in was opened or closed, which is not recorded in the dossier."""
    return lambda: (seen(), tuple(one.link for one in ways_in(desk)))


def _address() -> str:
    """Where phones find this server: as the browser of this page found it, unless only this machine knows that name."""
    secure = (st.context.url or "").startswith("https:")
    return public_address(st.context.headers.get("Host", ""), secure=secure)


def qr_code(link: str, *, scale: int) -> bytes:
    """The picture of an address, as a PNG."""
    kept = BytesIO()
    segno.make(link, micro=False, error="m").save(kept, kind="png", scale=scale, border=2)
    return kept.getvalue()


def way_in(room: RoomState) -> bool:
    """Draw the code and its buttons. True: one was opened or closed."""
    desk = room.desk
    if not sign_in_is_on():
        return False
    st.subheader(desk.say("room.join"), anchor=False)
    group = "" if room.group == WHOLE_ROOM else room.group
    mine = [one for one in ways_in(desk) if one.code.record.group == group]
    if mine:
        draw_way_in(desk, mine[0], scale=5)
        st.markdown(desk.say("room.join_count", n=mine[0].code.record.seats, of=mine[0].code.record.most_seats))
    else:
        st.markdown(desk.say("room.no_code", group=plain(group_named(desk, room.group))))
    with st.container(horizontal=True):
        key = mine[0].code.record.id if mine else ""
        opened = st.button(desk.say("room.act.new_code"), icon=":material/key:", key=f"room-new code {key}")
        closed = mine and st.button(
            desk.say("room.act.close_code"), icon=":material/lock:", key=f"room-close code {key}"
        )
    if opened or closed:
        for one in mine:
            close_code(reception(), desk.dossier.id, one.code.record.id)
    if opened:
        new_code(reception(), desk.dossier.id, desk.participant, group=group)
    return bool(opened or closed)


def draw_way_in(desk: Desk, way: WayIn, *, scale: int) -> None:
    """Code and address in large type beside the picture."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.image(qr_code(way.link, scale=scale), alt=way.link)
        with st.container(width="content"):
            st.title(way.code.text, anchor=False)
            st.markdown(f"**{plain(way.address)}/join**")
