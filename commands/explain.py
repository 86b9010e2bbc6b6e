"""explain FILE NODE: the tree of contributions that makes a score, down to the replies."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from commands.command import Command, Json, Told, WrongUse
from commands.opening import ask_for_dossier, opened
from commands.showing import Shown, exact, table_text, terminal_width
from reports.cells import Cell, Coded, Kind, Row
from scoring.explanation import Explanation, NodeKind, Standing, explain
from words.phrases import Phrases

INDENT = "  "


def _arguments(parser: argparse.ArgumentParser, say: Phrases) -> None:
    ask_for_dossier(parser, say)
    parser.add_argument("node", metavar="NODE", help=say("cli.argument.node"))


def _run(asked: argparse.Namespace, say: Phrases) -> Told:
    one = opened(asked, say)
    try:
        tree = explain(one.card, asked.node)
    except KeyError as error:
        raise WrongUse("unknown_node", node=asked.node) from error
    rows = list(_rows(tree, say, 0))
    columns = {
        "node": Shown(say("cli.explain.node"), Kind.ID),
        "name": Shown(say("cli.explain.name"), Kind.TEXT),
        "rule": Shown(say("cli.explain.rule"), Kind.CODE),
        "weight": Shown(say("cli.explain.weight"), Kind.NUMBER),
        "value": Shown(say("cli.explain.value"), Kind.SCORE),
        "part": Shown(say("cli.explain.part"), Kind.SHARE),
        "adds": Shown(say("cli.explain.adds"), Kind.NUMBER),
        "remark": Shown(say("cli.explain.remark"), Kind.TEXT),
    }
    return Told(_tree(tree, say.language), table_text(columns, rows, say, width=terminal_width()), one.notices)


def _rows(tree: Explanation, say: Phrases, depth: int) -> Iterator[Row]:
    rule: Cell = Coded("cli.explain.rules", tree.rule.value) if tree.rule else None
    yield {
        "node": INDENT * depth + tree.node,
        "name": tree.name(say.language),
        "rule": rule,
        "weight": tree.weight,
        "value": tree.score.value,
        "part": tree.part,
        "adds": tree.contribution,
        "remark": _remark(tree, say) or None,
    }
    for child in tree.children:
        # A capability of one question of the same id would be said twice.
        if child.kind is not NodeKind.QUESTION or len(tree.children) > 1:
            yield from _rows(child, say, depth + 1)


def _remark(tree: Explanation, say: Phrases) -> str:
    """What touched the value: a gate, a reply that is no level, a part that nobody answered."""
    said: list[str] = []
    if tree.score.cap:
        said.append(say("cli.explain.capped", n=len(tree.score.cap.gates), gates=", ".join(tree.score.cap.gates)))
    if tree.gate:
        said.append(say("cli.explain.gate"))
    if tree.score.gate_open:
        said.append(say("cli.explain.gate_open"))
    if tree.score.provisional:
        said.append(say("cli.explain.provisional"))
    said += [say(f"cli.explain.standing.{leaf.standing}") for leaf in _touched(tree)]
    return ", ".join(dict.fromkeys(said))


def _touched(tree: Explanation) -> Iterator[Explanation]:
    leaves = [tree] if tree.kind is NodeKind.QUESTION else tree.children if len(tree.children) == 1 else []
    yield from (leaf for leaf in leaves if leaf.standing not in (None, Standing.LEVEL))


def _tree(tree: Explanation, language: str) -> Json:
    score = tree.score
    cap = score.cap and {"gates": list(score.cap.gates), "at": exact(score.cap.at), "before": exact(score.cap.before)}
    return {
        "node": tree.node,
        "kind": tree.kind.value,
        "name": tree.name(language),
        "rule": tree.rule.value if tree.rule else None,
        "scale": [exact(tree.scale.lowest), exact(tree.scale.highest)],
        "weight": exact(tree.weight),
        "gate": tree.gate,
        "value": exact(score.value),
        "low": exact(score.low),
        "high": exact(score.high),
        "evidenced": exact(score.evidenced),
        "part": exact(tree.part),
        "contribution": exact(tree.contribution),
        "ties": list(tree.ties),
        "standing": tree.standing.value if tree.standing else None,
        "cap": cap,
        "stages": [{"stage": one.stage, "failing": list(one.failing), "blank": list(one.blank)} for one in tree.stages],
        "children": [_tree(child, language) for child in tree.children],
    }


EXPLAIN = Command("explain", _arguments, _run)
