"""The beat of a page that follows the room: a look every two seconds, and a way back after the server was away.

The look reads a few stamps and never a reply; what people answer in stands outside of it. When something has changed
the whole page is drawn anew. A beat dies with the server, and nothing on the page can notice: so a few lines of script
ask the server who it is, and load the page again when it is another one, or when it answers and the beat stands still.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from time import monotonic

import streamlit as st

from questionnaire.entries import Address
from storage.repository import UnknownDossier
from views.desk import Desk

EVERY = 2.0
"""Seconds between two looks."""

_SCRIPT = """<script>
(() => {
  if (window.roomBeat) return;
  window.roomBeat = true;
  let boot = null, last = null, still = 0;
  const typing = () => {
    const at = document.activeElement;
    return at && (at.tagName === "TEXTAREA" || (at.tagName === "INPUT" && at.type === "text"));
  };
  const load = () => {
    const before = Number(sessionStorage.getItem("roomLoaded") || 0);
    if (typing() || Date.now() - before < 20000) return;
    sessionStorage.setItem("roomLoaded", String(Date.now()));
    location.reload();
  };
  const look = async () => {
    const beat = document.querySelector("[data-room-beat]");
    if (document.hidden || !beat) { still = 0; return; }
    try {
      const answer = await fetch("/pulse", { cache: "no-store" });
      if (!answer.ok) { if (answer.status === 401) load(); return; }
      const now = (await answer.json()).boot;
      if (boot !== null && now !== boot) { load(); return; }
      boot = now;
      const at = beat.dataset.roomBeat;
      still = at === last ? still + 1 : 0;
      last = at;
      if (still >= 4) load();
    } catch (away) { still = 0; }
  };
  setInterval(look, 3000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
})();
</script>"""


def stamps_of(desk: Desk, addresses: Sequence[Address]) -> Callable[[], Hashable]:
    """A look at the stamps of these addresses. As long as the dossier has not changed it costs one read."""
    repository, id = desk.repository, desk.dossier_id or ""
    held: dict[int, Hashable] = {}

    def seen() -> Hashable:
        try:
            revision = repository.revision(id)
            if revision not in held:
                entries = [repository.entry(id, one) for one in addresses]
                held.clear()
                held[revision] = tuple(entry.stamp if entry else 0 for entry in entries)
        except UnknownDossier:
            return None  # the page says so when it is drawn anew
        return held[revision]

    return seen


def revision_of(desk: Desk) -> Callable[[], Hashable]:
    """A look at whether anything at all was recorded; hidden replies are not, until they are revealed."""
    repository, id = desk.repository, desk.dossier_id or ""

    def seen() -> Hashable:
        try:
            return repository.revision(id)
        except UnknownDossier:
            return None

    return seen


def follow(seen: Callable[[], Hashable], *, draw: Callable[[], None] | None = None, every: float = EVERY) -> None:
    """Look every `every` seconds whether `seen` gives something else than now; then draw the whole page anew.

    `draw` draws what changes with every look and cannot be pressed. Once a page, at the place where that belongs.
    """
    first = seen()

    def beat() -> None:
        if seen() != first:
            st.rerun()
        if draw is not None:
            draw()
        with st.container(key="room-beat"):
            st.html(f"<i data-room-beat='{monotonic():.1f}'></i>")

    st.fragment(beat, run_every=every)()


def find_the_way_back() -> None:
    """Draw the script that loads the page again when its server was away. Once a page."""
    with st.container(key="room-script"):
        st.html(_SCRIPT, unsafe_allow_javascript=True)
