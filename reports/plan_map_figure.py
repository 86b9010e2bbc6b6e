"""What the plan closes, on the capability map: the level of now and the one after the plan in every tile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from planning.plan import LevelStep, Plan
from questionnaire.framework import Framework
from reports.figures import called
from reports.map_figure import MapFigure, State, Tile, key_of, map_figure
from scoring.scorecard import ScoreCard
from words.numbers import month
from words.phrases import Phrases


def plan_map_figure(plan: Plan, card: ScoreCard, say: Phrases) -> MapFigure:
    """All capabilities by section; those that the plan does not lift are pale.

    Its table holds those that the plan lifts, with the month in which the last action for it ends, and below them how
    many of the missing levels each section reaches.
    """
    after = _after(plan)
    now = map_figure(card, say)
    tiles = tuple(_tile(card.framework, tile, after.get(tile.id), say) for tile in now.marks)
    rows = tuple(
        _row(card.framework, plan, tile, before, say)
        for tile, before in zip(tiles, now.marks, strict=True)
        if not tile.pale
    )
    return replace(
        now,
        title=_title(plan, tiles, say),
        subtitle=say("figures.plan_map.key"),
        heads=tuple(say(f"figures.plan_map.{head}") for head in ("capability", "now", "after", "when")),
        rows=(*rows, *_section_rows(plan, card.framework, say)),
        marks=tiles,
        key=key_of(card.framework, tiles, say),
    )


def _after(plan: Plan) -> Mapping[str, int]:
    """The highest level that the plan brings each capability to."""
    highest: dict[str, int] = {}
    for step in plan.reached:
        highest[step.capability] = max(step.level, highest.get(step.capability, step.level))
    return highest


def _tile(framework: Framework, tile: Tile, after: int | None, say: Phrases) -> Tile:
    """A tile with the level after the plan; as it was, and pale, where the plan does not lift it."""
    if after is None:
        return replace(tile, pale=True)
    sign = f"{tile.sign or '?'} \u2192 {after}"
    reading = f"{called(framework.capability(tile.id), say)}: {sign} {framework.level_word(after, say.language)}"
    return replace(tile, state=State.LEVEL, level=after, sign=sign, reading=reading)


def _row(framework: Framework, plan: Plan, tile: Tile, before: Tile, say: Phrases) -> tuple[str, ...]:
    def said(level: int | None) -> str:
        return before.sign if level is None else f"{level} {framework.level_word(level, say.language)}"

    on = _last_day(plan, tile.id)
    when = month(on, say.language) if on else say("figures.plan_map.new_look")
    return called(framework.capability(tile.id), say), said(before.level), said(tile.level), when


def _last_day(plan: Plan, capability: str) -> date | None:
    """The day on which the last action for the levels of a capability ends; None where none is needed."""
    ends = {step.action.id: step.ends_on for step in plan.steps}
    actions = (action for step in plan.reached if step.capability == capability for action in step.actions)
    return max((ends[action] for action in actions), default=None)


def _section_rows(plan: Plan, framework: Framework, say: Phrases) -> tuple[tuple[str, ...], ...]:
    """For each section with missing levels how many of them the plan reaches."""
    reached, missed = _by_section(plan.reached, framework), _by_section(plan.missed, framework)
    return tuple(
        (
            section.name(say.language),
            "",
            say("figures.plan_map.levels", n=reached[section.id], all=reached[section.id] + missed[section.id]),
            "",
        )
        for section in framework.sections
        if reached[section.id] + missed[section.id]
    )


def _by_section(steps: Sequence[LevelStep], framework: Framework) -> Counter[str]:
    return Counter(framework.home_of_capability[step.capability].id for step in steps)


def _title(plan: Plan, tiles: Sequence[Tile], say: Phrases) -> str:
    """How many of the capabilities below their target the plan lifts, how many of these are gates, how many arrive."""
    below = {step.capability for step in (*plan.reached, *plan.missed)}
    lifted = [tile for tile in tiles if not tile.pale]
    arrived = len(below - {step.capability for step in plan.missed})
    gates = sum(tile.gate for tile in lifted)
    if not lifted:
        return say("figures.plan_map.title_none")
    key = "figures.plan_map.title_all" if len(lifted) == len(below) else "figures.plan_map.title"
    parts = [say(key, n=len(lifted), all=len(below))]
    parts += [say("figures.plan_map.gates", n=gates)] if gates else []
    parts.append(say("figures.plan_map.arrived", n=arrived) if arrived else say("figures.plan_map.arrived_none"))
    return "".join(parts)
