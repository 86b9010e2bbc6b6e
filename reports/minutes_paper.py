"""The minutes in words: as a paper that the screen shows and Word keeps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from questionnaire.answers import Disputed
from questionnaire.ballots import WHOLE_ROOM, Homework
from questionnaire.signatures import Reopening, Signature
from questionnaire.stages import Function
from questionnaire.talk import Talk
from reports.minutes import Decision, Minutes, TreatedQuestion
from reports.paper import (
    Paper,
    PaperFacts,
    PaperHeading,
    PaperPart,
    PaperTable,
    PaperText,
    table_or_nothing,
)
from reports.reply_words import reply_said
from words.numbers import NO_SCORE, clock, day, number, places_of
from words.phrases import Phrases

FIRST_LISTED = 10
"""How many of the questions that come next are named before the rest is only counted."""


def minutes_paper(minutes: Minutes, say: Phrases, made_at: datetime) -> Paper:
    """The minutes as a paper in the language of `say`."""
    teller = _Teller(minutes, say)
    setup = minutes.dossier.setup
    occasion = " ".join(filter(None, (say(f"round.{setup.round.kind.value}"), str(setup.round.year or ""))))
    named = (setup.administration.name.strip() or say("pages.unnamed"), setup.site.name.strip(), occasion)
    parts = teller.parts() if not minutes.empty else (PaperText(say("minutes.empty")),)
    made = say("minutes.made", day=day(made_at.astimezone().date(), say.language), n=minutes.dossier.revision)
    return Paper(
        teller.title(), " · ".join(filter(None, named)), say.language, parts, foot=made, page_of=say("minutes.page_of")
    )


@dataclass(frozen=True)
class _Teller:
    """Puts one set of minutes into words."""

    minutes: Minutes
    say: Phrases

    def title(self) -> str:
        days, say = self.minutes.days, self.say
        if self.minutes.on is not None:
            return say("minutes.title", day=day(self.minutes.on, say.language))
        if len(days) < 2:
            return say("minutes.title_all_one")
        first, last = (day(one, say.language) for one in (days[-1], days[0]))
        return say("minutes.title_all", first=first, last=last)

    def parts(self) -> tuple[PaperPart, ...]:
        return (
            self._facts(),
            *self._attendance(),
            *self._treated(),
            *self._decisions(),
            *self._disputes(),
            *self._mission(),
            *self._parked(),
            *self._homework(),
            *self._signed(),
            *self._next(),
        )

    def _facts(self) -> PaperFacts:
        minutes, say = self.minutes, self.say
        setup = minutes.dossier.setup
        where = ", ".join(
            filter(None, (setup.administration.name.strip(), setup.site.name.strip(), setup.administration.country))
        )
        pairs = [(say("minutes.fact.where"), where), (say("minutes.fact.when"), self._when())]
        pairs.append((say("minutes.fact.asked_by"), minutes.dossier.framework.name(say.language)))
        stage = say(f"stage.{minutes.dossier.stage.value}")
        pairs.append((say("minutes.fact.stage"), stage))
        there = sum(one.people for one in minutes.attendance)
        pairs.append((say("minutes.fact.there"), say("minutes.people", n=there)))
        decided = say("minutes.decided", n=len(minutes.agreed), disputed=len(minutes.disputes))
        pairs.append((say("minutes.fact.results"), decided))
        return PaperFacts(tuple((name, fact) for name, fact in pairs if fact))

    def _when(self) -> str:
        minutes, say = self.minutes, self.say
        if minutes.on is None:
            return ", ".join(day(one, say.language) for one in reversed(minutes.days))
        if minutes.began is None or minutes.ended is None:
            return day(minutes.on, say.language)
        first, last = (clock(one, say.language) for one in (minutes.began, minutes.ended))
        return say("minutes.hours", day=day(minutes.on, say.language), first=first, last=last)

    def _attendance(self) -> Iterable[PaperPart]:
        minutes, say = self.minutes, self.say
        yield PaperHeading(say("minutes.attendance"))
        if not minutes.marked and minutes.attendance:
            yield PaperText(say("minutes.not_marked"), quiet=True)
        with_names = any(one.names for one in minutes.attendance)
        heads = ["function", "role", "people", *(["names"] if with_names else [])]
        rows = []
        for one in minutes.attendance:
            row = [self._function(one.function), say(f"setup.role.{one.role.value}"), str(one.people)]
            rows.append((*row, ", ".join(one.names)) if with_names else tuple(row))
        widths = (34, 24, 16, 26) if with_names else (48, 34, 18)
        yield self._table("attendance", heads, rows, widths)

    def _treated(self) -> Iterable[PaperPart]:
        if not self.minutes.room:
            return
        yield PaperHeading(self.say("minutes.treated"))
        in_groups = any(one.group != WHOLE_ROOM for one in self.minutes.treated)
        heads = ["question", *(["group"] if in_groups else []), "rounds", "replies", "range"]
        rows = []
        for one in self.minutes.treated:
            group = (self._group(one.group),) if in_groups else ()
            rows.append((self._question(one.question), *group, str(one.rounds), str(one.replies), self._range(one)))
        yield self._table("treated", heads, rows, (38, 17, 13, 17, 15) if in_groups else (52, 14, 18, 16))

    def _decisions(self) -> Iterable[PaperPart]:
        yield PaperHeading(self.say("minutes.decisions"))
        if not self.minutes.room and self.minutes.decisions:
            yield PaperText(self.say("minutes.alone"), quiet=True)
        rows = [(self._question(one.question), *self._outcome(one)) for one in self.minutes.agreed]
        yield self._table("decisions", ["question", "outcome", "why"], rows, (34, 24, 42))

    def _disputes(self) -> Iterable[PaperPart]:
        yield PaperHeading(self.say("minutes.disputes"))
        rows = []
        for one in self.minutes.disputes:
            reply = one.outcome.reply if one.outcome else None
            if isinstance(reply, Disputed) and one.outcome:
                why = "\n".join(filter(None, (reply.reason, self._why(one))))
                rows.append((self._question(one.question), self._from_to(reply.lowest, reply.highest), why))
        yield self._table("disputes", ["question", "held", "why"], rows, (34, 24, 42))

    def _mission(self) -> Iterable[PaperPart]:
        if not self.minutes.mission:
            return
        yield PaperHeading(self.say("minutes.mission"))
        rows = [(self._question(one.question), *self._outcome(one)) for one in self.minutes.mission]
        yield self._table("mission", ["question", "outcome", "remark"], rows, (34, 24, 42))

    def _parked(self) -> Iterable[PaperPart]:
        say = self.say
        yield PaperHeading(say("minutes.parked"))
        rows = [
            (
                one.text,
                self._question(one.question) if one.question else "",
                say("minutes.settled", how=one.settled) if one.settled else say("minutes.still_open"),
            )
            for one in self.minutes.parked
        ]
        yield self._table("parked", ["point", "question", "state"], rows, (40, 30, 30))

    def _homework(self) -> Iterable[PaperPart]:
        yield PaperHeading(self.say("minutes.homework"))
        order = {one: place for place, one in enumerate((*Function, None))}
        held = sorted(self.minutes.homework, key=lambda one: (order[one.function], one.due is None, one.due))
        rows = [(self._function(one.function), one.task, self._question(one.question), self._due(one)) for one in held]
        yield self._table("homework", ["function", "task", "question", "due"], rows, (20, 36, 26, 18))

    def _signed(self) -> Iterable[PaperPart]:
        if not self.minutes.signed:
            return
        say = self.say
        yield PaperHeading(say("minutes.signed"))
        rows = [(say(f"stage.{one.stage.value}"), *self._signature(one)) for one in self.minutes.signed]
        yield self._table("signed", ["stage", "who", "statement"], rows, (18, 34, 48))

    def _signature(self, one: Signature | Reopening) -> tuple[str, str]:
        who = f"{one.name} ({self.say(f'setup.role.{one.role.value}')})"
        if isinstance(one, Signature):
            return who, one.statement
        left = self.say(f"stage.{one.left.value}")
        return who, self.say("minutes.reopened", left=left, reason=one.reason)

    def _next(self) -> Iterable[PaperPart]:
        minutes, say = self.minutes, self.say
        yield PaperHeading(say("minutes.next"))
        if not minutes.open:
            yield PaperText(say("minutes.all_done"))
            return
        yield PaperText(say("minutes.open", n=len(minutes.open), of=minutes.asked))
        apart = [one for one in minutes.talk if one.open or one.spread]
        if apart:
            rows = [
                (self._question(one.question), str(one.distribution.replies), self._apart(one))
                for one in apart[:FIRST_LISTED]
            ]
            yield PaperText(say("minutes.talk_first"))
            yield self._table("talk", ["question", "replies", "apart"], rows, (52, 16, 32))
        else:
            listed = ", ".join(minutes.open[: 3 * FIRST_LISTED])
            more = say("minutes.and_more", n=len(minutes.open) - 3 * FIRST_LISTED)
            yield PaperText(f"{listed} {more}" if len(minutes.open) > 3 * FIRST_LISTED else f"{listed}.")

    def _apart(self, talk: Talk) -> str:
        if talk.open or talk.spread is None:
            return self.say("minutes.apart_open")
        said = number(talk.spread, self.say.language, places_of(talk.spread, 2))
        return self.say("minutes.apart", n=float(talk.spread), levels=said)

    def _table(
        self, name: str, heads: Sequence[str], rows: Sequence[tuple[str, ...]], widths: tuple[int, ...]
    ) -> PaperPart:
        said = tuple(self.say(f"minutes.head.{one}") for one in heads)
        about = self.say(f"minutes.{name}") if name != "talk" else self.say("minutes.next")
        return table_or_nothing(PaperTable(said, tuple(rows), widths, about), self.say("minutes.nothing"))

    def _outcome(self, decision: Decision) -> tuple[str, str]:
        if decision.outcome is None:
            return self.say("minutes.withdrawn"), ""
        framework = self.minutes.dossier.framework
        question = framework.question(decision.question)
        return reply_said(self.say, framework, question, decision.outcome.reply), self._why(decision)

    def _why(self, decision: Decision) -> str:
        """The reasons, the evidence seen, and every view that somebody asked to have recorded."""
        outcome = decision.outcome
        if outcome is None:
            return ""
        said = [outcome.rationale.strip()]
        said += [self.say("history.seen", what=outcome.seen)] if outcome.seen.strip() else []
        for one in outcome.dissents:
            who = self._function(one.function) if one.function else self.say("history.somebody")
            said.append(self.say("history.dissent", who=who, text=one.text))
        return "\n".join(filter(None, said))

    def _question(self, id: str) -> str:
        framework = self.minutes.dossier.whole or self.minutes.dossier.framework
        if not framework.has_question(id):
            return id
        return f"{id} {framework.home_of_question[id].short(self.say.language)}"

    def _function(self, function: Function | None) -> str:
        return self.say(f"function.{function.value}") if function else self.say("minutes.no_function")

    def _group(self, id: str) -> str:
        group = self.minutes.dossier.groups.get(id)
        return (group.name if group else "") or (self.say("minutes.whole_room") if id == WHOLE_ROOM else id)

    def _range(self, one: TreatedQuestion) -> str:
        return NO_SCORE if one.lowest is None or one.highest is None else self._from_to(one.lowest, one.highest)

    def _from_to(self, low: Fraction, high: Fraction) -> str:
        lowest, highest = (number(end, self.say.language, places_of(end, 2)) for end in (low, high))
        return lowest if lowest == highest else self.say("minutes.from_to", lowest=lowest, highest=highest)

    def _due(self, one: Homework) -> str:
        if one.done:
            return self.say("minutes.done")
        return day(one.due, self.say.language) if one.due else self.say("minutes.no_due")
