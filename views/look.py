"""The few lines of style that the theme cannot say.

Three selectors are not ours; a browser test tells when they stop matching.
"""

from __future__ import annotations

from words.phrases import Phrases

CSS = """
[class*="st-key-stamp-"], .st-key-room-beat, .st-key-room-script, .st-key-page-script { display: none; }
.st-key-cannot-say button { min-height: 3rem; }
[class*="st-key-levels-"] [role="radiogroup"] { gap: .55rem; }
[data-testid="stBottomBlockContainer"] { padding: .5rem 2.5rem .6rem; border-top: 1px solid #C3CAD1; }
[data-testid="stMainBlockContainer"] { padding-left: 2.5rem; padding-right: 2.5rem; }
[class*="st-key-others"] button { text-align: left; }
.st-key-questions [role="radiogroup"] {
  flex-direction: column; align-items: flex-start; gap: 0;
}
.st-key-questions button {
  border: none; background: none; padding: .3rem .2rem; min-height: 2.3rem; font-weight: 400;
  max-width: 100%; height: auto; text-align: left;
}
.st-key-questions button * { white-space: normal; overflow: visible; text-overflow: clip; }
.st-key-questions button:hover { text-decoration: underline; }
.stMain input:disabled, .stMain textarea:disabled { color: #4A5763; -webkit-text-fill-color: #4A5763; }
.stMain input:disabled::placeholder, .stMain textarea:disabled::placeholder { -webkit-text-fill-color: transparent; }
.stMain label:has(:disabled) p, .stMain label:has(+ * :disabled) p { color: #4A5763; }
.stMain .stButtonGroup button:disabled p { color: #4A5763; }
@media (max-width: 640px) {
  .stMain .stTable td, .stMain .stTable th { white-space: normal; }
  .stMain .stTable td, .stMain .stTable td * { overflow-wrap: anywhere; white-space: normal; }
  [data-testid="stMainBlockContainer"], [data-testid="stBottomBlockContainer"] {
    padding-left: 1rem; padding-right: 1rem;
  }
}
@media print { [data-testid="stBottom"], [data-testid="stSidebar"], [data-testid="stHeader"] { display: none; } }
"""

WALL = """
[data-testid="stHeader"], [data-testid="stSidebar"], [data-testid="stBottom"] { display: none; }
[data-testid="stMainBlockContainer"] { padding: 1rem 2rem; max-width: none; }
[data-testid="stVerticalBlock"] { gap: .55rem; }
[data-testid="stMarkdownContainer"] p, [data-testid="stMarkdownContainer"] li { line-height: 1.35; }
[data-testid="stSkeleton"] { display: none; }
[data-testid="stProgress"] p { font-size: 1.35rem; font-weight: 700; }
.st-key-wall-way h1 { font-size: 4rem; }
"""
"""For the wall of a hall: nothing but the question, in type that is read from the last row."""

DROPZONE, TOLD = (f'[data-testid="stFileUploaderDropzone{part}"]' for part in ("", "Instructions"))


def upload_words(say: Phrases) -> str:
    """What the place for a file says, in the language of the page: by itself it speaks English."""
    choose, drop = (_quoted(say(f"uploads.{key}")) for key in ("choose", "drop"))
    return f"""
{DROPZONE} button [data-testid="stMarkdownContainer"], {TOLD} * {{ display: none; }}
{DROPZONE} button > div::after {{ content: {choose}; margin-left: .35rem; }}
{TOLD}::after {{ content: {drop}; }}
"""


def _quoted(text: str) -> str:
    """A text as CSS writes one, every character but letters and figures by its number."""
    return '"' + "".join(one if one.isalnum() else f"\\{ord(one):06x}" for one in text) + '"'
