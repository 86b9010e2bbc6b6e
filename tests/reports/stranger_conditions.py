"""A stranger's program on conditions: which questions are asked, from the outcomes that others have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from tests.reports.stranger import STATES, Line, Tables, by, ids, level_from, num, sure

Truth = tuple[bool, bool, bool]
"""Whether a condition holds as things stand, may hold, may fail."""
TRUE, FALSE, OPEN = (True, True, False), (False, False, True), (False, True, True)


def asked_again(tables: Tables) -> list[tuple[str, Line]]:
    """How every question stands, from its condition and the outcomes that it reads, beside its row of the answers."""
    nodes = {row["node"]: row for row in tables["structure"] if row["part"] == "question"}
    words = []
    for row in tables["answers"]:
        now, may_hold, may_fail = _asked(tables, nodes, row["question"])
        words.append((("asked" if now else "hidden") + ("_so_far" if may_hold and may_fail else ""), row))
    return words


def _asked(tables: Tables, nodes: Mapping[str, Line], question: str) -> Truth:
    condition = nodes[question]["asked_when"]
    return TRUE if condition is None else _read(tables, nodes, condition)


def _read(tables: Tables, nodes: Mapping[str, Line], text: str) -> Truth:
    if text.startswith(("all(", "any(")):
        truths = [_read(tables, nodes, one) for one in _split(text[4:-1])]
        return _joined_truth(truths, every_one=text.startswith("all("))
    word, rest = text.split("(", 1)
    id, test = rest.split(")", 1)
    criteria = {row["criterion"]: row["question"] for row in tables["criteria"]}
    question = criteria[id] if word == "met" else id
    asked = _asked(tables, nodes, question)
    return _joined_truth([asked, _answered(tables, nodes[question], word, id, test.strip())], every_one=True)


def _joined_truth(truths: Sequence[Truth], *, every_one: bool) -> Truth:
    now, hold, fail = zip(*truths, strict=True)
    return (all(now), all(hold), any(fail)) if every_one else (any(now), any(hold), all(fail))


def _split(text: str) -> list[str]:
    """The parts between semicolons, those within brackets left whole."""
    parts, depth, begins = [], 0, 0
    for place, sign in enumerate(text):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == ";" and not depth:
            parts.append(text[begins:place].strip())
            begins = place + 1
    return [*parts, text[begins:].strip()]


def _answered(tables: Tables, node: Line, word: str, id: str, test: str) -> Truth:
    answer = by(tables["answers"], "question")[node["node"]]
    if answer["reply"] == "disputed":
        return _disputed(tables, node, answer, (word, id, test))
    if answer["reply"] in STATES:
        return FALSE if answer["reply"] == "not_applicable" else OPEN
    given = by(tables["given"], "question")[node["node"]]
    if word == "option":
        return TRUE if given["option"] == test.removeprefix("= ") else FALSE
    holds = _at(tables, node, level_from(tables, node, given), word, id, test)
    if word == "met" and node["kind"] == "choice":
        holds = by(tables["criteria"], "criterion")[id]["status"] == "implied"
    if word == "met":
        holds = (holds or id in {*ids(given["met"]), *ids(given["left_out"])}) and id not in ids(given["not_met"])
    return TRUE if holds else FALSE


def _disputed(tables: Tables, node: Line, answer: Line, asked: tuple[str, str, str]) -> Truth:
    """A dispute read at its lowest, and at every level between its ends."""
    if node["kind"] == "checklist" and asked[0] == "met":
        return OPEN
    low, high = sure(answer["disputed_from"]), sure(answer["disputed_to"])
    steps = {sure(row["level"]) for row in tables["levels"] if row["question"] == node["node"]}
    readings = [_at(tables, node, one, *asked) for one in sorted(steps) if low <= one <= high]
    return readings[0], any(readings), not all(readings)


def _at(tables: Tables, node: Line, level: Fraction, word: str, id: str, test: str) -> bool:
    """Whether the condition holds where the question stands at this level."""
    if word == "level":
        sign, bound = test.split()
        return level >= sure(bound) if sign == ">=" else level <= sure(bound)
    if word == "option":
        steps = [row for row in tables["levels"] if row["question"] == node["node"] and sure(row["level"]) == level]
        return any(row["option"] == test.removeprefix("= ") for row in steps)
    own = by(tables["criteria"], "criterion")[id]["level"]
    if node["kind"] == "choice":
        same = [row for row in tables["levels"] if row["question"] == node["node"] and sure(row["level"]) == level]
        return len(same) == 1 and num(own) == level
    return own is not None and sure(own) <= level
