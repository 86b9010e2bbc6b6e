"""Going into an assessment: it becomes the open one of this tab, on one of its pages or at one of its questions."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from questionnaire.framework import Framework
from views.desk import Desk


def open_page(desk: Desk, id: str, page: str) -> NoReturn:
    """Open the assessment on the page of that name."""
    desk.memo["open"] = id
    st.switch_page(desk.pages[page], query_params={"a": id})


def open_question(desk: Desk, id: str, question: str) -> NoReturn:
    """Open the assessment at a question of the framework."""
    section = section_of(desk.framework, question)
    desk.memo["open"] = id
    desk.memo[f"question {section}"] = question
    st.switch_page(desk.pages[f"section {section}"], query_params={"a": id, "q": question})


def section_of(framework: Framework, question: str) -> str:
    """The id of the section in which a question stands."""
    return framework.home_of_capability[framework.home_of_question[question].id].id
