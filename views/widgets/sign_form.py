"""The form of a signature: what exactly is signed, the statement, the name as typed, the role, and the act."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from questionnaire.signatures import Signature
from questionnaire.stage_moves import reached_by, signing
from questionnaire.stages import Role, Stage
from storage.repository import StaleDossier, StaleEntry, StorageFault
from views.desk import Desk, WritingRefused
from views.stage_words import FINGERPRINT, act_of, content_of, facts_said, history, role_said, roles_for
from views.widgets.locked_note import OPEN

LONGEST_NAME, LONGEST_STATEMENT = 500, 5000
USUAL_SIGNER = {
    Stage.AGREED: Role.FACILITATOR,
    Stage.VALIDATED: Role.VALIDATOR,
    Stage.APPROVED: Role.MANAGER,
    Stage.SHARED: Role.MANAGER,
}
CO_SIGNERS = (Role.OWNER, Role.FACILITATOR, Role.ASSESSOR, Role.VALIDATOR, Role.MANAGER)
"""Who may put their name beside the first signature of a stage."""


def signing_form(desk: Desk, stage: Stage) -> bool:
    """The form that takes the assessment to its next stage. True: it was signed."""
    with st.container(border=True, key=f"sign-card {stage.value}"):
        content = content_of(desk, stage)
        _what(desk, stage, content)
        return _fields(desk, stage, content, roles_for(act_of(stage)), f"sign.done.{stage.value}")


def co_signing(desk: Desk) -> bool:
    """A second signature at the stage that the assessment is at, folded away. True: it was signed."""
    dossier = desk.dossier
    first = reached_by(dossier.signatures, dossier.stage)
    if first is None or desk.role not in CO_SIGNERS:
        return False
    with st.expander(desk.say("sign.co_sign"), icon=":material/draw:"):
        st.markdown(desk.say("sign.co_sign_how"))
        # Who may not read the replies cannot compute the fingerprint: they sign the one that was signed first.
        return _fields(desk, dossier.stage, first.content, CO_SIGNERS, "sign.co_signed")


def _what(desk: Desk, stage: Stage, content: str) -> None:
    """The counts, the revision and the fingerprint of what is signed."""
    say = desk.say
    facts = (*facts_said(desk, stage), say("sign.revision", revision=desk.dossier.revision))
    st.markdown(f"**{say('sign.what')}**  \n{' · '.join(facts)}")
    with st.expander(say("sign.fingerprint", short=content[:FINGERPRINT]), icon=":material/fingerprint:"):
        st.markdown(say("sign.fingerprint_whole"))
        st.code(content, language=None, wrap_lines=True)


def _fields(desk: Desk, stage: Stage, content: str, roles: tuple[Role, ...], told: str) -> bool:
    """Statement, name, role and the act. True: it was signed."""
    say, key = desk.say, f"{desk.dossier_id} {told} {desk.language}"
    with st.container(key=f"sign-fields {told}"):
        statement = st.text_area(
            say("sign.statement_label"),
            say(f"sign.statement.{stage.value}"),
            key=f"statement {key}",
            max_chars=LONGEST_STATEMENT,
            height="content",
        )
        left, right = st.columns(2)
        name = left.text_input(
            say("sign.name"),
            "",
            key=f"name {desk.dossier_id} {told}",
            max_chars=LONGEST_NAME,
            placeholder=say("sign.name_placeholder"),
        )
        with right:
            role = _role(desk, stage, roles, key)
        pressed = st.button(say("sign.act"), type="primary", icon=":material/draw:", key=f"act {told}")
    return _signed(desk, _Signing(stage, content, told), name.strip(), statement.strip(), role, pressed=pressed)


def _role(desk: Desk, stage: Stage, roles: tuple[Role, ...], key: str) -> Role:
    """The role of whoever signs: one's own; an owner may record somebody else's signature, given on paper."""
    own = desk.role or Role.OWNER
    offered: list[Role] = list(roles) if own is Role.OWNER else [own]
    usual = USUAL_SIGNER[stage]
    picked: Role = st.selectbox(
        desk.say("sign.signs_as"),
        offered,
        index=offered.index(usual) if usual in offered else 0,
        format_func=lambda one: role_said(desk, one),
        key=f"role {key}",
    )
    return picked


@dataclass(frozen=True)
class _Signing:
    """What a form is about to sign: the stage, the fingerprint that it shows, and what is told once it is signed."""

    stage: Stage
    content: str
    told: str


def _signed(desk: Desk, form: _Signing, name: str, statement: str, role: Role, *, pressed: bool) -> bool:
    """Write the signature, or say in the form what it lacks. Only what the person saw before the click is signed."""
    seen = f"sign seen {form.told}"
    before, desk.memo[seen] = desk.memo.get(seen), form.content
    if not pressed:
        return False
    lacking = [key for key, there in (("needs_name", name), ("needs_statement", statement)) if not there]
    if before != form.content:
        lacking = ["unseen"]
    for one in lacking:
        st.warning(desk.say(f"sign.{one}"))
    if lacking:
        return False
    signature = Signature(form.stage, name, role, statement, desk.dossier.revision, form.content, desk.now())
    try:
        desk.save_all(signing(signature, history(desk)))
    except (StaleDossier, StaleEntry, ValueError, WritingRefused):
        desk.memo["fault"] = None
        desk.forget()
        st.warning(desk.say("sign.signed_meanwhile"))
        return False
    except StorageFault:
        return False  # The status bar says what happened and what to do.
    desk.memo["sign told"] = desk.say(form.told)
    desk.memo.pop(OPEN, None)
    return True
