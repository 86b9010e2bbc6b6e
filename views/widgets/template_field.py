"""An organisation's own look for Word files: a template that is handed in, kept for this session."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

import streamlit as st

from views.desk import Desk
from views.made_documents import template_start

LARGEST = 5
"""Megabytes of a template that is taken in; what may be in it is checked when a document is made with it."""


@dataclass(frozen=True)
class WordTemplate:
    """A template and what tells it from others: its SHA-256."""

    content: bytes
    content_hash: str


def template_field(desk: Desk) -> WordTemplate | None:
    """Draw the place for a template, folded; the one that is held, None for the program's own look."""
    with st.expander(desk.say("documents.template.title"), icon=":material/palette:", key="template"):
        st.markdown(desk.say("documents.template.how"))
        handed = st.file_uploader(
            desk.say("documents.template.choose", most=LARGEST),
            type=["docx"],
            key="template file",
            max_upload_size=LARGEST,
        )
        name, content = template_start(desk)
        st.download_button(
            desk.say("documents.template.start"),
            content,
            name,
            icon=":material/download:",
            key="template start",
            on_click="ignore",
        )
    if handed is None:
        return None
    given = handed.getvalue()
    return WordTemplate(given, sha256(given).hexdigest())
