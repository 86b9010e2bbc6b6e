"""The book read from the other side: by reference, by fact of the brief, by outcome of the two frameworks of donors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planning.actions import Library, UnitCost
from questionnaire.framework import Capability, Framework
from questionnaire.policy import Strength
from reports.book.capability_chapter import reference_said
from reports.book.lines import escaped, heading, jumps, table
from reports.price_names import price_name
from words.numbers import number
from words.phrases import Phrases

OUTCOMES = range(1, 9)
VISION = "abcde"


def source_tables(framework: Framework, library: Library, say: Phrases) -> Iterator[str]:
    """Every table, each under its heading; those without a row are left out."""
    yield from _by_reference(framework, library, say)
    yield from _by_seed_fact(framework, say)
    yield from _by_outcome(framework, library, say)
    yield from _unit_costs(library, say)


def _by_reference(framework: Framework, library: Library, say: Phrases) -> Iterator[str]:
    if not framework.references:
        return
    yield from heading(2, say("book.by_reference"), "references")
    seen = [one for one in framework.references if one.verified]
    copies = sum(one.copy for one in seen)
    yield from (say("book.references_how", verified=len(seen), copies=copies, n=len(framework.references)), "")
    heads = [say(f"book.head.{name}") for name in ("id", "reference", "capabilities", "actions")]
    yield from table(
        heads,
        (
            [
                one.id,
                reference_said(one, say),
                jumps(_ids(node for node in framework.capabilities if one in node.references)),
                jumps(id for id, action in library.actions.items() if one in action.references),
            ]
            for one in framework.references
        ),
    )


def _by_seed_fact(framework: Framework, say: Phrases) -> Iterator[str]:
    if not framework.seed_facts:
        return
    yield from heading(2, say("book.by_seed_fact"), "brief")
    heads = [say(f"book.head.{name}") for name in ("id", "document", "fact", "capabilities")]
    yield from table(
        heads,
        (
            [
                one.id,
                escaped(one.document(say.language)),
                escaped(one.text(say.language)),
                jumps(_ids(node for node in framework.capabilities if one in node.seed_facts)),
            ]
            for one in framework.seed_facts
        ),
    )


def _by_outcome(framework: Framework, library: Library, say: Phrases) -> Iterator[str]:
    yield from heading(2, say("book.by_outcome"), "outcomes")
    iccwc = (
        [
            f"{outcome} {say(f'book.iccwc.{outcome}')}",
            jumps(_ids(node for node in framework.capabilities if outcome in node.iccwc_outcomes)),
        ]
        for outcome in OUTCOMES
    )
    yield from table([say("book.head.iccwc"), say("book.head.capabilities")], iccwc)
    vision = (
        [
            f"{letter} {say(f'actions.vision.{letter}')}",
            jumps(_ids(node for node in framework.capabilities if letter in node.vision_2030)),
            str(sum(action.vision_2030 == letter for action in library.actions.values())),
        ]
        for letter in VISION
    )
    heads = [say(f"book.head.{name}") for name in ("vision", "capabilities", "actions")]
    yield from table(heads, vision)


def _unit_costs(library: Library, say: Phrases) -> Iterator[str]:
    """What has a price, with its source; then the names of what has none."""
    priced = [one for one in library.unit_costs.values() if one.amount is not None]
    if not library.unit_costs:
        return
    yield from heading(2, say("book.unit_costs"), "costs")
    yield from (say("book.unit_costs_how", n=len(priced), of=len(library.unit_costs)), "")
    heads = [say(f"book.head.{name}") for name in ("item", "amount", "year", "source")]
    yield from table(heads, (_priced_row(one, library, say) for one in priced))
    blank = [price_name(library, one.item, say) for one in library.unit_costs.values() if one.amount is None]
    if blank:
        names = say("book.then").join(escaped(name) for name in sorted(blank, key=str.casefold))
        yield from (say("book.unit_costs_blank", names=names), "")


def _priced_row(cost: UnitCost, library: Library, say: Phrases) -> list[str]:
    key = f"costs.per.{cost.per}"
    return [
        escaped(price_name(library, cost.item, say)),
        f"{number(cost.amount, say.language, 0)} {cost.currency} {say(key) if key in say else cost.per}",
        str(cost.year or ""),
        escaped(cost.source) + (f" ({say('book.assumption')})" if cost.assumption else ""),
    ]


def strengths(framework: Framework, say: Phrases) -> Iterator[str]:
    """The highest level that each strength of evidence supports."""
    heads = [say("book.head.strength"), say("book.head.level")]
    caps = framework.policy.evidence_caps
    yield from table(heads, ([say(f"strength.{one.value}"), number(caps[one], say.language, 0)] for one in Strength))


def _ids(capabilities: Iterable[Capability]) -> list[str]:
    return [one.id for one in capabilities]
