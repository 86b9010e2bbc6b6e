"""How the children of a node make its score, a line each: the child with its rule, what is held on it, what it adds."""

from __future__ import annotations

from fractions import Fraction

from questionnaire.policy import Aggregation
from reports.figures import GATE, level_said
from scoring.explanation import Explanation, NodeKind, Standing
from views.desk import Desk
from views.widgets.pad import Sheet, plain
from views.widgets.reply_field import reply_told
from words.numbers import NO_SCORE, number, score

TIMES = "\u00d7"


def contribution_rows(desk: Desk, parent: Explanation) -> tuple[tuple[str, str, str], ...]:
    """A row for each child, as Markdown in which nothing of other people's text is read as such."""
    return tuple((_child(desk, parent, one), held_on(desk, one), _adds(desk, parent, one)) for one in parent.children)


def node_name(desk: Desk, node: Explanation) -> str:
    """A node in a few words: a section by its name, a capability by id and short name, a question by its id."""
    match node.kind:
        case NodeKind.WHOLE:
            return desk.say("explain.whole")
        case NodeKind.SECTION:
            return desk.framework.section(node.node).name(desk.language)
        case NodeKind.CAPABILITY:
            return f"{node.node} {desk.framework.capability(node.node).short(desk.language)}"
        case _:
            return node.node


def held_on(desk: Desk, node: Explanation) -> str:
    """The reply to a question, or to the only question of a capability; the score of everything else."""
    only = only_question(node)
    if only is None:
        return plain(_marked(desk, node, _level_with_word(desk, node)))
    question = desk.framework.question(only.node)
    reply = only.agreement.reply if only.agreement else None
    told = reply_told(Sheet(desk, question, "", None, None), reply)
    return f"{told}{_counts_as(desk, only)}"


def only_question(node: Explanation) -> Explanation | None:
    """The question itself, or the one question below a capability; None where there are several."""
    if node.kind is NodeKind.QUESTION:
        return node
    return node.children[0] if node.kind is NodeKind.CAPABILITY and len(node.children) == 1 else None


def number_of(desk: Desk, node: Explanation) -> str:
    """The score of a node; that of a capability or question as a level where it is one."""
    if node.kind in (NodeKind.WHOLE, NodeKind.SECTION):
        return score(node.score.value, desk.language)
    return level_said(node.score.value, desk.say)


def shown(desk: Desk, node: Explanation) -> str:
    """The score of a node, marked where it is provisional."""
    return _marked(desk, node, number_of(desk, node))


def _marked(desk: Desk, node: Explanation, number_said: str) -> str:
    provisional = node.score.provisional and node.score.value is not None
    return desk.say("figures.provisional", number=number_said) if provisional else number_said


def _level_with_word(desk: Desk, node: Explanation) -> str:
    """The score of a node, with the word of its level where a capability stands exactly at one."""
    levels = {Fraction(level.value): level.name(desk.language) for level in desk.framework.levels}
    on_main = node.kind is NodeKind.CAPABILITY and node.scale == desk.framework.main_scale
    word = levels.get(node.score.value) if on_main and node.score.value is not None else None
    return f"{number_of(desk, node)} {word}" if word else number_of(desk, node)


def _counts_as(desk: Desk, question: Explanation) -> str:
    """What a reply that is no level counts as."""
    if question.standing is Standing.LEVEL:
        return ""
    if question.score.value is None:
        return "" if question.standing is Standing.BLANK else f" ({desk.say('explain.left_out')})"
    return f" ({desk.say('explain.counts_as', value=level_said(question.score.value, desk.say))})"


def _child(desk: Desk, parent: Explanation, child: Explanation) -> str:
    lines = [plain(_heading(desk, child)), *(f":orange[{plain(line)}]" for line in _marks(desk, parent, child))]
    if rule := rule_said(desk, child):
        lines.append(plain(rule))
    return "  \n".join(lines)


def _heading(desk: Desk, child: Explanation) -> str:
    sign = f" {GATE}" if child.gate else ""
    if child.kind is NodeKind.QUESTION:
        return f"{child.node} {child.name(desk.language)}"
    if child.kind is NodeKind.SECTION:
        return node_name(desk, child) + sign
    return f"{child.node}{sign} {desk.framework.capability(child.node).short(desk.language)}"


def _marks(desk: Desk, parent: Explanation, child: Explanation) -> list[str]:
    """What stands out: that the child holds its parent down, is a gate without a score, or shares the lowest place."""
    marks = []
    if parent.score.cap and parent.score.cap.gate == child.node:
        marks.append(desk.say("explain.holds", cap=score(parent.score.cap.at, desk.language)))
    elif child.gate and child.score.value is None:
        marks.append(desk.say("explain.gate_open"))
    if child.ties:
        marks.append(desk.say("explain.ties", others=", ".join(child.ties)))
    return marks


def rule_said(desk: Desk, node: Explanation) -> str:
    """The rule of a node over several children: "the lowest of 2 questions"; empty where nothing is combined."""
    if node.rule is None or node.score.value is None or len(node.children) < 2:
        return ""
    return desk.say(f"explain.rule.{node.rule.value}", children=children_said(desk, node))


def children_said(desk: Desk, node: Explanation) -> str:
    """How many children count: "13 capabilities", "1 of 2 questions"."""
    counted = sum(child.score.value is not None for child in node.children)
    among = "children" if counted == len(node.children) else "children_of"
    return desk.say(f"explain.{among}.{_CHILDREN[node.kind]}", n=counted, all=len(node.children))


_CHILDREN = {NodeKind.WHOLE: "sections", NodeKind.SECTION: "capabilities", NodeKind.CAPABILITY: "questions"}


def _adds(desk: Desk, parent: Explanation, child: Explanation) -> str:
    """Value x part = contribution, on the parent's scale; in words where the child does not take part in a sum."""
    if child.score.value is None:
        return desk.say("explain.not_counted")
    if parent.rule is Aggregation.STAGED:
        return _stages(desk, child)
    if child.part is None or child.contribution is None or not child.part:
        return desk.say("explain.not_lowest")
    value = parent.scale.at(child.scale.share(child.score.value))
    result = number(child.contribution, desk.language, 2)
    return f"{_factor(desk, value)} {TIMES} {_part(child.part)} = {result}"


def _factor(desk: Desk, value: Fraction) -> str:
    return number(value, desk.language, 0 if value.denominator == 1 else 2)


def _part(part: Fraction) -> str:
    return str(part)


def _stages(desk: Desk, child: Explanation) -> str:
    stages = sorted({leaf.stage for leaf in child.leaves() if leaf.stage is not None})
    return desk.say("explain.of_stages", stages=", ".join(map(str, stages))) if stages else NO_SCORE


def parent_of(desk: Desk, node: Explanation) -> tuple[str, str] | None:
    """The id and the name of the node above; None above the whole."""
    framework = desk.framework
    match node.kind:
        case NodeKind.WHOLE:
            return None
        case NodeKind.SECTION:
            return "*", desk.say("figures.whole")
        case NodeKind.CAPABILITY:
            section = framework.home_of_capability[node.node]
            return section.id, section.name(desk.language)
        case _:
            home = framework.home_of_question[node.node]
            return home.id, f"{home.id} {home.short(desk.language)}"
