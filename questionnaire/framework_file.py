"""From a folder of YAML to a Framework: the only place where these files become types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from questionnaire.fact_sheets_file import read_fact_sheets
from questionnaire.framework import Capability, Framework, ScaleLevel, Section
from questionnaire.framework_checks import check_documents, check_writing
from questionnaire.framework_folder import FrameworkFolder, read_folder
from questionnaire.framework_words import FileWords, Words
from questionnaire.guidance import Definition, Guidance
from questionnaire.policy import Aggregation, Confidence, NotApplicableRule, NotKnownRule, Policy, Strength
from questionnaire.problems import InputFault, Problem, Severity
from questionnaire.profiles_file import read_profiles
from questionnaire.question_file import read_caps, read_question, read_scale
from questionnaire.scales import Scale
from questionnaire.sources import Reference, SeedFact
from questionnaire.sources_file import read_references, read_seed_facts
from questionnaire.text import Text

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
    """Every problem of the framework in `folder`: errors, and gaps such as a missing translation or a vague word."""
    files, problems = read_folder(folder)
    return problems + check_documents(files) + check_writing(files)


def build_framework(files: FrameworkFolder) -> Framework:
    """The framework that checked files describe."""
    raw = files.data("framework.yaml")
    words = Words(files, raw["source_language"], tuple(raw["languages"]))
    said = words.of("framework.yaml")
    levels = tuple(_scale_level(level, said) for level in raw["scale"])
    references, seed_facts = read_references(words), read_seed_facts(words)
    profiles = read_profiles(words)
    sections = _Sections(words, Scale(Fraction(levels[0].value), Fraction(levels[-1].value)), references, seed_facts)
    framework = Framework(
        id=raw["id"],
        version=raw["version"],
        name=said.text(raw["name"], "name"),
        about=said.text(raw.get("about", ""), "about"),
        languages=words.languages,
        source_language=words.source,
        levels=levels,
        sections=tuple(sections.read(id) for id in raw["sections"]),
        scale=sections.main,
        policy=_policy(raw.get("policy", {}), levels),
        aggregation=Aggregation(raw.get("aggregation", "mean")),
        definitions=tuple(_definition(one, said) for one in raw.get("definitions", ())),
        references=tuple(references.values()),
        seed_facts=tuple(seed_facts.values()),
        profiles=profiles,
        profile=profiles[0],
        content_hash=files.content_hash,
    )
    return replace(framework, fact_sheets=read_fact_sheets(words, framework))


def _scale_level(raw: Raw, said: FileWords) -> ScaleLevel:
    id = str(raw["level"])
    return ScaleLevel(
        raw["level"],
        said.text(raw.get("name", ""), "scale", id, "name"),
        said.text(raw.get("about", ""), "scale", id, "about"),
    )


def _definition(raw: Raw, said: FileWords) -> Definition:
    id = raw["term"]
    return Definition(
        said.text(raw["term"], "definitions", id, "term"), said.text(raw["text"], "definitions", id, "text")
    )


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
        evidence_caps=read_caps(caps) if caps else standard.evidence_caps,
        stage_met_at=Fraction(raw.get("stage_met_at", standard.stage_met_at)),
    )


@dataclass(frozen=True)
class _Sections:
    """Reads section files. What their capabilities rest on was declared before."""

    words: Words
    main: Scale
    references: Mapping[str, Reference]
    seed_facts: Mapping[str, SeedFact]

    def read(self, id: str) -> Section:
        """The section of that id."""
        file = f"sections/{id}.yaml"
        raw, said = self.words.files.data(file), self.words.of(file)
        return Section(
            id=raw["id"],
            name=said.text(raw["name"], "section", "name"),
            short=said.text(raw.get("short", raw["name"]), "section", "short"),
            about=said.text(raw.get("about", ""), "section", "about"),
            capabilities=tuple(self._capability(one, said) for one in raw["capabilities"]),
            scale=read_scale(raw, self.main),
            aggregation=Aggregation(raw.get("aggregation", "mean")),
            weight=Fraction(raw.get("weight", 1)),
            gate=raw.get("gate", False),
        )

    def _capability(self, raw: Raw, said: FileWords) -> Capability:
        def text(key: str) -> Text:
            return said.text(raw.get(key, ""), "capabilities", raw["id"], key)

        return Capability(
            id=raw["id"],
            name=text("name"),
            short=text("short") if "short" in raw else text("name"),
            questions=tuple(read_question(one, said, self.main) for one in raw["questions"]),
            scale=read_scale(raw, self.main),
            aggregation=Aggregation(raw.get("aggregation", "mean")),
            weight=Fraction(raw.get("weight", 1)),
            weight_reason=text("weight_reason"),
            gate=raw.get("gate", False),
            iccwc_outcomes=tuple(raw.get("iccwc_outcomes", ())),
            vision_2030=tuple(raw.get("vision_2030", ())),
            seed_facts=tuple(self.seed_facts[id] for id in raw.get("seed_facts", ())),
            references=tuple(self.references[id] for id in raw.get("references", ())),
            guidance=_guidance(raw, said),
            aliases=tuple(raw.get("aliases", ())),
            sensitive=raw.get("sensitive", False),
        )


def _guidance(raw: Raw, said: FileWords) -> Guidance:
    def text(key: str, source: str) -> Text:
        return said.text(source, "capabilities", raw["id"], key)

    return Guidance(
        evidence={Strength(name): text(f"evidence_{name}", source) for name, source in raw.get("evidence", {}).items()},
        **{key: text(key, raw.get(key, "")) for key in ("why", "find_out", "pitfalls", "notes", "figures")},
    )
