"""The check of who does what when: actions, quarters, what comes first, what has begun, leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from planning.breach import Breach
from planning.check_levels import is_there
from planning.examined import Examined
from planning.plan import PlanStep
from questionnaire.following import FINISHED


def calendar_breaches(plan: Examined) -> Iterator[Breach]:
    """Actions that must, must not or cannot stand where they do."""
    for look in _LOOKS:
        yield from look(plan)


def _names(plan: Examined) -> Iterator[Breach]:
    """Each action once, known, and either in the plan or left out."""
    counted = Counter(step.action.id for step in plan.plan.steps) + Counter(one.action for one in plan.plan.left_out)
    yield from (Breach("action_twice", {"action": one}) for one, times in counted.items() if times > 1)
    yield from (Breach("action_unknown", {"action": one}) for one in counted if one not in plan.library.actions)
    yield from (Breach("action_nowhere", {"action": one}) for one in plan.library.actions if one not in counted)


def _decided(plan: Examined) -> Iterator[Breach]:
    """What people forced in, forced out or pinned is so. What has begun is no longer theirs to decide."""
    limits, begun = plan.limits, plan.begun
    for action in plan.by_action:
        if action in limits.forced_out and action not in begun:
            yield Breach("forced_out", {"action": action})
    for action in plan.library.actions:
        if action in limits.must_be_in and action not in plan.by_action:
            yield Breach("forced_in", {"action": action})
    for action, step in plan.by_action.items():
        quarter = limits.pinned.get(action, step.start)
        if step.start != quarter and action not in begun:
            yield Breach("pinned", {"action": action, "start": step.start + 1, "quarter": quarter + 1})


def _quarters(plan: Examined) -> Iterator[Breach]:
    """Each action as long as it takes, inside the plan."""
    for step in plan.plan.steps:
        if step.end - step.start + 1 not in _lengths(plan, step):
            yield Breach("length", {"action": step.action.id, "start": step.start + 1, "end": step.end + 1})
        if step.start < 0 or step.end >= plan.limits.quarters:
            yield Breach("horizon", {"action": step.action.id, "quarters": plan.limits.quarters})


def _lengths(plan: Examined, step: PlanStep) -> range:
    """How many quarters an action can take. One that runs ends with today if it is late; without a today, any day."""
    usual = max(1, (step.action.months + 2) // 3)
    start = plan.begun.get(step.action.id)
    if start is None:
        return range(usual, usual + 1)
    last = max(start, plan.limits.quarters - 1)
    shortest, longest = (
        max(start, min(end, last)) - start + 1 for end in _ends(plan, step.action.id, start + usual - 1)
    )
    return range(shortest, longest + 1)


def _ends(plan: Examined, action: str, usual: int) -> tuple[int, int]:
    """The earliest and the latest last quarter of an action that has begun, whatever the horizon."""
    report = plan.report(action)
    if report is not None and report.word in FINISHED:
        ended = plan.quarter_of(report.on)
        return ended, ended
    if plan.today is None:
        return usual, max(usual, plan.limits.quarters)
    late = max(usual, plan.quarter_of(plan.today))
    return late, late


def _first_things(plan: Examined) -> Iterator[Breach]:
    """What an action needs first is finished before it starts, or shown by the assessment; what has begun had it."""
    for step in plan.plan.steps:
        if step.action.id in plan.begun:
            continue
        for before in step.action.after:
            if not plan.is_done_already(before):
                yield from _comes_first(plan, before, step)
        met = plan.met(step.start)
        for capability, level in (step.action.requires or {}).items():
            if not is_there(plan, capability, level, met):
                yield Breach("required_level", {"action": step.action.id, "capability": capability, "level": level})


def _comes_first(plan: Examined, before: str, step: PlanStep) -> Iterator[Breach]:
    if before not in plan.by_action:
        yield Breach("prerequisite_missing", {"action": step.action.id, "before": before})
    elif plan.by_action[before].end >= step.start:
        yield Breach("prerequisite_late", {"action": step.action.id, "before": before})


def _begun(plan: Examined) -> Iterator[Breach]:
    """What has begun keeps its place in a plan made today, and nothing else starts in a quarter that is over."""
    if plan.today is None or not plan.begun:
        return
    for action, start in plan.begun.items():
        if action not in plan.by_action or plan.by_action[action].start != start:
            yield Breach("begun_moved", {"action": action, "quarter": start + 1})
    now = plan.quarter_of(plan.today)
    for step in plan.plan.steps:
        if step.action.id not in plan.begun and step.start < now:
            yield Breach("in_the_past", {"action": step.action.id, "start": step.start + 1, "quarter": now + 1})


def _leads(plan: Examined) -> Iterator[Breach]:
    """No lead has more to do at the same time than it can carry; what has begun runs, whatever the limit says."""
    busy = _busy(plan.plan.steps)
    running = _busy(step for step in plan.plan.steps if step.action.id in plan.begun)
    for (lead, quarter), many in sorted(busy.items()):
        most = plan.limits.at_once.get(lead, plan.limits.at_once_default)
        if many > max(most, running[lead, quarter]):
            yield Breach("at_once", {"lead": lead, "quarter": quarter + 1, "found": many, "most": most})


def _busy(steps: Iterable[PlanStep]) -> Counter[tuple[str, int]]:
    """How many of these steps each lead has in each quarter."""
    return Counter((step.action.lead, quarter) for step in steps for quarter in range(step.start, step.end + 1))


_LOOKS: tuple[Callable[[Examined], Iterator[Breach]], ...] = (
    _names,
    _decided,
    _quarters,
    _first_things,
    _begun,
    _leads,
)
