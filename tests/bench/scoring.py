"""The scores of different dossiers, exact, against a bare weighted mean of the same numbers as floats in numpy.

All is processor time, and of several rounds the shortest: what else the machine does can only add to it.
"""

from __future__ import annotations

import copy
import gc
import time
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from questionnaire.framework import Framework
from questionnaire.framework_file import load_framework
from scoring.scorecard import ScoreCard
from scoring.scores import score_dossier
from tests.bench.dossiers import different_dossiers
from tests.bench.timing import Measured, in_turn
from tests.framework_edits import BANK

MANY = 1000
MOST_SECONDS = 1.0
ROUNDS = 3
FEW = 50

Floats = NDArray[np.float64]


def rows() -> Iterator[Measured]:
    """Two rows: many dossiers seen for the first time, and one of a framework that is in use."""
    framework = load_framework(BANK)
    taken = [_first_time(framework, seed) for seed in range(ROUNDS)]
    seconds, bare = (min(column) for column in zip(*taken, strict=True))
    name, goal = f"score {MANY} different dossiers", f"at most {MOST_SECONDS:g} s"
    yield Measured(name, seconds, bare, "s", goal, seconds <= MOST_SECONDS)
    yield _in_use(framework)


def _first_time(shipped: Framework, seed: int) -> tuple[float, float]:
    """The seconds of both for a framework that was never scored before: of a copy nothing is remembered."""
    dossiers = different_dossiers(copy.deepcopy(shipped), MANY, seed)
    # The dossiers fill the memory for the measurement's sake: the collector need not go through them all the time.
    gc.collect()
    gc.freeze()
    started = time.process_time()
    cards = [score_dossier(dossier) for dossier in dossiers]
    seconds = time.process_time() - started
    gc.unfreeze()
    values, weights = _numbers(cards)
    started = time.process_time()
    _weighted_means(values, weights)
    return seconds, time.process_time() - started


def _in_use(framework: Framework) -> Measured:
    """One dossier scored again, as after every reply."""
    dossiers = different_dossiers(framework, FEW)
    values, weights = _numbers([score_dossier(dossier) for dossier in dossiers])
    ours, bare = in_turn(
        lambda: [score_dossier(dossier) for dossier in dossiers],
        lambda: [_weighted_means(values[[place]], weights) for place in range(FEW)],
        clock=time.process_time,
    )
    return Measured("score one dossier again", ours * 1000 / FEW, bare * 1000 / FEW, "ms", "-", True)


def _numbers(cards: Sequence[ScoreCard]) -> tuple[Floats, Floats]:
    """The values of all questions, a row for each dossier (not a number where there is none), and their weights."""
    questions = cards[0].framework.questions
    values = [[_value(card, one.id) for one in questions] for card in cards]
    return np.array(values), np.array([float(one.weight) for one in questions])


def _value(card: ScoreCard, question: str) -> float:
    score = card.question_scores.get(question)
    return float("nan") if score is None or score.value is None else float(score.value)


def _weighted_means(values: Floats, weights: Floats) -> Floats:
    """One mean a dossier, over the questions that have a value."""
    counting = np.where(np.isnan(values), 0.0, weights)
    return (np.nan_to_num(values) * counting).sum(axis=1) / counting.sum(axis=1)
