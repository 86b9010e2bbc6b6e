"""One document on its card: what it is and for whom; made on request, then handed over."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import streamlit as st

from questionnaire.problems import InputFault
from storage.repository import StorageFault
from views.desk import Desk
from views.made_documents import DOSSIER, DocumentWish, MadeDocument, make
from views.widgets.pad import plain
from words.numbers import number

SIGNS: Mapping[str, str] = {
    "report": "menu_book",
    "briefing": "article",
    "summary": "public",
    "xlsx": "table_view",
    "csv": "csv",
    "json": "data_object",
    DOSSIER: "inventory_2",
    "form_xlsx": "table_edit",
    "form_xlsform": "phone_android",
    "form_pdf": "print",
}

AS_WORD = "_docx"
"""How the kinds end that are Word files: only they have a look that may be another."""


@dataclass(frozen=True)
class NotMade:
    """Why a document that was wanted could not be made, in a sentence."""

    wish: DocumentWish
    why: str


def document_card(
    desk: Desk, name: str, kinds: Sequence[str], wish: DocumentWish, template: Callable[[], bytes] | None = None
) -> None:
    """Draw a card; where a document comes in several formats, a button for each. `wish` is asked for in each kind.

    `template` gives the look of a Word file; it is read when one is made.
    """
    with st.container(border=True, key=f"document-{name}"):
        left, right = st.columns((11, 7), gap="medium", vertical_alignment="center")
        with left:
            st.markdown(f":material/{SIGNS[name]}: **{desk.say(f'documents.kind.{name}.name')}**")
            st.markdown(desk.say(f"documents.kind.{name}.for_whom"))
        with right:
            for kind in kinds:
                in_look = wish.template if kind.endswith(AS_WORD) else ""
                _hand_over(desk, replace(wish, kind=kind, template=in_look), template, several=len(kinds) > 1)


def _hand_over(desk: Desk, wish: DocumentWish, template: Callable[[], bytes] | None, *, several: bool) -> None:
    """The button that makes the document; where it was made from this very revision, the one that saves it."""
    place = f"made {wish.kind} {desk.dossier_id}"
    made = desk.memo.get(place)
    asked = st.empty()
    refused = desk.memo.get(f"not {place}")
    if not (isinstance(made, MadeDocument) and (made.wish, made.revision) == (wish, desk.dossier.revision)):
        label = desk.say(f"documents.make_as.{wish.kind}") if several else desk.say("documents.make")
        if not asked.button(label, icon=":material/play_arrow:", key=f"make {wish.kind}", width="stretch"):
            if isinstance(refused, NotMade) and refused.wish == wish:
                st.error(refused.why, icon=":material/error:")
            return
        made = _made(desk, wish, template, asked)
        if isinstance(made, NotMade):
            desk.memo[f"not {place}"] = made
            st.rerun()  # the button comes back, with the reason below it
        desk.memo[place] = made
    desk.memo.pop(f"not {place}", None)
    asked.download_button(
        desk.say("documents.save", size=size_told(desk, len(made.content))),
        made.content,
        made.name,
        made.media_type,
        icon=":material/download:",
        key=f"save {wish.kind}",
        on_click="ignore",
        width="stretch",
    )
    st.markdown(f":small[{plain(made.name)}]")


def _made(
    desk: Desk,
    wish: DocumentWish,
    template: Callable[[], bytes] | None,
    asked: st.delta_generator.DeltaGenerator,
) -> MadeDocument | NotMade:
    """The document, with a bar that tells how far it is, or why it could not be made."""
    making = desk.say("documents.making")
    bar = asked.progress(0.0, making)

    def told(done: int, of: int) -> None:
        bar.progress(done / of if of else 1.0, desk.say("documents.step", n=done, of=of))

    try:
        return make(desk, wish, template=template() if template and wish.template else None, told=told)
    except StorageFault as fault:
        return NotMade(wish, desk.say(fault.code, **fault.facts))
    except InputFault as fault:
        return NotMade(wish, "  \n".join(plain(one.sentence(desk.say)) for one in fault.problems))


def size_told(desk: Desk, size: int) -> str:
    """A number of bytes as people read it."""
    kilobytes = -(-size // 1024)
    if kilobytes < 1024:
        return desk.say("documents.kilobytes", size=number(kilobytes, desk.language, 0))
    return desk.say("documents.megabytes", size=number(Fraction(kilobytes, 1024), desk.language, 1))
