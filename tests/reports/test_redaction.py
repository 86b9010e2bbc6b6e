"""No word that an audience is not told is in any byte of what it gets; and every field of words has its rule."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planning.follow_up import plan_from
from planning.own_actions import OWN_PREFIX
from questionnaire.answers import Answer
from questionnaire.framework import WHOLE
from questionnaire.signatures import Signature
from questionnaire.withholding import told_without, withheld_from
from reports.audience import Audience
from reports.formats import OFFERED, write_report
from reports.redaction import OF_THE_HEAD, redacted_card, redacted_dossier
from reports.redaction_rules import FIELDS, KIND_OF, NO_WORDS, Treatment, WordKind, redaction_rules, told_to
from reports.redaction_text import redaction_markdown
from reports.report import Report
from reports.withheld_words import withheld_said
from scoring.scores import score_dossier
from tests.reports.filled import report_on
from tests.reports.secrets import (
    ALL_UNTOLD,
    DAY,
    UNTOLD,
    Salted,
    all_text,
    rich_dossier,
    secret_library,
    text_fields,
    untold_words,
    words_of_kind,
)
from words.phrases import LANGUAGES, load_phrases

SALTED = Salted()
OTHERS = (Audience.DONOR, Audience.PUBLIC)
OUT = [(audience, format) for audience in OTHERS for format in OFFERED[audience]]


def report_for(audience: Audience, **more: Any) -> Report:
    library = SALTED.library()
    earlier = replace(SALTED.dossier, revision=3)
    return report_on(
        SALTED.dossier, library=library, plan=SALTED.plan(library), audience=audience, earlier=earlier, **more
    )


def untold(audience: Audience) -> dict[str, str]:
    """Every word that the audience is not told, with the field that it stands in."""
    return {word: place for word, (place, record) in SALTED.words.items() if not _is_told(place, record, audience)}


def _is_told(place: str, record: Any, audience: Audience) -> bool:
    head = isinstance(record, Signature) and record.stage in OF_THE_HEAD and KIND_OF[place] is WordKind.SIGNERS
    told = told_to(WordKind.HEAD if head else KIND_OF[place], audience)
    if told is Treatment.RELEASED:
        return isinstance(record, Answer) and record.comment_shared and record.question != UNTOLD
    return told is Treatment.KEPT


def test_every_field_of_text_has_its_rule() -> None:
    # A field that is new is told to nobody until it stands in the table (or among those without words of people).
    assert set(text_fields()) - KIND_OF.keys() - NO_WORDS == set()


def test_no_rule_is_for_a_field_that_is_not_there() -> None:
    there = set(text_fields()) | {"Dossier.parked", "Dossier.present", "Dossier.homework", "Dossier.groups"}
    there |= {"Dossier.orphans", "Dossier.set_aside", "Dossier.alternatives", "Limits.donors", "Evidence.files"}
    there |= {"RecordedAgreement.dissents", "Participant.function", "Signature.revision"}
    assert (KIND_OF.keys() | NO_WORDS) - there == set()
    assert not KIND_OF.keys() & NO_WORDS
    assert sum(len(fields) for fields in FIELDS.values()) == len(KIND_OF)


def test_the_dossier_has_a_word_in_every_field_of_words() -> None:
    written = {place for place, _ in SALTED.words.values()}
    texts = {place for place in text_fields() if place in KIND_OF} - {"Agreement.rationale"}
    assert {one for one in texts - written if not one.startswith("Dossier.")} == set()


@pytest.mark.parametrize(("audience", "format"), OUT)
def test_no_byte_tells_what_is_not_told(audience: Audience, format: str) -> None:
    said = all_text(write_report(report_for(audience), format))
    assert {word: place for word, place in untold(audience).items() if word in said} == {}
    assert [word for word in untold_words() if word in said] == []


@pytest.mark.parametrize("format", OFFERED[Audience.DONOR])
def test_what_is_kept_is_found_by_the_same_search(format: str) -> None:
    # A search that finds nothing anywhere would prove nothing.
    said = all_text(write_report(report_for(Audience.ADMINISTRATION), format))
    kinds = (WordKind.SITUATION,) if "briefing" in format else (WordKind.EVIDENCE, WordKind.ACTION, WordKind.REASON)
    for kind in kinds:
        assert [word for word in words_of_kind(SALTED, kind) if word in said], kind
    if "briefing" not in format:
        assert UNTOLD.lower() in said


def test_a_released_comment_reaches_donors_and_nobody_else() -> None:
    words = {
        word: record
        for word, (place, record) in SALTED.words.items()
        if place == "Answer.comment" and record.comment_shared and record.question != UNTOLD
    }
    (word,) = words
    assert word in all_text(write_report(report_for(Audience.DONOR), "csv"))


def test_a_released_comment_stands_where_one_person_works_alone() -> None:
    # There the comment is the reason of the outcome too, which stays inside: the one released is told all the same.
    alone = Answer("P1", "L01", SALTED.dossier.answers["P1", "L01"].reply, comment="for donors", comment_shared=True)
    silent = Answer("P1", "L02", SALTED.dossier.answers["P1", "L02"].reply, comment="for us")
    answers = {("P1", one.question): one for one in (alone, silent)}
    held = replace(SALTED.dossier, answers=answers, agreed={}, ballots={}, hands={}, validated={})
    said = all_text(write_report(report_on(held, audience=Audience.DONOR), "json"))
    assert "for donors" in said
    assert "for us" not in said


def test_every_total_is_computed_without_what_is_withheld() -> None:
    report = report_for(Audience.DONOR)
    told = told_without(SALTED.dossier, {UNTOLD, ALL_UNTOLD})
    scores = {id: score.value for id, score in score_dossier(told).scores.items()}
    assert {id: score.value for id, score in report.card.scores.items()} == scores
    assert {one.capability for one in report.gaps} == {"L01", "L03", "O01"}
    assert {one.capability for one in report.priorities} == {"L03", "O01"}
    assert report.card[WHOLE].value != score_dossier(SALTED.dossier)[WHOLE].value


def test_the_plan_is_that_of_what_is_told_with_its_own_costs() -> None:
    report = report_for(Audience.DONOR)
    whole = SALTED.plan(SALTED.library())
    assert report.plan is not None
    assert {one.action.id for one in report.plan.steps} == {"A-L01", "A-both", "A-O01", f"{OWN_PREFIX}1"}
    assert whole.one_off.amount is not None
    assert report.plan.one_off.amount is not None
    assert report.plan.one_off.amount < whole.one_off.amount
    assert report.plan.start == whole.start
    assert report.plan.unknown == ()
    assert report.dossier.proof is None


def test_a_copy_says_how_many_are_withheld_and_the_administrations_does_not() -> None:
    assert report_for(Audience.DONOR).withheld == 2
    assert withheld_said(report_for(Audience.DONOR)) == (
        "Two capabilities are withheld from this copy; every number in it is computed without them."
    )
    said = withheld_said(report_for(Audience.PUBLIC, language="fr"))
    assert said is not None
    assert said.startswith("Deux capacités")
    assert withheld_said(report_for(Audience.ADMINISTRATION)) is None


def test_a_copy_of_a_copy_is_the_same() -> None:
    # Who signs in as a donor holds a narrowed dossier already; a document made of it says the same number.
    once = redacted_dossier(told_without(SALTED.dossier, withheld_from(SALTED.dossier)))
    assert redacted_dossier(once) == once
    assert report_on(once, audience=Audience.DONOR).withheld == 2


def test_the_administration_is_told_everything() -> None:
    card = score_dossier(SALTED.dossier)
    assert redacted_dossier(SALTED.dossier, Audience.ADMINISTRATION) is SALTED.dossier
    assert redacted_card(card, Audience.ADMINISTRATION) is card
    assert {told_to(kind, Audience.ADMINISTRATION) for kind in WordKind} == {Treatment.KEPT}


def test_what_was_promised_stays_inside() -> None:
    inside = ("people", "signers", "rationale", "plan_notes", "room", "withheld")
    assert {told_to(WordKind(kind), Audience.DONOR) for kind in inside} == {Treatment.LEFT_OUT}
    assert told_to(WordKind.COMMENT, Audience.DONOR) is Treatment.RELEASED
    assert told_to(WordKind.COMMENT, Audience.PUBLIC) is Treatment.LEFT_OUT
    assert told_to(WordKind.REASON, Audience.PUBLIC) is Treatment.LEFT_OUT
    assert told_to(WordKind.EVIDENCE, Audience.PUBLIC) is Treatment.LEFT_OUT


def test_the_public_is_told_no_more_than_donors() -> None:
    order = (Treatment.LEFT_OUT, Treatment.REPLACED, Treatment.RELEASED, Treatment.KEPT)
    for kind in WordKind:
        assert order.index(told_to(kind, Audience.PUBLIC)) <= order.index(told_to(kind, Audience.DONOR)), kind


def test_redaction_changes_no_number() -> None:
    # Reasons and titles go, replies and strengths stay: the same scores can be computed from what is left.
    for audience in OTHERS:
        held = redacted_dossier(SALTED.dossier, audience)
        assert score_dossier(held).scores == score_dossier(SALTED.dossier).scores


def test_files_are_numbered() -> None:
    one = redacted_dossier(rich_dossier()).evidence["E1"]
    assert [(file.name, file.size, file.kind) for file in one.files] == [("E1-1.pdf", 3, "pdf")]


def test_own_actions_are_told_the_public_by_name_only() -> None:
    report = report_for(Audience.PUBLIC)
    assert report.plan is not None
    own = next(step.action for step in report.plan.steps if step.action.id == "OWN-1")
    assert own.name("en") == SALTED.dossier.own_actions["OWN-1"].name
    assert own.steps("en") == own.risk("en") == ""
    assert report.plan.payments == ()
    assert "A-qzonly" in secret_library().actions
    assert "A-qzonly" not in report.library.actions


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rules_are_shown(language: str) -> None:
    say = load_phrases(language)
    rows = redaction_rules(say).rows
    assert len(rows) == len(WordKind)
    lines = redaction_markdown(say).splitlines()
    assert len(lines) == len(WordKind) + 2
    assert all(line.count("|") == 6 for line in lines)


@pytest.mark.parametrize("audience", OTHERS)
def test_what_an_earlier_profile_left_in_the_plan_is_not_told(audience: Audience) -> None:
    # A profile that does not ask what is withheld withholds nothing; what was planned for it is still there.
    whole = SALTED.dossier
    short = told_without(whole, {UNTOLD, ALL_UNTOLD}).framework
    framework = replace(short, uncut=None)
    library = SALTED.library()
    asked = replace(library, actions={id: library.actions[id] for id in ("A-L01", "A-O01", "OWN-1")})
    of_asked = {
        name: {id: one for id, one in getattr(whole, name).items() if framework.has_question(id)}
        for name in ("targets", "threats", "agreed", "validated", "hands")
    }
    answers = {key: one for key, one in whole.answers.items() if framework.has_question(key[1])}
    rest = {key: one for key, one in whole.answers.items() if key not in answers}
    held = replace(whole, framework=framework, answers=answers, set_aside=rest, **of_asked)  # type: ignore[arg-type]
    plan = plan_from(held, score_dossier(held), asked, held.planned or (), DAY)
    report = report_on(held, library=asked, plan=plan, audience=audience)
    for format in ("json", "xlsx", "report_docx") if audience is Audience.DONOR else ("summary_docx",):
        said = all_text(write_report(report, format))
        assert [word for word in untold_words() if word in said] == []
        assert "e2-1.pdf" not in said
