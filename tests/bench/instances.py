"""Made-up planning problems of the size of real ones and larger, the same at every run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from random import Random

from planning.actions import Action, Library
from planning.candidates import Candidates
from planning.making import candidates_for
from questionnaire.assessment import Dossier
from questionnaire.framework import Capability, Framework, Ladder
from questionnaire.intentions import Donor, Limits, Target
from scoring.scores import score_dossier
from tests import examples

START = date(2027, 1, 1)
SECTIONS = "LOSEC"
CAPABILITIES = 13
"""In each section."""
LEADS = ("legal", "operations", "training", "logistics", "intelligence", "international")
AT_ONCE = {"legal": 3, "operations": 4, "training": 3, "logistics": 4, "intelligence": 3, "international": 3}
QUARTERS = 12
YEARS = (2027, 2028, 2029)
SHARES = ((Fraction(45, 100), ""), (Fraction(33, 100), "LOS"), (Fraction(22, 100), "EC"))
"""What each donor gives of all the money, and the sections that alone it pays for."""
FULL_COST_SHARE = Fraction(1, 6)
"""How much money there is, as a share of what all actions cost: so much that about half of the levels are out of it."""


@dataclass(frozen=True)
class Instance:
    """One problem: what is assessed, and what can be done."""

    dossier: Dossier
    library: Library

    def candidates(self) -> Candidates:
        """What a plan can be made of."""
        return candidates_for(self.dossier, score_dossier(self.dossier), self.library, START)


def instance(actions: int, seed: int = 1) -> Instance:
    """65 capabilities in five sections and so many actions; three donors, two of them bound to sections."""
    chance = Random(seed)
    framework = _framework(chance)
    levels = {one.id: chance.choice((0, 0, 1, 1, 2)) for one in framework.capabilities}
    targets = {id: Target(id, min(4, level + chance.choice((1, 2, 2)))) for id, level in levels.items()}
    library = examples.library(*_actions(framework, levels, actions, chance))
    answers = [examples.answer(id, level) for id, level in levels.items()]
    dossier = examples.dossier(framework, *answers, targets=targets, limits=_limits(library))
    return Instance(dossier, library)


def _framework(chance: Random) -> Framework:
    sections = []
    for letter in SECTIONS:
        capabilities = [_capability(f"{letter}{number:02d}", chance) for number in range(1, CAPABILITIES + 1)]
        sections.append(examples.section(letter, *capabilities))
    return examples.framework(*sections)


def _capability(id: str, chance: Random) -> Capability:
    ladder = examples.ladder(id, per_level=chance.choice((1, 2, 2, 3)))
    weight = Fraction(chance.choice((1, 1, 2, 3)))
    return examples.capability(id, examples.question(id, ladder), weight=weight, gate=chance.random() < 0.12)


def _actions(framework: Framework, levels: dict[str, int], many: int, chance: Random) -> Iterator[Action]:
    """Every criterion above today's levels has its action first; the rest are other ways."""
    open_ones = [
        (capability.id, criterion.id)
        for capability in framework.capabilities
        for question in capability.questions
        if isinstance(question.kind, Ladder)
        for level in question.kind.levels
        if level.value > levels[capability.id]
        for criterion in level.criteria
    ]
    made: dict[str, list[str]] = {}
    for number in range(many):
        home, criterion = open_ones[number % len(open_ones)]
        near = [one for capability, one in open_ones if capability == home and one != criterion]
        meets = (criterion, *chance.sample(near, min(len(near), chance.choice((0, 0, 1, 2)))))
        earlier = made.setdefault(home[0], [])
        after = (chance.choice(earlier),) if earlier and chance.random() < 0.35 else ()
        id = f"X-{home}-{number}"
        earlier.append(id)
        money = chance.randrange(2, 60) * 500
        upkeep = money // 5 if chance.random() < 0.25 else 0
        lead = chance.choice(LEADS)
        yield examples.action(
            id, *meets, months=3 * chance.choice((1, 1, 2, 2, 3, 4)), after=after, lead=lead, money=money, upkeep=upkeep
        )


def _limits(library: Library) -> Limits:
    lines = (line for action in library.actions.values() for line in action.one_off)
    money = sum((line.quantities["quantity"] for line in lines), Fraction(0)) * FULL_COST_SHARE
    money = money * 360 / max(360, len(library.actions))
    donors = tuple(
        Donor(f"Donor {number}", {year: Fraction(round(money * share / 3)) for year in YEARS}, frozenset(sections))
        for number, (share, sections) in enumerate(SHARES, 1)
    )
    return Limits(start=START, quarters=QUARTERS, at_once=AT_ONCE, at_once_default=3, donors=donors)
