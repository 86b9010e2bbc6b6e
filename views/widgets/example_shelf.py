"""The filled assessments that are shipped with the program, each opened as a copy that is marked as an example."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from storage.dossier_file import DossierFile, UnreadableDossier, framework_named_in, read_dossier
from views.banks import bank_at
from views.desk import Desk
from views.memo import once
from views.naming import assessment_name
from views.opening import open_page
from views.widgets.pad import plain

FOLDER = Path(__file__).resolve().parent.parent.parent / "examples"


FIRST = "uneven"
"""The example that shows most: it stands first."""


def shipped_examples(folder: Path = FOLDER) -> tuple[Path, ...]:
    """The example files: the one that shows most, then the others by name."""
    return tuple(sorted(folder.glob("*.dossier"), key=lambda path: (path.stem != FIRST, path.stem)))


def example_shelf(desk: Desk) -> None:
    """Draw a line for each example; the one that is picked is opened."""
    st.markdown(desk.say("home.examples.how"))
    files = shipped_examples(FOLDER)
    if not files:
        st.info(desk.say("home.examples.none"))
    for path in files:
        try:
            _line(desk, path.stem, read_example(desk, path))
        except UnreadableDossier as refused:
            st.error(plain(" ".join(one.sentence(desk.say) for one in refused.problems)))


def read_example(desk: Desk, path: Path) -> DossierFile:
    """The example in that file. Raises UnreadableDossier."""
    content = path.read_bytes()
    bank = bank_at(desk, framework_named_in(content) or "")
    whole = bank[0] if bank else desk.whole
    key = ("example", path, path.stat().st_mtime_ns, whole.content_hash)
    return once(key, lambda: read_dossier(content, whole))


def _line(desk: Desk, name: str, file: DossierFile) -> None:
    left, right = st.columns((11, 7), gap="small", vertical_alignment="center")
    with left:
        about = f"home.examples.about.{name}"
        st.markdown(f"**{plain(assessment_name(desk.say, file.dossier.setup))}**")
        if about in desk.say:
            st.markdown(desk.say(about))
    if right.button(desk.say("home.examples.open"), icon=":material/school:", key=f"example {name}", width="stretch"):
        open_page(desk, keep_example(desk, file), "results")


def keep_example(desk: Desk, file: DossierFile) -> str:
    """Keep a copy of the example and return its id; where a copy of it is kept already, that one."""
    for kept in desk.repository.assessments():
        if kept.example and kept.setup == file.dossier.setup:
            return kept.id
    return desk.repository.create(
        file.dossier.whole or file.dossier.framework,
        file.entries,
        example=True,
        created_at=file.manifest.dossier.created_at,
    )
