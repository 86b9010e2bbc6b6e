"""A page that was put out finds its way to the door by itself, instead of a message that its connection failed."""

from __future__ import annotations

import streamlit as st

# A tab that loses its socket asks for the host's settings before it connects again: that is the moment to ask whether
# one still has a seat. Nothing is asked while the socket lives.
_SCRIPT = """<script>
(() => {
  if (window.doorWatched) return;
  window.doorWatched = true;
  const look = async () => {
    try {
      const answer = await fetch("/pulse", { cache: "no-store" });
      if (answer.status === 401) location.replace("/join");
    } catch (away) {}
  };
  new PerformanceObserver((seen) => {
    if (seen.getEntries().some((one) => one.name.endsWith("/_stcore/host-config"))) look();
  }).observe({ type: "resource" });
})();
</script>"""


def watch_the_door() -> None:
    """Have the browser of somebody who signed in watch for the end of their seat."""
    st.html(_SCRIPT, unsafe_allow_javascript=True)
