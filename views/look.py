"""The few lines of style that the theme cannot say.

Some selectors are not ours; browser tests tell when they stop matching.
"""

from __future__ import annotations

from storage.file_kinds import MEDIA_TYPES
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


CHIP, BELOW_NAME = '[data-testid="stFileChip"]', '[data-testid="stFileChipName"] + div'
"""A file that was chosen, and the line below its name: its size, written the English way."""
REFUSED = f'{CHIP}[aria-invalid="true"]'
UPLOADED = (*MEDIA_TYPES, "jpeg", "zip", "dossier")
"""The endings of all files that any page takes."""


def upload_words(say: Phrases) -> str:
    """What the place for a file says, in the language of the page: by itself it speaks English.

    Why a file was not taken is told by whether its ending is among those of the place; the English reason is hidden,
    for who sees it and for who has it read aloud.
    """
    keys = ("choose", "drop", "drag", "wrong_kind", "not_taken")
    choose, drop, drag, wrong, other = (_quoted(say(f"uploads.{key}")) for key in keys)
    why = ", ".join(f"{REFUSED} {line}::after" for line in (BELOW_NAME, '[role="alert"]'))
    taken = ", ".join(
        f'[data-testid="stFileUploader"]:has(input[accept$=".{one}" i], input[accept*=".{one}," i]) '
        f'{REFUSED}[aria-label*=".{one}, " i]'
        for one in UPLOADED
    )
    return f"""
{DROPZONE} button:not([aria-label]) [data-testid="stMarkdownContainer"], {TOLD} * {{ display: none; }}
{DROPZONE} button:not([aria-label]) > div::after {{ content: {choose}; margin-left: .35rem; }}
{TOLD}::after {{ content: {drop}; }}
{DROPZONE} > input + div:not(:last-child) > span {{ font-size: 0; }}
{DROPZONE} > input + div:not(:last-child) > span::after {{ content: {drag}; font-size: .875rem; }}
{CHIP} {BELOW_NAME}, [data-testid="stTooltipErrorContent"] {{ display: none; }}
{REFUSED} {{ max-width: none; height: auto; --why: {wrong}; }}
:is({taken}) {{ --why: {other}; }}
{REFUSED} {BELOW_NAME} {{ display: block; font-size: 0; white-space: normal; }}
{REFUSED} {BELOW_NAME}, {REFUSED} [role="alert"] {{ visibility: hidden; }}
{why} {{ content: var(--why); visibility: visible; }}
{REFUSED} {BELOW_NAME}::after {{ font-size: .875rem; }}
"""


def _quoted(text: str) -> str:
    """A text as CSS writes one, every character but letters and figures by its number."""
    return '"' + "".join(one if one.isalnum() else f"\\{ord(one):06x}" for one in text) + '"'
