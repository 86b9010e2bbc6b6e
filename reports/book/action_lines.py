"""The actions that serve a capability, in the book: what is done, what it meets, what it takes, how it is checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from planning.actions import Action, CostLine, Library
from reports.book.lines import escaped, heading
from reports.price_names import price_name
from words.numbers import number
from words.phrases import Phrases

_ORDER = {
    "meeting": ("participants", "from_away", "days", "trainers", "trainer_days", "times"),
    "consultant": ("persons", "days", "trips"),
    "field": ("supervisors", "vehicles", "drivers", "days"),
    "staff": ("persons", "days", "months"),
    "procurement": ("quantity",),
}


def action_lines(actions: Iterable[Action], library: Library, say: Phrases) -> Iterator[str]:
    """Every action with its parts; nothing where there is none."""
    actions = tuple(actions)
    if not actions:
        return
    yield from heading(4, say("book.actions"))
    for action in actions:
        yield from _action(action, library, say)
    yield ""


def _action(action: Action, library: Library, say: Phrases) -> Iterator[str]:
    language = say.language
    yield f'- <a id="{action.id}"></a>**{action.id} {escaped(action.name(language))}**'
    partners = ", ".join(say(f"actions.partner.{one}") for one in action.partners)
    what = say(
        "book.action_what",
        type=say(f"actions.type.{action.type}"),
        lead=say(f"actions.lead.{action.lead}"),
        n=action.months,
    )
    yield f"  - {what}" + (f" {say('book.partners', partners=partners)}" if partners else "")
    meets = say("book.meets", ids=", ".join(action.meets)) if action.meets else ""
    risk = escaped(action.risk(language))
    told = (
        escaped(action.steps(language)),
        " ".join(filter(None, (meets, _needs(action, say)))),
        _measure(action, say),
        f"{say('book.risk')} {risk}" if risk else "",
    )
    yield from (f"  - {one}" for one in told if one)
    for key, lines in (("one_off", action.one_off), ("recurrent", action.recurrent)):
        if lines:
            yield f"  - {say(f'book.{key}')} {say('book.then').join(cost_said(line, library, say) for line in lines)}."
    if action.references:
        rests = say("book.then").join(
            f"{escaped(one.instrument.name(language))}, {one.id}" for one in action.references
        )
        yield f"  - {say('book.rests_on', references=rests)}"


def _needs(action: Action, say: Phrases) -> str:
    needed = [*action.after, *(f"{id} \u2265 {level}" for id, level in (action.requires or {}).items())]
    return say("book.needs", ids=", ".join(needed)) if needed else ""


def _measure(action: Action, say: Phrases) -> str:
    if not action.indicator(say.language):
        return ""
    return say(
        "book.measure",
        indicator=escaped(action.indicator(say.language)),
        unit=escaped(action.unit(say.language)),
        verification=escaped(action.verification(say.language)),
    )


def cost_said(line: CostLine, library: Library, say: Phrases) -> str:
    """One cost line in words: its block, its role or goods, its quantities."""
    staff = line.block == "staff" and line.name
    name = say(f"actions.role.{line.name}") if staff else price_name(library, line.name, say)
    head = say(f"actions.block.{line.block}") + (f" ({escaped(name)})" if name else "")
    return f"{head}{say('figures.colon')}{quantities_said(line, say)}"


def quantities_said(line: CostLine, say: Phrases) -> str:
    """The quantities of a cost line in words, whether they are time already paid, and every how many years."""
    parts = [
        say(f"book.quantity.{key}", n=float(line.quantities[key]), number=_number(line.quantities[key], say))
        for key in _ORDER[line.block]
        if line.quantities.get(key)
    ]
    existing = [say("book.existing")] if line.existing else []
    if years := line.quantities.get("every"):
        existing.append(say("book.every", years=_number(years, say)))
    return ", ".join((*parts, *existing))


def _number(value: Fraction, say: Phrases) -> str:
    return number(value, say.language, 0 if value.denominator == 1 else 2)
