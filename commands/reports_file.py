"""Reports on progress, read from a YAML file: a list of actions, each with its word, its day, and what it took."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from planning.progress_checks import report_faults
from questionnaire.following import ProgressReport, ProgressWord, Rater
from questionnaire.problems import InputFault, Problem
from questionnaire.strict_yaml import Document, Path, read_yaml

LONGEST_TEXT = 5_000
REQUIRED = ("action", "word", "day")
"""What every report says. Its day is `day`, not `on`, which some programs read as "yes"."""


@dataclass(frozen=True)
class Known:
    """What a report may name: the actions, and the register of evidence; and the day on which it is recorded."""

    actions: frozenset[str]
    evidence: frozenset[str]
    today: date


def read_reports(content: bytes, name: str, known: Known) -> tuple[ProgressReport, ...]:
    """The reports in a file. Raises InputFault with all problems at once, each with its line."""
    try:
        document, problems = read_yaml(content.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        raise InputFault((Problem("not_utf8", name, facts={"position": error.start}),)) from error
    if document is None or document.data is None:
        raise InputFault(problems)
    reading = _Reading(document, known, list(problems))
    reports = reading.reports()
    if reading.problems:
        raise InputFault(tuple(sorted(reading.problems, key=lambda one: one.line)))
    return reports


@dataclass
class _Reading:
    """One file of reports while it is read."""

    document: Document
    known: Known
    problems: list[Problem] = field(default_factory=list)

    def problem(self, code: str, path: Path, **facts: object) -> None:
        self.problems.append(Problem(code, self.document.name, self.document.line(path), facts))

    def reports(self) -> tuple[ProgressReport, ...]:
        data = self.document.data
        if not isinstance(data, list) or not data:
            self.problem("reports_list", ())
            return ()
        read = [self.report((place,), one) for place, one in enumerate(data)]
        reports = tuple(one for one in read if one is not None)
        self.refuse_twice(reports)
        return reports

    def refuse_twice(self, reports: Iterable[ProgressReport]) -> None:
        seen: set[tuple[str, Rater]] = set()
        for place, one in enumerate(reports):
            if (one.action, one.rater) in seen:
                self.problem("reports_twice", (place,), action=one.action, rater=one.rater.value)
            seen.add((one.action, one.rater))

    def report(self, path: Path, data: Any) -> ProgressReport | None:
        """One report; None where anything in it is wrong, all of which is noted."""
        if not isinstance(data, dict):
            self.problem("reports_shape", path, known=", ".join(_READERS))
            return None
        before = len(self.problems)
        for key in data.keys() - _READERS.keys():
            self.problem("unknown_key", (*path, key), key=key, known=", ".join(_READERS))
        for key in REQUIRED:
            if key not in data:
                self.problem("reports_missing", path, key=key)
        read = {key: _READERS[key](self, (*path, key), value) for key, value in data.items() if key in _READERS}
        if len(self.problems) > before:
            return None
        report = ProgressReport(**{"rater": Rater.SELF, "on": read.pop("day"), **read})
        for fault in report_faults(report, self.known.today):
            self.problem(f"report_{fault.value}", path, action=report.action)
        return report

    def named(self, path: Path, value: Any, known: Iterable[str]) -> Any:
        """One of a closed list of words."""
        if not isinstance(value, str) or value not in set(known):
            self.problem("reports_word", path, key=path[-1], found=value, known=", ".join(known))
        return value

    def action(self, path: Path, value: Any) -> Any:
        if not isinstance(value, str) or value not in self.known.actions:
            self.problem("limits_action", path, key=path[-1], found=value)
        return value

    def text(self, path: Path, value: Any) -> Any:
        if not isinstance(value, str) or len(value) > LONGEST_TEXT:
            self.problem("reports_text", path, key=path[-1], most=LONGEST_TEXT)
        return value

    def day(self, path: Path, value: Any) -> date | None:
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            self.problem("limits_day", path, key=path[-1], found=value)
            return None

    def money(self, path: Path, value: Any) -> Fraction | None:
        if isinstance(value, bool) or not isinstance(value, int | Fraction):
            self.problem("reports_money", path, key=path[-1], found=value)
            return None
        return Fraction(value)

    def evidence(self, path: Path, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list):
            self.problem("reports_evidence_list", path)
            return ()
        for place, one in enumerate(value):
            if not isinstance(one, str) or one not in self.known.evidence:
                self.problem("reports_evidence", (*path, place), found=one)
        return tuple(one for one in value if isinstance(one, str))

    def word(self, path: Path, value: Any) -> ProgressWord | None:
        word = self.named(path, value, tuple(ProgressWord))
        return ProgressWord(word) if word in set(ProgressWord) else None

    def rater(self, path: Path, value: Any) -> Rater | None:
        rater = self.named(path, value, tuple(Rater))
        return Rater(rater) if rater in set(Rater) else None


_READERS: Mapping[str, Callable[[_Reading, Path, Any], Any]] = {
    "action": _Reading.action,
    "rater": _Reading.rater,
    "word": _Reading.word,
    "day": _Reading.day,
    "note": _Reading.text,
    "waits_for": _Reading.text,
    "evidence": _Reading.evidence,
    "spent": _Reading.money,
    "next_review": _Reading.day,
}
