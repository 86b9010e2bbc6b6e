"""From a folder of YAML to a Framework: the only place where these files become types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from questionnaire.conditions import AllOf, AnyOf, Condition, CriterionCondition, LevelCondition, OptionCondition
from questionnaire.framework import (
    Band,
    Capability,
    Checklist,
    Choice,
    Criterion,
    Framework,
    Kind,
    Ladder,
    Level,
    Number,
    Option,
    Question,
    ScaleLevel,
    Section,
    Threshold,
)
from questionnaire.framework_checks import check_documents
from questionnaire.framework_folder import FrameworkFolder, read_folder
from questionnaire.guidance import Definition, Guidance, Reference
from questionnaire.policy import Aggregation, Confidence, NotApplicableRule, NotKnownRule, Policy, Strength
from questionnaire.problems import InputFault, Problem, Severity
from questionnaire.scales import Scale
from questionnaire.text import Text
from words.typography import set_spaces

Raw = Mapping[str, Any]


def load_framework(folder: Path) -> Framework:
    """The framework in `folder`. Raises InputFault with every error of its files; missing translations are none."""
    files, problems = read_folder(folder)
    problems += check_documents(files)
    errors = tuple(problem for problem in problems if problem.severity is Severity.ERROR)
    if errors:
        raise InputFault(errors)
    return build_framework(files)


def check_framework(folder: Path) -> tuple[Problem, ...]:
    """Every problem of the framework in `folder`: errors, and gaps such as a missing translation."""
    files, problems = read_folder(folder)
    return problems + check_documents(files)


def build_framework(files: FrameworkFolder) -> Framework:
    """The framework that checked files describe."""
    raw = files.data("framework.yaml")
    words = _Words(files, raw["source_language"], tuple(raw["languages"]))
    levels = tuple(_scale_level(level, words) for level in raw["scale"])
    main = Scale(Fraction(levels[0].value), Fraction(levels[-1].value))
    sections = tuple(_section(files.data(f"sections/{id}.yaml"), words.of_section(id), main) for id in raw["sections"])
    return Framework(
        id=raw["id"],
        version=raw["version"],
        name=words.framework(raw, "name"),
        about=words.framework(raw, "about"),
        languages=tuple(raw["languages"]),
        source_language=raw["source_language"],
        levels=levels,
        sections=sections,
        scale=main,
        policy=_policy(raw.get("policy", {}), levels),
        aggregation=Aggregation(raw.get("aggregation", "mean")),
        definitions=tuple(_definition(one, words) for one in raw.get("definitions", ())),
        content_hash=files.content_hash,
    )


@dataclass(frozen=True)
class _Words:
    """Finds the words of a thing in the source files and in every language file beside them."""

    files: FrameworkFolder
    source: str
    languages: tuple[str, ...]
    translations: Mapping[str, Raw] | None = None

    def of_section(self, id: str) -> _Words:
        """The same for the texts of one section."""
        named = {lang: self.files.data(f"languages/{lang}/sections/{id}.yaml") for lang in self.languages}
        return _Words(self.files, self.source, self.languages, named)

    def framework(self, raw: Raw, key: str) -> Text:
        """A text of the framework file itself."""
        return self._text(raw.get(key, ""), lambda lang: self.files.data(f"languages/{lang}/framework.yaml").get(key))

    def of_framework(self, raw: Raw, key: str, group: str, id: str) -> Text:
        """A text of a named thing (a level, a definition) of the framework file."""

        def find(language: str) -> Any:
            return self.files.data(f"languages/{language}/framework.yaml").get(group, {}).get(id, {}).get(key)

        return self._text(raw.get(key, ""), find)

    def part(self, source: str, group: str, id: str, key: str | None = None) -> Text:
        """A text of the section files: `group` is capabilities, questions, levels, criteria, options or thresholds."""

        def find(language: str) -> Any:
            found = (self.translations or {}).get(language, {}).get(group, {})
            found = found.get(id) if group != "section" else found
            return found.get(key) if key is not None and isinstance(found, Mapping) else found

        return self._text(source, find)

    def _text(self, source: str, find: Callable[[str], Any]) -> Text:
        found = {lang: find(lang) for lang in self.languages if lang != self.source}
        said = {self.source: source} | {lang: text for lang, text in found.items() if text}
        return Text({lang: set_spaces(text, lang) for lang, text in said.items()}, self.source)


def _scale_level(raw: Raw, words: _Words) -> ScaleLevel:
    id = str(raw["level"])
    return ScaleLevel(
        raw["level"], words.of_framework(raw, "name", "scale", id), words.of_framework(raw, "about", "scale", id)
    )


def _definition(raw: Raw, words: _Words) -> Definition:
    id = raw["term"]
    return Definition(
        words.of_framework(raw, "term", "definitions", id), words.of_framework(raw, "text", "definitions", id)
    )


def _caps(raw: Raw) -> Mapping[Strength, Fraction]:
    return {strength: Fraction(raw[strength.value]) for strength in Strength}


def _policy(raw: Raw, levels: tuple[ScaleLevel, ...]) -> Policy:
    standard = Policy()
    shift = raw.get("confidence_shift")
    caps = raw.get("evidence_caps")
    level = raw.get("not_applicable_level")
    return Policy(
        not_applicable=NotApplicableRule(raw.get("not_applicable", standard.not_applicable)),
        not_applicable_level=None if level is None else Fraction(level),
        not_known=NotKnownRule(raw.get("not_known", standard.not_known)),
        minimum_coverage=Fraction(raw.get("minimum_coverage", standard.minimum_coverage)),
        confidence_shift={one: Fraction(shift[one.value]) for one in Confidence}
        if shift
        else standard.confidence_shift,
        evidence_caps=_caps(caps) if caps else standard.evidence_caps,
        stage_met_at=Fraction(raw.get("stage_met_at", standard.stage_met_at)),
    )


def _scale(raw: Raw, otherwise: Scale) -> Scale:
    ends = raw.get("scale")
    return Scale(Fraction(ends[0]), Fraction(ends[1])) if ends else otherwise


def _section(raw: Raw, words: _Words, main: Scale) -> Section:
    return Section(
        id=raw["id"],
        name=words.part(raw["name"], "section", "", "name"),
        short=words.part(raw.get("short", raw["name"]), "section", "", "short"),
        about=words.part(raw.get("about", ""), "section", "", "about"),
        capabilities=tuple(_capability(one, words, main) for one in raw["capabilities"]),
        scale=_scale(raw, main),
        aggregation=Aggregation(raw.get("aggregation", "mean")),
        weight=Fraction(raw.get("weight", 1)),
        gate=raw.get("gate", False),
    )


def _capability(raw: Raw, words: _Words, main: Scale) -> Capability:
    def text(key: str) -> Text:
        return words.part(raw.get(key, ""), "capabilities", raw["id"], key)

    return Capability(
        id=raw["id"],
        name=text("name"),
        short=text("short") if "short" in raw else text("name"),
        questions=tuple(_question(one, words, main) for one in raw["questions"]),
        scale=_scale(raw, main),
        aggregation=Aggregation(raw.get("aggregation", "mean")),
        weight=Fraction(raw.get("weight", 1)),
        weight_reason=text("weight_reason"),
        gate=raw.get("gate", False),
        iccwc_outcomes=tuple(raw.get("iccwc_outcomes", ())),
        vision_2030=tuple(raw.get("vision_2030", ())),
        seed_facts=tuple(raw.get("seed_facts", ())),
        references=tuple(
            Reference(one["text"], one["status"] == "verified", one.get("address", ""))
            for one in raw.get("references", ())
        ),
        guidance=Guidance(
            why=text("why"),
            find_out=text("find_out"),
            evidence={
                Strength(name): words.part(said, "capabilities", raw["id"], f"evidence_{name}")
                for name, said in raw.get("evidence", {}).items()
            },
            pitfalls=text("pitfalls"),
            notes=text("notes"),
        ),
        aliases=tuple(raw.get("aliases", ())),
    )


def _question(raw: Raw, words: _Words, main: Scale) -> Question:
    caps = raw.get("evidence_caps")
    return Question(
        id=raw["id"],
        text=words.part(raw["text"], "questions", raw["id"]),
        kind=_KINDS[raw["kind"]](raw, words),
        scale=_scale(raw, main),
        weight=Fraction(raw.get("weight", 1)),
        asked_when=_condition(raw["asked_when"]) if "asked_when" in raw else None,
        stage=raw.get("stage"),
        evidence_caps=_caps(caps) if caps else None,
        aliases=tuple(raw.get("aliases", ())),
    )


def _ladder(raw: Raw, words: _Words) -> Kind:
    id = raw["id"]
    return Ladder(
        tuple(
            Level(
                level["level"],
                words.part(level["summary"], "levels", f"{id}.{level['level']}"),
                _criteria(level.get("criteria", {}), f"{id}.{level['level']}", words),
            )
            for level in raw["levels"]
        )
    )


def _criteria(raw: Raw, prefix: str, words: _Words) -> tuple[Criterion, ...]:
    return tuple(Criterion(prefix + key, words.part(said, "criteria", prefix + key)) for key, said in raw.items())


def _checklist(raw: Raw, words: _Words) -> Kind:
    bands = tuple(Band(int(level), begins) for level, begins in raw["bands"].items())
    return Checklist(
        _criteria(raw["items"], raw["id"] + ".", words), tuple(sorted(bands, key=lambda band: band.begins))
    )


def _choice(raw: Raw, words: _Words) -> Kind:
    id = raw["id"]
    return Choice(
        tuple(
            Option(
                one["id"],
                Fraction(one["level"]),
                words.part(one["text"], "options", f"{id}.{one['id']}"),
                _criteria(one.get("criteria", {}), f"{id}.{one['id']}", words),
            )
            for one in raw["options"]
        )
    )


def _number(raw: Raw, words: _Words) -> Kind:
    id = raw["id"]
    said = words.part(raw["threshold_text"], "thresholds", id)
    steps = sorted(
        ((int(level), Fraction(bound)) for level, bound in raw["thresholds"].items()), key=lambda step: step[0]
    )
    maximum = raw.get("maximum")
    return Number(
        unit=raw["unit"],
        higher_is_better=raw.get("better", "higher") == "higher",
        minimum=Fraction(raw.get("minimum", 0)),
        maximum=None if maximum is None else Fraction(maximum),
        thresholds=tuple(
            Threshold(level, bound, Criterion(f"{id}.{level}", _with_value(said, bound)) if position else None)
            for position, (level, bound) in enumerate(steps)
        ),
    )


def _with_value(said: Text, bound: Fraction) -> Text:
    shown = str(bound) if bound.denominator == 1 else str(float(bound))
    return Text(
        {
            language: text.replace("{value}", shown.replace(".", ",") if language == "fr" else shown)
            for language, text in said.by_language.items()
        },
        said.source,
    )


_KINDS: Mapping[str, Callable[[Raw, _Words], Kind]] = {
    "ladder": _ladder,
    "checklist": _checklist,
    "choice": _choice,
    "number": _number,
}


def _condition(raw: Raw) -> Condition:
    if "all" in raw:
        return AllOf(tuple(_condition(one) for one in raw["all"]))
    if "any" in raw:
        return AnyOf(tuple(_condition(one) for one in raw["any"]))
    if "criterion" in raw:
        return CriterionCondition(raw["criterion"])
    if "option" in raw:
        return OptionCondition(raw["question"], raw["option"])
    bounds = {key: Fraction(raw[key]) for key in ("at_least", "at_most") if key in raw}
    return LevelCondition(raw["question"], bounds.get("at_least"), bounds.get("at_most"))
