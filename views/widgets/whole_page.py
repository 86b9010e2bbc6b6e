"""A page of which a part did not come over the line is asked for again, instead of standing there with red boxes.

The framework fetches the program of each kind of widget when it is first drawn. Where the line breaks in that moment it
draws an error in the widget's place and never tries again; nobody in a hall knows that a reload would help.
"""

from __future__ import annotations

import streamlit as st

_SCRIPT = """<script>
(() => {
  if (window.wholePage) return;
  window.wholePage = true;
  let asking = false;
  const typing = () => {
    const at = document.activeElement;
    return at && (at.tagName === "TEXTAREA" || (at.tagName === "INPUT" && at.type === "text")) && at.value !== "";
  };
  const again = async () => {
    const told = JSON.parse(sessionStorage.getItem("pageAskedAgain") || "[]");
    const times = told.filter((one) => Date.now() - one < 60000);
    if (typing() || times.length >= 3) return setTimeout(again, 1000);  // not for ever where a part is shut out
    try {
      await fetch("/pulse", { cache: "no-store" });  // any answer will do: the line is there again
    } catch (away) {
      return setTimeout(again, 1000);
    }
    sessionStorage.setItem("pageAskedAgain", JSON.stringify([...times, Date.now()]));
    location.reload();
  };
  const missing = () => { if (!asking) { asking = true; again(); } };
  addEventListener("vite:preloadError", missing);
  if (document.body.innerText.includes("dynamically imported module")) missing();
})();
</script>"""


def ask_for_missing_parts() -> None:
    """Have the browser load the page again when a part of it did not arrive. Once a page, before anything else."""
    with st.container(key="page-script"):
        st.html(_SCRIPT, unsafe_allow_javascript=True)
