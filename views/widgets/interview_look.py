"""The look of an interview, and the few lines of script that hand the keyboard to a box and back."""

from __future__ import annotations

import streamlit as st

STYLE = """<style>
[data-testid="stSidebar"], [data-testid="stSidebarCollapsedControl"], [data-testid="stHeader"],
[data-testid="stExpandSidebarButton"], .st-key-interview-unseen, [aria-label^="Shortcut "] { display: none; }
[data-testid="stMainBlockContainer"] { max-width: 74rem; padding-top: 1.2rem; }
[data-testid="stMainBlockContainer"] h1 { font-size: 1.6rem; line-height: 1.25; padding: 0; }
.st-key-interview-answers button {
  justify-content: flex-start; text-align: left; height: auto; min-height: 2.6rem; padding: .3rem .8rem;
}
.st-key-interview-answers button > div { justify-content: flex-start; width: 100%; }
.st-key-interview-answers button p { font-size: 1.12rem; line-height: 1.3; text-align: left; white-space: normal; }
.st-key-interview-answers button *, .st-key-interview-commands button * {
  white-space: normal; overflow: visible; text-overflow: clip;
}
.st-key-interview-answers code, .st-key-interview-commands code {
  border: 1px solid #73808C; border-bottom-width: 2px; border-radius: 4px; padding: .05rem .4rem; margin-right: .3rem;
  background: #FFFFFF; color: #1B2733; font-weight: 700;
}
.st-key-interview-typing label p, .st-key-interview-typing input, .st-key-interview-typing textarea {
  font-size: 1.15rem;
}
</style>"""

_INTO_THE_BOX = """<script>/* {turn} */
(function take(tries) {{
  const boxes = document.querySelectorAll('.st-key-interview-typing :is(input, textarea, button)');
  const box = [...boxes].find(one => one.offsetParent !== null);
  if (box) box.focus(); else if (tries) setTimeout(() => take(tries - 1), 50);
}})(40);
</script>"""

_BACK_TO_THE_KEYS = """<script>/* {turn} */
if (document.activeElement) document.activeElement.blur();
document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
</script>"""


def mind_the_keyboard(turn: str, typing: str) -> None:
    """Put the cursor into the box that was opened, or take it back so that the keys are heard again.

    Once for every `turn`, which tells one state of the page from the next. Where a browser forbids scripts in the page,
    the box is the first place that Tab leads to, and all else works as before.
    """
    script = _INTO_THE_BOX if typing else _BACK_TO_THE_KEYS
    st.html(script.format(turn=f"{turn} {typing}"), unsafe_allow_javascript=True)
