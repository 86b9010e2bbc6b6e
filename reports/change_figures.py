"""What the figure of change between rounds says, and how it is drawn: like for like, section by section."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from questionnaire.framework import WHOLE
from reports.chart_style import Drawn
from reports.figures import Figure, Pair, widest_pair
from reports.score_charts import pair_chart
from scoring.change import NodeChange, RoundChange
from words.numbers import difference, score
from words.phrases import Phrases

COLUMNS = ("section", "before", "now", "like_before", "like_now", "difference", "compared")


def change_figure(change: RoundChange, say: Phrases) -> Figure[Pair]:
    """The earlier round beside the later. Its table has the scores as reported too.

    Drawn are the sections with a question that is compared, on the later main scale. Of each pair `claimed` is the
    earlier round, `evidenced` the later.
    """
    framework = change.now.framework
    names = {**{one.id: one.name(say.language) for one in framework.sections}, WHOLE: say("figures.whole")}
    return Figure(
        _title(change, say),
        _key(change, say),
        tuple(say(f"change.column.{column}") for column in COLUMNS),
        tuple(_row(name, change.nodes[id], say) for id, name in names.items()),
        tuple(_pairs(change, say)),
    )


def change_chart(change: RoundChange, say: Phrases) -> Drawn:
    """The earlier round (circle) beside the later (square), by section, with the difference."""
    return pair_chart(change_figure(change, say), change.now.framework, say)


def _key(change: RoundChange, say: Phrases) -> str:
    """What the signs mean, and how many questions are compared; where none is, that alone."""
    n = len(change.compared)
    return say("change.key", n=n, asked=change.nodes[WHOLE].asked) if n else say("change.key_none")


def _row(name: str, one: NodeChange, say: Phrases) -> tuple[str, ...]:
    return (
        name,
        _reported(one.before, one.before_provisional, say),
        _reported(one.now, one.now_provisional, say),
        score(one.like_before, say.language),
        score(one.like_now, say.language),
        difference(one.like_before, one.like_now, say.language),
        say("change.compared", compared=one.compared, asked=one.asked),
    )


def _reported(value: Fraction | None, provisional: bool, say: Phrases) -> str:
    shown = score(value, say.language)
    return say("figures.provisional", number=shown) if value is not None and provisional else shown


def _pairs(change: RoundChange, say: Phrases) -> Iterator[Pair]:
    main = change.now.framework.main_scale
    for section in change.now.framework.sections:
        one = change.nodes[section.id]
        if one.like_before is not None and one.like_now is not None:
            before, now = (main.at(one.scale.share(value)) for value in (one.like_before, one.like_now))
            apart = difference(one.like_before, one.like_now, say.language)
            yield Pair(section.short(say.language), before, now, apart)


def _title(change: RoundChange, say: Phrases) -> str:
    """Where most has changed, as a sentence without its full stop."""
    pairs = tuple(_pairs(change, say))
    if not pairs:
        return say("change.nothing")
    if all(pair.evidenced == pair.claimed for pair in pairs):
        return say("change.same")
    most = widest_pair(pairs)
    if most is None:
        return say("change.hardly")
    way = "lower" if most.evidenced < most.claimed else "higher"
    return say(f"change.{way}", section=most.name, difference=most.difference)
