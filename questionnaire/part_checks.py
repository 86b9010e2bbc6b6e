"""What is wrong with fact sheets and profiles: they speak of capabilities, questions and criteria that must exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from questionnaire.framework_folder import FrameworkFolder
from questionnaire.problems import Problem, Severity
from questionnaire.profile import FULL, Covers
from questionnaire.profiles_file import FOLDER
from questionnaire.strict_yaml import Document, Path

Raw = Mapping[str, Any]
_REPLIES = {"ladder": "met", "checklist": "met", "number": "value", "choice": "option"}
"""The key by which a fact sheet replies to each kind of question."""
_SITE_WORDS = ("questions", "levels", "criteria")
"""The keys of a profile that hold the words for one site."""


def check_parts(
    files: FrameworkFolder, questions: Mapping[str, Raw], homes: Mapping[str, str], criteria: Mapping[str, str]
) -> Iterator[Problem]:
    """Every problem. `homes` leads from a question to its capability, `criteria` from a criterion to its question."""
    checks = _Checks(questions, homes, criteria, tuple(_gates(files)))
    for name, document in files.documents.items():
        if name.startswith("fact_sheets/"):
            yield from checks.sheets(document, files.data("framework.yaml").get("sections", ()))
        elif name.startswith(FOLDER):
            yield from checks.profile(document)


def _gates(files: FrameworkFolder) -> Iterator[str]:
    """The capabilities that are gates."""
    for section in files.data("framework.yaml").get("sections", ()):
        for capability in files.data(f"sections/{section}.yaml").get("capabilities", ()):
            if capability.get("gate"):
                yield capability["id"]


class _Checks:
    """Holds what exists, and looks through one document after the other."""

    def __init__(
        self,
        questions: Mapping[str, Raw],
        homes: Mapping[str, str],
        criteria: Mapping[str, str],
        gates: tuple[str, ...],
    ) -> None:
        self.questions = questions
        self.homes = homes
        self.criteria = criteria
        self.gates = gates
        self.capabilities = set(homes.values())
        self.sheet_ids: dict[str, str] = {}
        self.of_a_site = ""

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
        at_site = raw.get("covers") == Covers.SITE
        if raw["id"] == FULL and (raw["capabilities"] != "all" or at_site):
            yield Problem("profile_full", document.name, document.line(("capabilities",)))
        if at_site:
            yield from self._site(document, set(asked))
        else:
            yield from self._administration(document, set(asked))

    def _administration(self, document: Document, asked: set[str]) -> Iterator[Problem]:
        """It is asked in the framework's own words, with every gate, and with what its conditions read."""
        for group in _SITE_WORDS:
            if group in document.data:
                line = document.line((group,))
                yield Problem("profile_words", document.name, line, {"found": group})
        for gate in self.gates:
            if gate not in asked:
                line = document.line(("capabilities",))
                yield Problem("profile_gate", document.name, line, {"found": gate}, Severity.GAP)
        yield from self._conditions(document, asked)

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
        """The words for one site: of what is asked there, for every level and every item of it."""
        line = document.line(("covers",))
        if self.of_a_site:
            yield Problem("profile_site_twice", document.name, line, {"first": self.of_a_site})
        self.of_a_site = self.of_a_site or document.name
        here = {id for id in document.data.get("questions", {}) if self.homes.get(id) in asked}
        if not here:
            yield Problem("profile_without_questions", document.name, line)
        for group, owners in self._owners().items():
            for id in document.data.get(group, {}):
                if owners.get(id) not in here:
                    line = document.line((group, id))
                    yield Problem("profile_unknown", document.name, line, {"found": id})
        for id in document.data.get("questions", {}):
            yield from self._unworded(document, id)

    def _owners(self) -> Mapping[str, Mapping[str, str]]:
        """The question that each id belongs to under which a site's words can stand, by the key they stand under."""
        levels = {f"{id}.{level['level']}": id for id, one in self.questions.items() for level in one.get("levels", ())}
        return {"questions": {id: id for id in self.questions}, "levels": levels, "criteria": self.criteria}

    def _unworded(self, document: Document, id: str) -> Iterator[Problem]:
        """What of a question that is asked at a site has no words there: a whole level, an item of a checklist."""
        wording = document.data.get("criteria", {})
        line = document.line(("questions", id))
        question = self.questions.get(id, {})
        for level in question.get("levels", ()):
            at = f"{id}.{level['level']}"
            if level.get("criteria") and not any(f"{at}{letter}" in wording for letter in level["criteria"]):
                yield Problem("profile_level_empty", document.name, line, {"id": at})
        for letter in question.get("items", ()):
            if f"{id}.{letter}" not in wording:
                yield Problem("profile_item_empty", document.name, line, {"id": f"{id}.{letter}"})


def _controls(condition: Raw) -> Iterator[str]:
    """The questions and criteria that a condition reads."""
    for part in (*condition.get("all", ()), *condition.get("any", ())):
        yield from _controls(part)
    for key in ("question", "criterion"):
        if key in condition:
            yield condition[key]
