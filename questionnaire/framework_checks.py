"""What makes a framework wrong although each of its files is well written: every problem, with its file and line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import Any

from questionnaire.condition_checks import StatedCondition, check_conditions
from questionnaire.framework_folder import FrameworkFolder
from questionnaire.part_checks import check_parts
from questionnaire.problems import Problem, Severity
from questionnaire.readability import check_readability
from questionnaire.source_checks import check_sources
from questionnaire.strict_yaml import Document, Path
from questionnaire.terminology import check_terms
from questionnaire.translations import check_translations

Raw = Mapping[str, Any]
LONGEST_SHORT_CAPABILITY = 22
LONGEST_SHORT_SECTION = 14
WRONG_SHAPE = (LookupError, TypeError, AttributeError, ValueError, ArithmeticError)
"""What a reader meets where a file has not the shape it should have; the shape itself was reported before."""


def check_documents(files: FrameworkFolder) -> tuple[Problem, ...]:
    """Every problem of meaning in the documents. Files with problems of shape are looked at as far as they can be."""
    found = _Found()
    found.look("framework.yaml", "framework", lambda: _check_framework(files))
    found.look("framework.yaml", "sections", lambda: _check_sections(files, found))
    if files.unread:
        # Whatever leans on a file that cannot be read would be reported as wrong: first that one is to be mended.
        found.problems.append(
            Problem("meaning_unread", "", 0, {"found": ", ".join(sorted(files.unread))}, Severity.GAP)
        )
        return tuple(found.problems)
    found.look("sections", "asked_when", lambda: check_conditions(found.conditions, found.questions, found.criteria))
    found.look("references.yaml", "sources", lambda: check_sources(files))
    found.look("profiles", "parts", lambda: check_parts(files, found.questions, found.homes, found.criteria))
    found.look("languages", "translations", lambda: check_translations(files))
    return tuple(found.problems)


def check_writing(files: FrameworkFolder) -> tuple[Problem, ...]:
    """Where the texts are hard to read, cannot be scored alike, or leave the terms of their language."""
    found = _Found()
    if files.unread:
        return ()
    found.look("sections", "readability", lambda: check_readability(files))
    found.look("languages", "terms", lambda: check_terms(files))
    return tuple(found.problems)


@dataclass
class _Found:
    """What the walk through the files gathers: problems, where each id was first given, questions and their homes."""

    problems: list[Problem] = field(default_factory=list)
    ids: dict[str, tuple[str, int]] = field(default_factory=dict)
    questions: dict[str, Raw] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    criteria: dict[str, str] = field(default_factory=dict)
    conditions: list[StatedCondition] = field(default_factory=list)

    def look(self, file: str, what: str, check: Callable[[], Iterable[Problem]]) -> None:
        """Gather what `check` finds. Where a shape that was reported already keeps it from going on, say so."""
        try:
            self.problems.extend(check())
        except WRONG_SHAPE:
            self.problems.append(Problem("meaning_unread", file, 0, {"found": what}, Severity.GAP))

    def name(self, id: str, document: Document, path: Path) -> None:
        """Note that `id` is given here; a second giving is a problem."""
        line = document.line(path)
        if id in self.ids:
            file, first = self.ids[id]
            self.problems.append(Problem("id_twice", document.name, line, {"id": id, "first": f"{file}:{first}"}))
        else:
            self.ids[id] = (document.name, line)


def _check_framework(files: FrameworkFolder) -> Iterator[Problem]:
    raw = files.data("framework.yaml")
    document = files.documents.get("framework.yaml")
    if document is None:
        return
    values = [level["level"] for level in raw.get("scale", ())]
    if any(after != before + 1 for before, after in pairwise(values)):
        yield Problem("scale_steps", document.name, document.line(("scale",)), {"found": values})
    policy = raw.get("policy", {})
    level = policy.get("not_applicable_level")
    if (policy.get("not_applicable") == "as_level") != (level is not None):
        yield Problem("policy_as_level", document.name, document.line(("policy",)))
    elif level is not None and values and not values[0] <= level <= values[-1]:
        yield Problem("policy_level_outside", document.name, document.line(("policy",)), {"found": level})
    if len(values) != 5 and "evidence_caps" not in policy:
        yield Problem("evidence_caps_missing", document.name, document.line(("policy",)), {"id": raw.get("id", "")})
    if raw.get("source_language") not in raw.get("languages", ()):
        found = {"found": raw.get("source_language", "")}
        yield Problem("source_language", document.name, document.line(("languages",)), found)
    listed = {f"sections/{id}.yaml" for id in raw.get("sections", ())}
    present = {name for name in files.documents if name.startswith("sections/")}
    for name in sorted(listed - present - files.unread):
        yield Problem("section_without_file", document.name, document.line(("sections",)), {"file": name})
    for name in sorted(present - listed):
        yield Problem("section_not_listed", name, 1)


def _check_sections(files: FrameworkFolder, found: _Found) -> tuple[()]:
    """Every section; what is found goes straight into `found`."""
    raw = files.data("framework.yaml")
    values = [level["level"] for level in raw.get("scale", ())] or [0, 1]
    for id in raw.get("sections", ()):
        document = files.documents.get(f"sections/{id}.yaml")
        if document is not None and isinstance(document.data, dict):
            check = _SectionCheck(document, id, (values[0], values[-1]), raw.get("aggregation") == "staged", found)
            found.look(document.name, id, check.check)
    return ()


@dataclass
class _SectionCheck:
    """Looks through one section file."""

    document: Document
    id: str
    main: tuple[int, int]
    staged: bool
    found: _Found

    def problem(self, code: str, path: Path, severity: Severity = Severity.ERROR, **facts: object) -> None:
        line = self.document.line(path)
        self.found.problems.append(Problem(code, self.document.name, line, facts, severity))

    def look(self, raw: Raw, path: Path, check: Callable[[Raw, Path], None]) -> None:
        """Look at one part; where it has not the shape it should have, at the next one."""

        def part() -> tuple[()]:
            check(raw, path)
            return ()

        name = raw.get("id", path[-1]) if isinstance(raw, dict) else path[-1]
        self.found.look(self.document.name, str(name), part)

    def check(self) -> tuple[()]:
        raw = self.document.data
        if raw.get("id") != self.id:
            self.problem("section_id", ("id",), found=raw.get("id"), wanted=self.id)
        self.found.name(f"section {self.id}", self.document, ("id",))
        self.differs_from("capability", self.id, ("id",))
        self.length(raw, (), LONGEST_SHORT_SECTION)
        for position, capability in enumerate(raw.get("capabilities", ())):
            self.look(capability, ("capabilities", position), self.capability)
        return ()

    def differs_from(self, other: str, id: str, path: Path) -> None:
        """Scores of sections and capabilities are kept side by side, so their ids must differ."""
        if f"{other} {id}" in self.found.ids:
            file, first = self.found.ids[f"{other} {id}"]
            self.problem("id_twice", path, id=id, first=f"{file}:{first}")

    def length(self, raw: Raw, path: Path, longest: int) -> None:
        short = raw.get("short", "")
        if len(short) > longest:
            self.problem("short_too_long", (*path, "short"), Severity.GAP, found=short, most=longest)

    def capability(self, raw: Raw, path: Path) -> None:
        self.length(raw, path, LONGEST_SHORT_CAPABILITY)
        staged = self.staged or "staged" in (self.document.data.get("aggregation"), raw.get("aggregation"))
        self.found.name(f"capability {raw['id']}", self.document, (*path, "id"))
        self.differs_from("section", raw["id"], (*path, "id"))
        for alias in raw.get("aliases", ()):
            self.found.name(f"capability {alias}", self.document, (*path, "aliases"))
        if not raw.get("references"):
            self.problem("reference_missing", (*path, "id"), Severity.GAP, id=raw["id"])
        for position, question in enumerate(raw.get("questions", ())):
            self.found.homes[question["id"]] = raw["id"]
            self.look(question, (*path, "questions", position), partial(self.question, staged=staged))

    def question(self, raw: Raw, path: Path, staged: bool) -> None:
        id = raw["id"]
        self.found.name(f"question {id}", self.document, (*path, "id"))
        for alias in raw.get("aliases", ()):
            self.found.name(f"question {alias}", self.document, (*path, "aliases"))
        self.found.questions[id] = raw
        if staged and "stage" not in raw:
            self.problem("stage_missing", (*path, "id"), id=id)
        if "asked_when" in raw:
            line = self.document.line((*path, "asked_when"))
            self.found.conditions.append(StatedCondition(id, raw["asked_when"], self.document.name, line))
        self.scale(raw, path)
        _KINDS[raw["kind"]](self, raw, path)

    def scale(self, raw: Raw, path: Path) -> None:
        ends = tuple(raw.get("scale", self.main))
        if ends[0] >= ends[1]:
            self.problem("scale_flat", (*path, "scale"), id=raw["id"])
        if ends != self.main and "evidence_caps" not in raw:
            self.problem("evidence_caps_missing", (*path, "id"), id=raw["id"])

    def values(self, raw: Raw, values: Mapping[Path, Any]) -> None:
        """Every value that an answer can give must lie on the question's scale."""
        lowest, highest = raw.get("scale", self.main)
        for path, value in values.items():
            if not lowest <= value <= highest:
                self.problem("value_outside", path, id=raw["id"], found=value, lowest=lowest, highest=highest)

    def criterion(self, id: str, text: str, path: Path, question: str) -> None:
        self.found.name(f"criterion {id}", self.document, path)
        self.found.criteria[id] = question

    def ladder(self, raw: Raw, path: Path) -> None:
        levels = raw["levels"]
        values = [level["level"] for level in levels]
        wrong = [position for position, (before, after) in enumerate(pairwise(values), 1) if after != before + 1]
        if wrong:
            self.problem("ladder_steps", (*path, "levels", wrong[0]), id=raw["id"], found=values)
        self.values(raw, {(*path, "levels", position): value for position, value in enumerate(values)})
        for position, level in enumerate(levels):
            at = (*path, "levels", position)
            if position == 0 and level.get("criteria"):
                self.problem("lowest_with_criteria", at, id=raw["id"])
            if position > 0 and not level.get("criteria"):
                self.problem("level_without_criteria", at, Severity.GAP, id=f"{raw['id']}.{level['level']}")
            for letter, text in level.get("criteria", {}).items():
                id = f"{raw['id']}.{level['level']}{letter}"
                self.criterion(id, text, (*at, "criteria", letter), raw["id"])

    def checklist(self, raw: Raw, path: Path) -> None:
        for letter, text in raw["items"].items():
            self.criterion(f"{raw['id']}.{letter}", text, (*path, "items", letter), raw["id"])
        bands = [(int(level), begins) for level, begins in raw["bands"].items()]
        at = (*path, "bands")
        self.values(raw, {(*at, str(level)): level for level, _ in bands})
        rising = sorted(bands)
        if rising[0][1] != 0:
            self.problem("bands_start", at, id=raw["id"], found=rising[0][1])
        for (lower, begins), (higher, following) in pairwise(rising):
            if following <= begins:
                self.problem("bands_overlap", at, id=raw["id"], lower=lower, higher=higher)
        if rising[-1][1] > len(raw["items"]):
            self.problem("bands_beyond", at, id=raw["id"], found=rising[-1][1], most=len(raw["items"]))

    def number(self, raw: Raw, path: Path) -> None:
        steps = sorted((int(level), bound) for level, bound in raw["thresholds"].items())
        at = (*path, "thresholds")
        self.values(raw, {(*at, str(level)): level for level, _ in steps})
        higher = raw.get("better", "higher") == "higher"
        for (lower, bound), (better, following) in pairwise(steps):
            if (following <= bound) if higher else (following >= bound):
                self.problem("thresholds_order", at, id=raw["id"], lower=lower, higher=better)
        if higher and steps[0][1] != raw.get("minimum", 0):
            self.problem("thresholds_hole", at, id=raw["id"], found=steps[0][1], wanted=raw.get("minimum", 0))
        if higher and "maximum" in raw and steps[-1][1] > raw["maximum"]:
            self.problem("thresholds_beyond", at, id=raw["id"], found=steps[-1][1], most=raw["maximum"])
        if "{value}" not in raw["threshold_text"]:
            self.problem("threshold_text", (*path, "threshold_text"), id=raw["id"])
        for level, bound in steps[1:]:
            id = f"{raw['id']}.{level}"
            self.criterion(id, raw["threshold_text"].replace("{value}", str(bound)), at, raw["id"])

    def choice(self, raw: Raw, path: Path) -> None:
        options = raw["options"]
        self.values(raw, {(*path, "options", position): option["level"] for position, option in enumerate(options)})
        if len({option["level"] for option in options}) < 2:
            self.problem("choice_flat", (*path, "options"), id=raw["id"])
        for position, option in enumerate(options):
            at = (*path, "options", position)
            self.found.name(f"option {raw['id']}.{option['id']}", self.document, at)
            for digit, text in option.get("criteria", {}).items():
                self.criterion(f"{raw['id']}.{option['id']}{digit}", text, (*at, "criteria", digit), raw["id"])


_KINDS: Mapping[str, Callable[[_SectionCheck, Raw, Path], None]] = {
    "ladder": _SectionCheck.ladder,
    "checklist": _SectionCheck.checklist,
    "number": _SectionCheck.number,
    "choice": _SectionCheck.choice,
}
