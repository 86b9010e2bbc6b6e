"""A tab without a browser: it speaks Streamlit's own messages over a websocket, so that forty fit on one machine.

It keeps what a browser would keep: the elements of the page, the state of every widget it was shown, the fragments that
are to be drawn again by themselves. Exceptions that a page shows are collected, so that a load test sees them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, TypeVar

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

T = TypeVar("T")

PATIENCE = 60.0
"""Seconds until a run that does not end is missed."""


@dataclass
class SocketTab:
    """One open page of the application at `address` ("127.0.0.1:8501"), with the cookies of a seat."""

    address: str
    page: str = ""
    query: str = ""
    cookies: Mapping[str, str] = field(default_factory=dict)
    elements: dict[tuple[int, ...], tuple[str, Element]] = field(default_factory=dict)
    states: dict[str, WidgetState] = field(default_factory=dict)
    fragments: dict[str, float] = field(default_factory=dict)
    exceptions: list[str] = field(default_factory=list)
    runs: int = 0
    pages: dict[str, str] = field(default_factory=dict)
    """The path of every page that the server knows, by its number."""
    _hash: str = ""
    _cached: dict[str, ForwardMsg] = field(default_factory=dict)
    _socket: Any = None

    async def open(self) -> float:
        """Connect and draw the page for the first time; the seconds that it took."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        self._socket = await websockets.connect(
            f"ws://{self.address}/_stcore/stream",
            subprotocols=[websockets.Subprotocol("streamlit")],
            additional_headers=headers,
            origin=websockets.Origin(f"http://{self.address}"),
            max_size=None,
        )
        return await self.rerun()

    async def close(self) -> None:
        """Leave."""
        if self._socket is not None:
            await self._socket.close()

    async def rerun(self, fragment: str = "") -> float:
        """Run the page, or one fragment of it, with the widgets as they stand; the seconds until it was drawn."""
        message = BackMsg()
        client = message.rerun_script
        client.query_string = self.query
        client.page_script_hash = self._hash
        client.page_name = "" if self._hash else self.page
        client.fragment_id = fragment
        client.is_auto_rerun = bool(fragment)
        client.widget_states.widgets.extend(self.states.values())
        began = monotonic()
        await self._socket.send(message.SerializeToString())
        for id in [id for id, one in self.states.items() if one.WhichOneof("value") == "trigger_value"]:
            del self.states[id]
        await asyncio.wait_for(self._drawn(fragment), PATIENCE)
        self.runs += 1
        return monotonic() - began

    async def poll(self) -> float:
        """Draw again the fragments that draw themselves, as a browser does every few seconds; the seconds it took."""
        took = [await self.rerun(id) for id in list(self.fragments)]
        return sum(took)

    async def choose(self, label: str, option: int) -> float:
        """Pick an option of the radio whose label contains this; the seconds until the page was drawn again."""
        element = next(one.radio for one in self.of_kind("radio") if label in one.radio.label)
        self.states[element.id] = WidgetState(id=element.id, string_value=element.options[option])
        return await self.rerun()

    async def press(self, label: str) -> float:
        """Press the button whose label contains this."""
        element = next(one.button for one in self.of_kind("button") if label in one.button.label)
        self.states[element.id] = WidgetState(id=element.id, trigger_value=True)
        return await self.rerun()

    @property
    def shown(self) -> str:
        """The path of the page that is drawn; "" for the first one."""
        return self.pages.get(self._hash, "")

    def arm(self, other: SocketTab, button: str) -> None:
        """Make ready to ask for the page of another tab, with its widgets and one of its buttons pressed, by hand."""
        self._hash, self.states = other._hash, dict(other.states)
        self.states[button] = WidgetState(id=button, trigger_value=True)

    def of_kind(self, kind: str) -> Iterator[Element]:
        """The elements of a kind that the page shows."""
        return (one for _, one in self.elements.values() if one.WhichOneof("type") == kind)

    def text(self) -> str:
        """Every sentence of the page."""
        spoken = {"markdown": "body", "heading": "body", "text": "body", "alert": "body", "html": "body"}
        found = [
            str(getattr(getattr(one, kind), spoken[kind]))
            for _, one in self.elements.values()
            for kind in (one.WhichOneof("type"),)
            if kind in spoken
        ]
        return "\n".join(found)

    async def _drawn(self, fragment: str) -> None:
        """Take messages until the run has ended. A page that draws itself again at once is waited for."""
        seen: set[tuple[int, ...]] = set()
        while True:
            message = self._whole(ForwardMsg.FromString(await self._socket.recv()))
            kind = message.WhichOneof("type")
            if kind == "new_session":
                seen = set()
                if not fragment:
                    self.fragments.clear()
                self._hash = message.new_session.page_script_hash
            elif kind == "navigation":
                self._hash = message.navigation.page_script_hash or self._hash
                self.pages = {one.page_script_hash: one.url_pathname for one in message.navigation.app_pages}
            elif kind == "auto_rerun":
                self.fragments[message.auto_rerun.fragment_id] = message.auto_rerun.interval
            elif kind == "delta":
                self._take(message, seen)
            elif kind == "page_info_changed":
                self.query = message.page_info_changed.query_string
            elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                fragment = ""  # the fragment has asked for the whole page
            elif kind == "script_finished" and message.script_finished in _ENDS:
                if not fragment:
                    self.elements = {path: one for path, one in self.elements.items() if path in seen}
                return

    def _whole(self, message: ForwardMsg) -> ForwardMsg:
        """The message, where the server sends only the hash of one it sent before."""
        if message.WhichOneof("type") == "ref_hash":
            found = ForwardMsg()
            found.CopyFrom(self._cached[message.ref_hash])
            found.metadata.CopyFrom(message.metadata)
            return found
        if message.hash and message.metadata.cacheable:
            self._cached[message.hash] = message
        return message

    def _take(self, message: ForwardMsg, seen: set[tuple[int, ...]]) -> None:
        path = tuple(message.metadata.delta_path)
        seen.add(path)
        if message.delta.WhichOneof("type") != "new_element":
            self.elements.pop(path, None)
            return
        element = message.delta.new_element
        self.elements[path] = (message.delta.fragment_id, element)
        kind = element.WhichOneof("type") or ""
        if kind == "exception":
            self.exceptions.append(f"{element.exception.type}: {element.exception.message}")
        elif kind == "alert" and element.alert.format == element.alert.ERROR:
            self.exceptions.append(element.alert.body)
        elif kind in _STATES:
            self._show(getattr(element, kind), _STATES[kind])

    def _show(self, widget: Any, state: Callable[[Any], WidgetState]) -> None:
        """A widget's state is what the person set, unless it is new or the server says otherwise."""
        if widget.id not in self.states or widget.set_value:
            self.states[widget.id] = state(widget)


_ENDS = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


def _radio(widget: Any) -> WidgetState:
    if widget.set_value:
        return WidgetState(id=widget.id, string_value=widget.raw_value)
    if widget.HasField("default"):
        return WidgetState(id=widget.id, string_value=widget.options[widget.default])
    return WidgetState(id=widget.id)


def _text(widget: Any) -> WidgetState:
    return WidgetState(id=widget.id, string_value=widget.value if widget.set_value else widget.default)


def _tick(widget: Any) -> WidgetState:
    return WidgetState(id=widget.id, bool_value=widget.value if widget.set_value else widget.default)


_STATES: Mapping[str, Callable[[Any], WidgetState]] = {
    "radio": _radio,
    "text_input": _text,
    "text_area": _text,
    "checkbox": _tick,
}
"""The kinds of widgets that these tests touch or that tell the server something of their own."""


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run it to its end in a thread of its own: a browser of an earlier test may hold the loop of this one."""
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, work).result()
