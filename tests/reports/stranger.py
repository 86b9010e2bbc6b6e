"""A stranger's program: it reads the data files, knows the method from its text, and makes every number again.

It imports nothing of ours. A file of ours is a dictionary of tables, a table a list of rows, every cell text or None.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import pandas as pd

Line = dict[str, Any]
Tables = dict[str, list[Line]]
QUANTITIES = ("value", "low", "high", "evidenced")


def of_csv(content: bytes) -> Tables:
    """The tables of the zip of CSV files."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        names = [one for one in packed.namelist() if one.endswith(".csv")]
        frames = {
            one.removesuffix(".csv"): pd.read_csv(packed.open(one), dtype=str, keep_default_na=False) for one in names
        }
    tables: Tables = {
        id: [{str(key): cell or None for key, cell in row.items()} for row in frame.to_dict("records")]
        for id, frame in frames.items()
    }
    for one in tables["exact"]:
        row = tables[one["table"]][int(one["row"]) - 1]
        row[one["column"]] = f"{one['numerator']}/{one['denominator']}"
    return tables


def of_json(content: bytes) -> Tables:
    """The tables of the JSON document, with the same cells as text."""
    tables: Mapping[str, list[Line]] = json.loads(content)["tables"]
    return {id: [{key: _text(cell) for key, cell in row.items()} for row in rows] for id, rows in tables.items()}


def _text(cell: Any) -> str | None:
    match cell:
        case None | "":
            return None
        case bool():
            return str(int(cell))
        case {"fraction": exact}:
            return str(exact)
        case _:
            return str(cell)


def num(cell: str | None) -> Fraction | None:
    """The number in a cell."""
    return None if cell is None else Fraction(cell)


def sure(cell: str | None) -> Fraction:
    """The number in a cell that must hold one."""
    assert cell is not None
    return Fraction(cell)


def ids(cell: str | None) -> list[str]:
    """The ids in a cell."""
    return cell.split(", ") if cell else []


def by(rows: Iterable[Line], column: str) -> dict[str, Line]:
    """The rows by what stands in a column."""
    return {row[column]: row for row in rows}


# --- levels ---------------------------------------------------------------------------------------------------


def level_of(tables: Tables, question: str) -> Fraction:
    """The level that follows from what was given."""
    node = next(row for row in tables["structure"] if (row["part"], row["node"]) == ("question", question))
    return level_from(tables, node, by(tables["given"], "question")[question])


def level_from(tables: Tables, node: Line, given: Line) -> Fraction:
    """The level that one thing given to a question makes."""
    steps = [row for row in tables["levels"] if row["question"] == node["node"]]
    ticks = {*ids(given["met"]), *ids(given["left_out"])} - {*ids(given["not_met"])}
    if given["how"] == "chosen":
        return sure(given["chosen"])
    if given["how"] == "option":
        return next(sure(row["level"]) for row in steps if row["option"] == given["option"])
    if given["how"] == "quantity":
        sign = 1 if node["higher_is_better"] == "1" else -1
        measured = sure(given["quantity"]) * sign
        reached = [sure(row["level"]) for row in steps if measured >= sure(row["bound"]) * sign]
        return max(reached, default=min(sure(row["level"]) for row in steps))
    if node["kind"] == "checklist":
        bands = [row for row in steps if int(row["from_ticks"]) <= len(ticks)]
        return sure(max(bands, key=lambda row: int(row["from_ticks"]))["level"])
    level = min(sure(row["level"]) for row in steps)
    criteria = [row for row in tables["criteria"] if row["question"] == node["node"]]
    for step in sorted(sure(row["level"]) for row in steps):
        if any(sure(row["level"]) == step and row["criterion"] not in ticks for row in criteria):
            break
        level = step
    return level


# --- the tree -------------------------------------------------------------------------------------------------


@dataclass
class Part:
    """A node as the method sees it: four shares of its scale, or nothing where it does not apply."""

    row: Line
    lowest: Fraction
    highest: Fraction
    shares: dict[str, Fraction | None] | None
    counted: int = 0
    asked: int = 0
    children: list[Part] = field(default_factory=list)
    weakest: Part | None = None
    before_cap: Fraction | None = None
    capped_by: str | None = None
    gate_open: bool = False
    provisional: bool = False

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.row["node"])

    @property
    def gate(self) -> bool:
        """Whether it is a gate."""
        return bool(self.row["gate"] == "1")

    def share(self, quantity: str = "value") -> Fraction | None:
        """One of its shares."""
        return self.shares[quantity] if self.shares else None

    def at(self, share: Fraction | None) -> Fraction | None:
        """A share as a value on its scale."""
        return None if share is None else self.lowest + share * (self.highest - self.lowest)

    def leaves(self) -> list[Part]:
        """The questions below it."""
        return [leaf for child in self.children for leaf in child.leaves()] if self.children else [self]


def settings(rows: Iterable[Line]) -> dict[str, str]:
    """The policy by setting."""
    return {row["setting"]: row["value"] for row in rows}


Leaf = Callable[[Line], Part]


def tree(structure: Sequence[Line], policy: Mapping[str, str], leaf: Leaf) -> Part:
    """The whole, made of its questions."""
    below: dict[tuple[str, str | None], list[Line]] = {}
    for row in sorted(structure, key=lambda row: int(row["order"])):
        below.setdefault((row["part"], row["parent"]), []).append(row)

    def make(row: Line, parts: Sequence[str]) -> Part:
        if not parts:
            return leaf(row)
        return joined(row, [make(one, parts[1:]) for one in below.get((parts[0], row["node"]), [])], policy)

    return make(below["whole", None][0], ("section", "capability", "question"))


def joined(row: Line, children: list[Part], policy: Mapping[str, str]) -> Part:
    """A node made of its children by its rule, held down by its gates."""
    made = Part(row, sure(row["lowest"]), sure(row["highest"]), None, children=children)
    made.counted, made.asked = sum(one.counted for one in children), sum(one.asked for one in children)
    applying = [one for one in children if one.shares is not None]
    if applying:
        RULES[row["rule"]](made, applying, sure(policy["stage_met_at"]))
    pool = children if row["part"] != "whole" else [one.weakest for one in children if one.weakest]
    made.weakest = lowest([one for one in pool if one is not None])
    before = made.share()
    gates = [one for one in children if one.gate]
    for quantity in QUANTITIES if made.shares else ():
        known = [share for one in gates if (share := one.share(quantity)) is not None]
        if known and (now := made.share(quantity)) is not None and made.shares:
            made.shares[quantity] = min(now, min(known) + sure(policy["gate_step"]))
    if made.share() != before:
        holds = lowest(gates)
        made.before_cap, made.capped_by = made.at(before), holds.id if holds else None
    made.gate_open = any(one.gate_open or (one.gate and one.share() is None) for one in children)
    short = made.counted < made.asked * sure(policy["minimum_coverage"])
    made.provisional = made.gate_open or short or (row["rule"] == "staged" and _blank_below(made, before))
    return made


def _blank_below(made: Part, share: Fraction | None) -> bool:
    reached = made.at(share)
    blanks = [one for one in made.leaves() if one.shares is not None and one.share() is None and one.row["stage"]]
    return reached is not None and any(int(one.row["stage"]) <= reached for one in blanks)


def lowest(parts: Sequence[Part]) -> Part | None:
    """The lowest by share, the first of equals."""
    known = [(share, place) for place, one in enumerate(parts) if (share := one.share()) is not None]
    return parts[min(known)[1]] if known else None


def _mean_of(made: Part, applying: Sequence[tuple[Fraction, Part]]) -> None:
    made.shares = {}
    for quantity in QUANTITIES:
        known = [(weight, share) for weight, one in applying if (share := one.share(quantity)) is not None]
        weights = sum((weight for weight, _ in known), Fraction(0))
        made.shares[quantity] = (
            sum((weight * share for weight, share in known), Fraction(0)) / weights if known else None
        )


def _mean(made: Part, applying: Sequence[Part], _: Fraction) -> None:
    _mean_of(made, [(sure(one.row["weight"]), one) for one in applying])


def _weakest(made: Part, applying: Sequence[Part], _: Fraction) -> None:
    made.shares = {}
    for quantity in QUANTITIES:
        known = [share for one in applying if (share := one.share(quantity)) is not None]
        made.shares[quantity] = min(known, default=None)


def _sum(made: Part, applying: Sequence[Part], _: Fraction) -> None:
    made.lowest = sum((sure(one.row["weight"]) * one.lowest for one in applying), Fraction(0))
    made.highest = sum((sure(one.row["weight"]) * one.highest for one in applying), Fraction(0))
    _mean_of(made, [(sure(one.row["weight"]) * (one.highest - one.lowest), one) for one in applying])


def _staged(made: Part, applying: Sequence[Part], met_at: Fraction) -> None:
    leaves = [leaf for one in applying for leaf in one.leaves() if leaf.shares is not None and leaf.row["stage"]]
    if not leaves:
        return
    made.lowest, made.highest = Fraction(0), Fraction(max(int(one.row["stage"]) for one in leaves))
    made.shares = {}
    for quantity in QUANTITIES:
        known = [(int(one.row["stage"]), share) for one in leaves if (share := one.share(quantity)) is not None]
        failed = min((stage for stage, share in known if share < met_at), default=None)
        reached = max((stage for stage, _ in known if failed is None or stage < failed), default=0)
        made.shares[quantity] = Fraction(reached) / made.highest if known else None


RULES = {"mean": _mean, "weakest": _weakest, "sum": _sum, "staged": _staged}


# --- questions ------------------------------------------------------------------------------------------------


def question_part(row: Line, numbers: Mapping[str, Fraction | None] | None, counted: int, asked: int) -> Part:
    """A question with these values on its scale."""
    low, high = sure(row["lowest"]), sure(row["highest"])
    shares = None
    if numbers is not None:
        shares = {key: None if value is None else (value - low) / (high - low) for key, value in numbers.items()}
    return Part(row, low, high, shares, counted, asked)


def blank(row: Line) -> dict[str, Fraction | None]:
    """A question without a reply."""
    return {"value": None, "low": sure(row["lowest"]), "high": sure(row["highest"]), "evidenced": None}


def not_applicable_as(row: Line, policy: Mapping[str, str]) -> Fraction:
    """What "not applicable" counts as where it counts."""
    low, high = sure(row["lowest"]), sure(row["highest"])
    if policy["not_applicable"] != "as_level":
        return low
    main = sure(policy["main_lowest"]), sure(policy["main_highest"])
    level = min(max(sure(policy["not_applicable_level"]), main[0]), main[1])
    return low + (level - main[0]) / (main[1] - main[0]) * (high - low)


def shifted(levels: Sequence[Fraction], level: Fraction, steps: Fraction) -> Fraction:
    """A level moved by so many of the question's own levels."""
    place = min(max(levels.index(level) + steps, Fraction(0)), Fraction(len(levels) - 1))
    whole = place.numerator // place.denominator
    return levels[whole] if whole == place else levels[whole] + (place - whole) * (levels[whole + 1] - levels[whole])


def outcome(tables: Tables, row: Line, policy: Mapping[str, str], answer: Line, level: Fraction | None) -> Part:
    """A question as what is held on it makes it. `level` is the level reached, if the outcome is one."""
    reply, standing = answer["reply"], answer["asked"]
    open_, asked = standing.endswith("_so_far"), standing.startswith("asked")
    drops = reply == "not_applicable" and policy["not_applicable"] == "drop"
    if not asked and not open_:
        return question_part(row, None, 0, 0)
    if drops:
        return question_part(row, None, 0, 0)
    if not asked or (reply is None):
        return question_part(row, blank(row), 0, 1)
    counts = int(reply != "not_known" or policy["not_known"] == "lowest")
    numbers = _numbers(tables, row, policy, answer, level)
    if open_:
        numbers = {**numbers, "low": sure(row["lowest"]), "high": sure(row["highest"])}
    return question_part(row, numbers, counts, 1)


def _numbers(
    tables: Tables, row: Line, policy: Mapping[str, str], answer: Line, level: Fraction | None
) -> dict[str, Fraction | None]:
    limit = num(answer.get("evidence_limit"))
    if answer["reply"] == "not_applicable":
        return dict.fromkeys(QUANTITIES, not_applicable_as(row, policy))
    if answer["reply"] == "not_known":
        value = sure(row["lowest"]) if policy["not_known"] == "lowest" else None
        return {**blank(row), "value": value, "evidenced": value}
    if answer["reply"] == "disputed":
        low, high = sure(answer["disputed_from"]), sure(answer["disputed_to"])
        return {"value": low, "low": low, "high": high, "evidenced": low if limit is None else min(low, limit)}
    assert level is not None
    levels = sorted({sure(one["level"]) for one in tables["levels"] if one["question"] == row["node"]})
    shift = sure(policy["shift_" + (answer.get("confidence") or "medium")])
    ends = (shifted(levels, level, -shift), shifted(levels, level, shift)) if levels else (level, level)
    return {"value": level, "low": ends[0], "high": ends[1], "evidenced": level if limit is None else min(level, limit)}


STATES = (None, "not_applicable", "not_known", "disputed")


def scores(tables: Tables) -> Part:
    """All scores of the assessment, from what was given up to the whole."""
    policy, answers = settings(tables["policy"]), by(tables["answers"], "question")

    def leaf(row: Line) -> Part:
        answer = answers[row["node"]]
        level = None if answer["reply"] in STATES else level_of(tables, row["node"])
        return outcome(tables, row, policy, answer, level)

    return tree(tables["structure"], policy, leaf)


def every(whole: Part) -> dict[str, Part]:
    """The whole, the sections and the capabilities by id."""
    return {one.id: one for one in (whole, *whole.children, *(two for one in whole.children for two in one.children))}


def score_rows(whole: Part) -> dict[str, Line]:
    """What the table of scores must say."""
    return {
        id: {
            **{quantity: one.at(one.share(quantity)) for quantity in QUANTITIES},
            "weakest": one.weakest.id if one.weakest else None,
            "weakest_value": one.weakest.at(one.weakest.share()) if one.weakest else None,
            "counted": Fraction(one.counted),
            "asked": Fraction(one.asked),
            "coverage": Fraction(one.counted, one.asked) if one.asked else None,
            "provisional": Fraction(one.provisional),
            "capped_by": one.capped_by,
            "before_cap": one.before_cap,
            "gate_open": Fraction(one.gate_open),
        }
        for id, one in every(whole).items()
    }


# --- gaps and ranks -------------------------------------------------------------------------------------------


def gap_rows(tables: Tables, whole: Part) -> dict[str, Line]:
    """What the table of gaps must say of each capability, from its target, its threat and the scores."""
    policy, parts = settings(tables["policy"]), every(whole)
    main = (sure(policy["main_lowest"]), sure(policy["main_highest"]))
    sections = {row["node"]: row for row in tables["structure"] if row["part"] == "section"}
    found: dict[str, Line] = {}
    for row in tables["gaps"]:
        one = parts[row["capability"]]
        value, target = one.at(one.share()), num(row["target"])
        on_main = one.row["rule"] in ("mean", "weakest") and (one.lowest, one.highest) == main
        gap = None if value is None or target is None or not on_main else max(target - value, Fraction(0))
        share = None if gap is None else gap / (main[1] - main[0])
        weight = sure(one.row["weight"]) * sure(sections[one.row["parent"]]["weight"])
        points = None if share is None else weight * (2 if one.gate else 1) * sure(row["threat"]) * share
        found[one.id] = {"value": value, "gap": gap, "gap_share": share, "points": points, "rank": None}
    order = [id for id in parts if id in found and found[id]["gap"]]
    order.sort(key=lambda id: (-found[id]["points"], not parts[id].gate, -found[id]["gap_share"]))
    for rank, id in enumerate(order, 1):
        found[id]["rank"] = Fraction(rank)
    return found


# --- change between rounds ------------------------------------------------------------------------------------


def change_rows(tables: Tables, whole: Part) -> dict[str, Line]:
    """What the table of change must say of each node, as reported and like for like."""
    policy, then = settings(tables["policy"]), by(tables["earlier_answers"], "question")
    earlier = settings(tables["earlier_policy"])

    def leaf(row: Line) -> Part:
        answer = then[row["node"]]
        return outcome(tables, row, earlier, answer, None if answer["reply"] in STATES else sure(answer["reply"]))

    before = every(tree(tables["earlier_structure"], earlier, leaf))
    levels_then = {
        row["now"]: sure(row["reply"]) for row in tables["earlier_answers"] if row["now"] and not row["apart"]
    }
    answers = by(tables["answers"], "question")
    levels_now = {id: sure(answers[id]["reply"]) for id in levels_then}
    like = [every(_alike(tables, policy, levels)) for levels in (levels_then, levels_now)]
    targets = {row["node"]: num(row["target_before"]) for row in tables["change"] if row["part"] != "question"}
    found: dict[str, Line] = {}
    for id, part in every(whole).items():
        was = next((before[one] for one in (id, *ids(part.row["aliases"])) if one in before), None)
        first, second = (one[id].at(one[id].share()) for one in like)
        difference = None if first is None or second is None else second - first
        way = None if first is None or targets[id] is None else (targets[id] or 0) - first
        below = [leaf.id for leaf in part.leaves()]
        found[id] = {
            "before": was.at(was.share()) if was else None,
            "now": part.at(part.share()),
            "like_before": first,
            "like_now": second,
            "difference": difference,
            "difference_share": None if difference is None else difference / (like[1][id].highest - like[1][id].lowest),
            "progress": difference / way if difference is not None and way is not None and way > 0 else None,
            "compared": Fraction(sum(one in levels_then for one in below)),
            "asked": Fraction(sum(answers[one]["asked"] != "hidden" for one in below)),
        }
    return found


def _alike(tables: Tables, policy: Mapping[str, str], levels: Mapping[str, Fraction]) -> Part:
    """The later tree on the questions compared alone, with as gates what was one in both rounds."""
    gates = {(row["part"], row["node"]) for row in tables["earlier_structure"] if row["gate"] == "1"}

    def still_gate(row: Line) -> bool:
        return any((row["part"], one) in gates for one in (row["node"], *ids(row["aliases"])))

    rows = [{**row, "gate": "1" if row["gate"] == "1" and still_gate(row) else "0"} for row in tables["structure"]]

    def leaf(row: Line) -> Part:
        level = levels.get(row["node"])
        if level is None:
            return question_part(row, None if row["asked_when"] else blank(row), 0, 0)
        return question_part(row, dict.fromkeys(QUANTITIES, level), 1, 1)

    return tree(rows, policy, leaf)
