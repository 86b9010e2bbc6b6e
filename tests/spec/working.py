"""How each kind of example is worked: from its given table, through the code, to the shape of its expected table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from questionnaire.agreement_indices import spread, tastle_wierman
from questionnaire.answers import Disputed, LevelReached, NotApplicable, NotKnown, Reply
from questionnaire.consensus import reach_consensus
from questionnaire.framework import WHOLE, Question
from questionnaire.intentions import Target
from questionnaire.levels import contradictions, level_of, met_criteria
from questionnaire.needs import AtLeast, Blocked, Every, Need, NothingNeeded, OneGroupOf, unmet_for
from questionnaire.proposals import proposed_reply
from questionnaire.routing import asked_questions
from scoring.explanation import Explanation, explain
from scoring.gaps import Gap, find_gaps
from scoring.priorities import Importance, rank_gaps
from scoring.rank_certainty import rank_certainty
from scoring.scorecard import Score, ScoreCard
from scoring.scores import score_dossier
from scoring.targets import STARTING_RULES
from tests.spec.reading import dossier_of, framework_of, question_of, reply_of
from tests.spec.tables import NOTHING, Example, Table, filled, written
from words.numbers import percent

NUMBERS = {"value": "value", "lowest": "low", "highest": "high", "evidenced": "evidenced"}


def scores(example: Example) -> Table:
    """Scores of the nodes named in the first column."""
    card = score_dossier(dossier_of(example))
    return filled(example, lambda row, column: _score_cell(card, row["node"], column))


def _score_cell(card: ScoreCard, node: str, column: str) -> str:
    score = card[WHOLE if node == "whole" else node]
    if column in NUMBERS:
        return written(getattr(score, NUMBERS[column]))
    return _SCORE_CELLS[column](score)


_SCORE_CELLS: Mapping[str, Callable[[Score], str]] = {
    "scale": lambda score: f"{written(score.scale.lowest)} to {written(score.scale.highest)}",
    "coverage": lambda score: f"{score.coverage.counted} of {score.coverage.asked}",
    "weakest": lambda score: score.weakest or NOTHING,
    "cap": lambda score: f"{' and '.join(score.cap.gates)} at {written(score.cap.at)}" if score.cap else NOTHING,
    "before cap": lambda score: written(score.cap.before if score.cap else score.value),
    "marks": lambda score: (
        ", ".join(word for word, holds in (("gate open", score.gate_open), ("provisional", score.provisional)) if holds)
        or NOTHING
    ),
}


def levels(example: Example) -> Table:
    """Level, criteria met and contradictions of each reply."""
    rows = iter(example.given.records())
    return filled(example, _cell_of_next(rows))


def _cell_of_next(rows: object) -> Callable[[Mapping[str, str], str], str]:
    given = {row["reply"]: row for row in rows}  # type: ignore[attr-defined]

    def cell(row: Mapping[str, str], column: str) -> str:
        question = question_of(given[row["reply"]], "Q")
        reply = reply_of(question, row["reply"])
        assert isinstance(reply, LevelReached)
        match column:
            case "level":
                return written(level_of(question, reply.given))
            case "criteria met":
                return _short(question, met_criteria(question, reply.given))
            case _:
                return _short(question, contradictions(question, reply.given))

    return cell


def _short(question: Question, criteria: object) -> str:
    found = [one.id.removeprefix(f"{question.id}.") for one in question.criteria if one.id in criteria]  # type: ignore[operator]
    return " ".join(found) or NOTHING


def needs(example: Example) -> Table:
    """What each reply still needs for the level of its column."""
    given = {row["reply"]: row for row in example.given.records()}

    def cell(row: Mapping[str, str], column: str) -> str:
        question = question_of(given[row["reply"]], "Q")
        reply = reply_of(question, row["reply"])
        held = reply.given if isinstance(reply, LevelReached) else reply if isinstance(reply, Disputed) else None
        return _need(unmet_for(question, held, Fraction(column.removeprefix("for "))))

    return filled(example, cell)


def _need(need: Need) -> str:
    match need:
        case NothingNeeded():
            return "nothing"
        case Every(criteria=criteria):
            return " ".join(one.removeprefix("Q.") for one in criteria)
        case OneGroupOf(groups=groups):
            return " or ".join(" ".join(one.removeprefix("Q.") for one in group) for group in groups)
        case AtLeast(number=number, criteria=criteria):
            return f"{number} of {' '.join(one.removeprefix('Q.') for one in criteria)}"
        case Blocked(why=why):
            return f"blocked: {why.replace('_', ' ')}"


def routing(example: Example) -> Table:
    """How each question stands: asked, hidden, and whether that is undecided."""
    dossier = dossier_of(example)
    found = asked_questions(dossier.framework, reach_consensus(dossier))

    def cell(row: Mapping[str, str], column: str) -> str:
        if column == "undecided":
            return "yes" if row["node"] in found.undecided else "no"
        return "asked" if row["node"] in found.asked_ids else "hidden"

    return filled(example, cell)


def consensus(example: Example) -> Table:
    """What several replies to one question propose."""
    replies = {row["replies"]: row for row in example.given.records()}

    def cell(row: Mapping[str, str], column: str) -> str:
        question = question_of(replies[row["replies"]], "Q")
        given = [reply for text in row["replies"].split("; ") if (reply := reply_of(question, text)) is not None]
        known = [level_of(question, reply.given) for reply in given if isinstance(reply, LevelReached)]
        match column:
            case "proposed":
                return reply_written(question, proposed_reply(question, given))
            case "spread":
                return written(spread(known))
            case _:
                index = tastle_wierman(known, question.scale)
                return NOTHING if index is None else f"{index:.3f}"

    return filled(example, cell)


def reply_written(question: Question, reply: Reply | None) -> str:
    """An outcome in words; "open" where there is none."""
    match reply:
        case None:
            return "open"
        case LevelReached(given=given):
            return written(level_of(question, given))
        case NotApplicable():
            return "not applicable"
        case NotKnown():
            return "not known"
        case Disputed(lowest=low, highest=high):
            return f"dispute {written(low)}-{written(high)}"


def targets(example: Example) -> Table:
    """What the starting rules propose for each capability."""
    card = score_dossier(dossier_of(example))

    def cell(row: Mapping[str, str], column: str) -> str:
        target = STARTING_RULES[column.replace(" ", "_")](card, None).get(row["node"])
        return NOTHING if target is None else str(target.level)

    return filled(example, cell)


def _targets_of(example: Example) -> Mapping[str, Target]:
    rows = example.given.records()
    return {row["node"]: Target(row["node"], int(row["target"])) for row in rows if row.get("target")}


def gaps(example: Example) -> Table:
    """The gap of each capability to its target."""
    found = {gap.capability: gap for gap in find_gaps(score_dossier(dossier_of(example)), _targets_of(example))}

    def cell(row: Mapping[str, str], column: str) -> str:
        return _GAP_CELLS[column](found[row["node"]]) if row["node"] in found else "not listed"

    return filled(example, cell)


_GAP_CELLS: Mapping[str, Callable[[Gap], str]] = {
    "value": lambda gap: written(gap.value),
    "gap": lambda gap: "unanswered" if gap.unanswered else written(gap.size),
    "share": lambda gap: written(gap.share),
    "missing": lambda gap: " ".join(gap.unmet) or NOTHING,
    "to verify": lambda gap: " ".join(sorted(gap.to_verify)) or NOTHING,
    "blocked": lambda gap: " ".join(f"{one.by} by {one.why.replace('_', ' ')}" for one in gap.blocked) or NOTHING,
}


def priorities(example: Example) -> Table:
    """The gaps in their order, with their points part by part."""
    framework = framework_of(example)
    found = find_gaps(score_dossier(dossier_of(example)), _targets_of(example))
    threats = {row["node"]: int(row["threat"]) for row in example.given.records() if row.get("threat")}
    ranked = rank_gaps(found, Importance(framework, threats))
    rows = (
        (one.rank, one.capability, one.weight, one.gate_factor, one.threat, one.gap_share, one.points) for one in ranked
    )
    return Table(
        ("rank", "capability", "weight", "gate", "threat", "gap share", "points"),
        tuple(tuple(cell if isinstance(cell, str) else written(cell) for cell in row) for row in rows),
    )


def rank_certainties(example: Example) -> Table:
    """How sure the ranks are: in which percent of draws among the first ten, and the ranks of nine of ten draws."""
    card = score_dossier(dossier_of(example))
    threats = {row["node"]: int(row["threat"]) for row in example.given.records() if row.get("threat")}
    gaps = find_gaps(card, _targets_of(example))
    found = {one.capability: one for one in rank_certainty(card, gaps, Importance(card.framework, threats))}

    def cell(row: Mapping[str, str], column: str) -> str:
        one = found.get(row["capability"])
        if one is None:
            return NOTHING
        shown = {"first ten": percent(one.first_ten, "en"), "from": str(one.rank_from), "to": str(one.rank_to)}
        return shown[column]

    return filled(example, cell)


def explanations(example: Example) -> Table:
    """Every node's part of its parent and what it contributes."""
    tree = explain(score_dossier(dossier_of(example)), WHOLE)
    found = {one.node: one for one in _walk(tree)}

    def cell(row: Mapping[str, str], column: str) -> str:
        node = found[WHOLE if row["node"] == "whole" else row["node"]]
        return {
            "value": lambda: written(node.score.value),
            "before cap": lambda: written(node.before_cap),
            "part": lambda: written(node.part),
            "contribution": lambda: written(node.contribution),
            "ties": lambda: " ".join(node.ties) or NOTHING,
            "stages": lambda: _stages(node),
        }[column]()

    return filled(example, cell)


def _walk(tree: Explanation) -> list[Explanation]:
    """Children before parents, so that a capability stands for its only question."""
    return [*(node for child in tree.children for node in _walk(child)), tree]


def _stages(node: Explanation) -> str:
    said = [
        f"{one.stage} passed" if one.passed else f"{one.stage} fails: {' '.join(one.failing)}" for one in node.stages
    ]
    return "; ".join(said) or NOTHING
