"""What the figure of self-assessed and validated says, and how it is drawn: like for like, section by section."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaire.framework import WHOLE
from reports.chart_style import Drawn
from reports.figures import Figure, Pair, widest_pair
from reports.score_charts import pair_chart
from scoring.scorecard import ScoreCard
from scoring.validation import ValidatedNode, Validation
from words.numbers import difference, score
from words.phrases import Phrases

COLUMNS = ("section", "value", "validated", "like_value", "like_validated", "difference", "compared")


def validation_figure(card: ScoreCard, validation: Validation, say: Phrases) -> Figure[Pair]:
    """What the group holds beside what the mission holds. Its table has the scores as reported too.

    Drawn are the sections with a question that both have a level for.
    """
    framework = card.framework
    names = {**{one.id: one.name(say.language) for one in framework.sections}, WHOLE: say("figures.whole")}
    return Figure(
        _title(card, validation, say),
        _key(validation, say),
        tuple(say(f"validation.column.{column}") for column in COLUMNS),
        tuple(_row(name, validation.nodes[id], say) for id, name in names.items()),
        tuple(_pairs(card, validation, say)),
    )


def validation_chart(card: ScoreCard, validation: Validation, say: Phrases) -> Drawn:
    """Self-assessed (circle) beside validated (square), by section, with the difference."""
    return pair_chart(validation_figure(card, validation, say), card.framework, say)


def _key(validation: Validation, say: Phrases) -> str:
    """What the signs mean, and how many questions are compared; where none is, that alone."""
    n = len(validation.compared)
    return say("validation.key", n=n, asked=validation.nodes[WHOLE].asked) if n else say("validation.key_none")


def _row(name: str, one: ValidatedNode, say: Phrases) -> tuple[str, ...]:
    validated = score(one.validated, say.language)
    if one.validated is not None and one.validated_provisional:
        validated = say("figures.provisional", number=validated)
    return (
        name,
        score(one.own, say.language),
        validated,
        score(one.like_own, say.language),
        score(one.like_validated, say.language),
        difference(one.like_own, one.like_validated, say.language),
        say("validation.compared", compared=one.both, asked=one.asked),
    )


def _pairs(card: ScoreCard, validation: Validation, say: Phrases) -> Iterator[Pair]:
    main = card.framework.main_scale
    for section in card.framework.sections:
        one = validation.nodes[section.id]
        if one.like_own is not None and one.like_validated is not None:
            own, seen = (main.at(one.scale.share(value)) for value in (one.like_own, one.like_validated))
            apart = difference(one.like_own, one.like_validated, say.language)
            yield Pair(section.short(say.language), own, seen, apart)


def _title(card: ScoreCard, validation: Validation, say: Phrases) -> str:
    """Where the mission differs most, as a sentence without its full stop."""
    pairs = tuple(_pairs(card, validation, say))
    if not pairs:
        return say("validation.nothing")
    if all(pair.evidenced == pair.claimed for pair in pairs):
        return say("validation.same")
    most = widest_pair(pairs)
    if most is None:
        return say("validation.hardly")
    lower = "lower" if most.evidenced < most.claimed else "higher"
    return say(f"validation.{lower}", section=most.name, difference=most.difference)
