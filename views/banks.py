"""Which framework and library belong to an assessment or a file: those on the desk, or others shipped beside them."""

from __future__ import annotations

from planning.actions import Library
from questionnaire.framework import Framework
from views import memo
from views.desk import Desk


def bank_at(desk: Desk, framework_id: str) -> tuple[Framework, Library] | None:
    """The framework of that id with its library; None where it is not here."""
    if framework_id == desk.whole.id:
        return desk.whole, desk.every_action
    return memo.bank(framework_id) if framework_id in memo.framework_ids() else None


def banks(desk: Desk) -> tuple[Framework, ...]:
    """Every framework that a new assessment can be made with: the one on the desk first."""
    others = (memo.framework(id) for id in memo.framework_ids() if id != desk.whole.id)
    return (desk.whole, *(others if desk.whole.id in memo.framework_ids() else ()))
