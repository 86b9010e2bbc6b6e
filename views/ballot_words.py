"""What a ballot came to, in words: the finding, whose functions differ, how much time is left."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from questionnaire.ballots import Disclosure
from questionnaire.framework import Question
from questionnaire.stages import Function
from questionnaire.talk import Distribution, Talk
from views.desk import Desk
from views.widgets.pad import Sheet, plain
from views.widgets.reply_field import reply_told
from words.numbers import number


def level_named(desk: Desk, level: Fraction) -> str:
    """A level with its word where it is one of the main scale: "2 Developing"."""
    shown = number(level, desk.language, 0 if level.denominator == 1 else 1)
    known = {one.value for one in desk.framework.levels}
    return f"{shown} {desk.framework.level_word(int(level), desk.language)}" if level in known else shown


def finding(desk: Desk, talk: Talk) -> str:
    """What the replies say, in one sentence."""
    say, spread_over = desk.say, talk.distribution
    given = spread_over.given
    if not spread_over.replies:
        return say("ballot.no_reply")
    if spread_over.not_applicable or 2 * len(given) < spread_over.replies:
        return _without_level(desk, spread_over)
    if len(given) == 1:
        return say("ballot.one_reply", level=level_named(desk, given[0]))
    low, high = given[0], given[-1]
    if low == high:
        return say("ballot.all_equal", n=len(given), level=level_named(desk, low))
    spread = number(high - low, desk.language, 0 if (high - low).denominator == 1 else 1)
    ends = {"low": level_named(desk, low), "high": level_named(desk, high)}
    counts = {"n_low": spread_over.levels[low], "n_high": spread_over.levels[high]}
    return say("ballot.spread", spread=spread, **ends, **counts)


def _without_level(desk: Desk, spread_over: Distribution) -> str:
    """The finding where the replies propose no level."""
    say, given = desk.say, spread_over.given
    if spread_over.not_applicable:
        everybody = spread_over.not_applicable == spread_over.replies
        key = "ballot.all_not_applicable" if everybody else "ballot.open_not_applicable"
        return say(key, n=spread_over.not_applicable, of=spread_over.replies)
    if given:
        return say("ballot.open_few_levels", n=len(given), of=spread_over.replies)
    return say("ballot.all_not_known", n=spread_over.replies)


def key_figures(desk: Desk, question: Question, talk: Talk) -> str:
    """How many replied, what is proposed, and how far they agree, as one line."""
    say, spread_over = desk.say, talk.distribution
    parts = [say("ballot.n_replies", n=spread_over.replies)] if spread_over.replies > 1 else []
    if talk.proposed is not None and len(spread_over.given) > 1:
        proposed = reply_told(Sheet(desk, question, "", None, None), talk.proposed)
        parts.append(say("ballot.middle", level=proposed))
    if spread_over.not_known:
        parts.append(say("ballot.n_not_known", n=spread_over.not_known))
    if talk.index is not None:
        parts.append(say("ballot.index", index=number(Fraction(talk.index), desk.language, 2)))
    if spread_over.hands:
        parts.append(say("ballot.n_hands", n=spread_over.hands))
    return " · ".join(parts)


def differing(desk: Desk, talk: Talk) -> str | None:
    """The functions by their middle level, ready to be drawn; None where they do not differ or the room wants none."""
    if desk.dossier.room.disclosure is Disclosure.NOTHING:
        return None
    by_function = [one for one in talk.distribution.functions if one.function is not None and one.median is not None]
    if len({one.median for one in by_function}) < 2:
        return None
    told = []
    for level in sorted({one.median for one in by_function if one.median is not None}):
        functions = [plain(function_named(desk, one.function)) for one in by_function if one.median == level]
        shown = number(level, desk.language, 0 if level.denominator == 1 else 1)
        told.append(desk.say("ballot.function_level", level=shown, functions=", ".join(functions)))
    return desk.say("ballot.differing", functions=" · ".join(told))


def names_by_reply(desk: Desk, question: Question) -> Mapping[str, list[str]] | None:
    """Who replied what, where the room chose to show names; None where it did not."""
    dossier = desk.dossier
    if dossier.room.disclosure is not Disclosure.NAMES:
        return None
    sheet = Sheet(desk, question, "", None, None)
    told: dict[str, list[str]] = {}
    for one in dossier.participants:
        answer = dossier.answers.get((one.id, question.id))
        if answer is not None and answer.reply is not None:
            name = one.name or desk.say("room.person", id=one.id)
            told.setdefault(reply_told(sheet, answer.reply), []).append(name)
    return dict(sorted(told.items()))


def function_named(desk: Desk, function: Function | None) -> str:
    """A function in words; "function not said" where nobody told it."""
    return desk.say("ballot.no_function") if function is None else desk.say(f"function.{function.value}")


def time_left(desk: Desk, seconds: int) -> str:
    """The time to reply that is left, as on a clock: "1:05"; a sentence when it is over."""
    if seconds == 0:
        return desk.say("ballot.time_over")
    minutes, rest = divmod(seconds, 60)
    return desk.say("ballot.time_left", clock=f"{minutes}:{rest:02}")
