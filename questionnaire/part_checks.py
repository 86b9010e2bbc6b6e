"""What is wrong with fact sheets and profiles: they speak of capabilities, questions and criteria that must exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from questionnaire.framework_folder import FrameworkFolder
from questionnaire.problems import Problem
from questionnaire.profiles_file import FOLDER
from questionnaire.strict_yaml import Document, Path

Raw = Mapping[str, Any]
_REPLIES = {"ladder": "met", "checklist": "met", "number": "value", "choice": "option"}
"""The key by which a fact sheet replies to each kind of question."""


def check_parts(
    files: FrameworkFolder, questions: Mapping[str, Raw], homes: Mapping[str, str], criteria: Mapping[str, str]
) -> Iterator[Problem]:
    """Every problem. `homes` leads from a question to its capability, `criteria` from a criterion to its question."""
    checks = _Checks(questions, homes, criteria)
    for name, document in files.documents.items():
        if name.startswith("fact_sheets/"):
            yield from checks.sheets(document, files.data("framework.yaml").get("sections", ()))
        elif name.startswith(FOLDER):
            yield from checks.profile(document)


class _Checks:
    """Holds what exists, and looks through one document after the other."""

    def __init__(self, questions: Mapping[str, Raw], homes: Mapping[str, str], criteria: Mapping[str, str]) -> None:
        self.questions = questions
        self.homes = homes
        self.criteria = criteria
        self.capabilities = set(homes.values())
        self.sheet_ids: dict[str, str] = {}

    def sheets(self, document: Document, sections: tuple[str, ...]) -> Iterator[Problem]:
        """The fact sheets of one section."""
        if document.name.removeprefix("fact_sheets/").removesuffix(".yaml") not in sections:
            yield Problem("section_not_listed", document.name)
        for position, raw in enumerate(document.data["sheets"]):
            path = ("sheets", position)
            line = document.line((*path, "id"))
            if raw["id"] in self.sheet_ids:
                yield Problem("id_twice", document.name, line, {"id": raw["id"], "first": self.sheet_ids[raw["id"]]})
            self.sheet_ids.setdefault(raw["id"], f"{document.name}:{line}")
            if raw["capability"] not in self.capabilities:
                facts = {"id": raw["id"], "found": raw["capability"]}
                yield Problem("sheet_unknown_capability", document.name, line, facts)
            for id, reply in raw["replies"].items():
                yield from self._reply(document, (*path, "replies", id), raw, id, reply)

    def _reply(self, document: Document, path: Path, raw: Raw, id: str, reply: Raw) -> Iterator[Problem]:
        def problem(code: str, found: object) -> Problem:
            return Problem(code, document.name, document.line(path), {"id": raw["id"], "found": found, "question": id})

        question = self.questions.get(id)
        if question is None or self.homes[id] != raw["capability"]:
            yield problem("sheet_unknown_question", id)
            return
        wanted = _REPLIES[question["kind"]]
        if wanted not in reply:
            yield problem("sheet_wrong_reply", wanted)
            return
        for letter in reply.get("met", ()):
            if self.criteria.get(f"{id}.{letter}") != id:
                yield problem("sheet_unknown_criterion", f"{id}.{letter}")
        if wanted == "option" and reply["option"] not in {one["id"] for one in question["options"]}:
            yield problem("sheet_unknown_option", reply["option"])

    def profile(self, document: Document) -> Iterator[Problem]:
        """One profile."""
        raw = document.data
        name = document.name.removeprefix(FOLDER).removesuffix(".yaml")
        if raw["id"] != name:
            yield Problem("profile_id", document.name, document.line(("id",)), {"found": raw["id"], "wanted": name})
        asked = self.capabilities if raw["capabilities"] == "all" else raw["capabilities"]
        for position, id in enumerate(asked if isinstance(asked, list) else ()):
            if id not in self.capabilities:
                line = document.line(("capabilities", position))
                yield Problem("profile_unknown", document.name, line, {"found": id})
        if raw.get("covers") == "site":
            yield from self._site(document, set(asked))
        else:
            yield from self._conditions(document, set(asked))

    def _conditions(self, document: Document, asked: set[str]) -> Iterator[Problem]:
        """A question whose asking hangs on another needs that one in the profile too."""
        for id, question in self.questions.items():
            if self.homes[id] not in asked:
                continue
            for control in _controls(question.get("asked_when", {})):
                home = self.homes.get(self.criteria.get(control, control))
                if home is not None and home not in asked:
                    yield Problem("profile_condition", document.name, 0, {"id": id, "found": control})

    def _site(self, document: Document, asked: set[str]) -> Iterator[Problem]:
        """The words for one site: of what exists, for every level of every question that is asked."""
        raw = document.data
        wording = raw.get("criteria", {})
        levels = {f"{id}.{level['level']}" for id, one in self.questions.items() for level in one.get("levels", ())}
        for group, known in (("questions", self.questions), ("levels", levels), ("criteria", self.criteria)):
            for id in raw.get(group, {}):
                if id not in known:
                    line = document.line((group, id))
                    yield Problem("profile_unknown", document.name, line, {"found": id})
        for id in raw.get("questions", {}):
            line = document.line(("questions", id))
            if id in self.questions and self.homes[id] not in asked:
                yield Problem("profile_unknown", document.name, line, {"found": id})
            for level in self.questions.get(id, {}).get("levels", ()):
                at = f"{id}.{level['level']}"
                if level.get("criteria") and not any(f"{at}{letter}" in wording for letter in level["criteria"]):
                    yield Problem("profile_level_empty", document.name, line, {"id": at})


def _controls(condition: Raw) -> Iterator[str]:
    """The questions and criteria that a condition reads."""
    for part in (*condition.get("all", ()), *condition.get("any", ())):
        yield from _controls(part)
    for key in ("question", "criterion"):
        if key in condition:
            yield condition[key]
