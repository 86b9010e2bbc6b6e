"""The steps of a question on a sheet of two sets of outcomes: from what stands in the blue cell to what is compared."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from questionnaire.answers import Agreement, Disputed, LevelReached
from questionnaire.framework import Question
from questionnaire.levels import level_of
from reports.answer_tables import reply_cell
from reports.workbook.answers import ASKED_CODES, STATE_CODES
from reports.workbook.beside import Beside, Line, share_of
from reports.workbook.draft import Content, Draft, Live
from reports.workbook.lists import level_list
from reports.workbook.text import exactly
from scoring.scorecard import ScoreCard


class QuestionSteps:
    """The formulas of one question, each with what the program computed."""

    def __init__(self, draft: Draft, beside: Beside, line: Line, at: Mapping[str, str]) -> None:
        self.draft, self.beside, self.line, self.at = draft, beside, line, at
        self.answers = draft.places["answers"]

    def all(self) -> Mapping[str, Content]:
        """Every step of the question; those of the other set only where that was asked it."""
        return {
            **(self._own(self.line.question) if self.line.question else {}),
            **(self._beside(self.line.before) if self.line.before else {}),
            **(self._pair(self.line.question) if self.line.question else {}),
            **(self._reported() if self.line.question and self.beside.reported else {}),
        }

    def asked(self) -> Live:
        """Whether the group's outcomes ask it."""
        asked = self._found("asked_code")
        return Live(f"IF({asked}=0,0,1)", int(self._is_asked()))

    def _own(self, question: Question) -> Mapping[str, Content]:
        """What the question is, and what Answers holds of it; its rows there may be sorted, so it is looked up."""
        report = self.draft.report
        found = f"MATCH({exactly(self.at['question'], question.id)},{self.answers.column('question')},0)"
        rows = self.draft.tables["answers"].rows
        position = next(place for place, row in enumerate(rows, 1) if row["question"] == question.id)
        held = report.card.agreements.get(question.id)
        asked = self._is_asked()
        level = f'IF({self._found("asked_code")}=0,"",IF({self.at["own_state"]}="L",{self._found("reply")},""))'
        return {
            "question": question.id,
            "position": Live(found, position),
            "stage": question.stage,
            "question_weight": Live(self._found("weight"), question.weight),
            "question_lowest": question.scale.lowest,
            "question_highest": question.scale.highest,
            "own_state": Live(self._found("state"), _state(held)),
            "level_own": Live(level, _level(question, held) if asked else None),
        }

    def _beside(self, before: Question) -> Mapping[str, Content]:
        """The reply of the other set, read as Answers reads its own."""
        at, held = self.at, self.beside.card.agreements.get(before.id)
        code = ASKED_CODES[self.beside.routing.standing(before.id)]
        level = f'IF({at["asked_code"]}=0,"",IF({at["state"]}="L",{at[self.beside.shown.reply]},""))'
        return {
            "asked_code": code,
            "disputed_at": held.reply.lowest if held and isinstance(held.reply, Disputed) else None,
            "exported": reply_cell(before, held),
            "state": Live(self._state_of(before), _state(held)),
            "level_beside": Live(level, _level(before, held) if code else None),
        }

    def _state_of(self, before: Question) -> str:
        reply, disputed = self.at[self.beside.shown.reply], self.at["disputed_at"]
        return (
            f'IF(ISNUMBER({reply}),IF(ISNUMBER(MATCH({reply},{level_list(before)},0)),"L","X"),'
            f'IF({reply}="","",IF({reply}=word_not_applicable,"NA",IF({reply}=word_not_known,"NK",'
            f'IF({reply}=word_disputed,IF(ISNUMBER({disputed}),"D","X"),"X")))))'
        )

    def _pair(self, question: Question) -> Mapping[str, Content]:
        """Whether both sets have a level that means the same, and these as shares; 0 where they are not compared."""
        at, beside = self.at, self.beside
        compared = question.id in beside.compared
        always = beside.framework.question(question.id).asked_when is None
        both = f"IF(AND(ISNUMBER({at['level_beside']}),ISNUMBER({at['level_own']})),1,0)"
        return {
            "pair": Live(both, int(compared)) if beside.asks_the_same(question) else 0,
            "pair_applies": 1 if always else Live(at["pair"], int(compared)),
            "pair_beside": self._share("level_beside", beside.like_beside, question),
            "pair_own": self._share("level_own", beside.like_own, question),
        }

    def _share(self, level: str, card: ScoreCard, question: Question) -> Live:
        at = self.at
        share = f"({at[level]}-{at['question_lowest']})/({at['question_highest']}-{at['question_lowest']})"
        return Live(f"IF({at['pair']}=0,0,{share})", share_of(card.question_scores.get(question.id)))

    def _reported(self) -> Mapping[str, Content]:
        """How the reply counts in the other set's score as reported, by the policy of the first sheet."""
        before = self.line.before
        assert before is not None, "frameworks that score alike have the same questions"
        at, score = self.at, self.beside.card.question_scores.get(before.id)
        reply, state = at[self.beside.shown.reply], at["state"]
        width = f"({at['question_highest']}-{at['question_lowest']})"
        from_level, from_dispute = (f"({one}-{at['question_lowest']})/{width}" for one in (reply, at["disputed_at"]))
        known = f'IF({state}="NA",policy_not_applicable_share,0)'
        return {
            "applies": Live(
                f'IF(OR({at["asked_code"]}=0,AND({state}="NA",policy_not_applicable_counts=0)),0,1)',
                int(score is not None and score.low is not None),
            ),
            "scored": Live(
                f'IF(OR({at["applies"]}=0,{at["asked_code"]}=-1),0,IF(OR({state}="L",{state}="D",{state}="NA"),1,'
                f'IF({state}="NK",policy_not_known_counts,0)))',
                int(score is not None and score.value is not None),
            ),
            "value_share": Live(
                f'IF({at["scored"]}=0,0,IF({state}="L",{from_level},IF({state}="D",{from_dispute},{known})))',
                share_of(score),
            ),
        }

    def _is_asked(self) -> bool:
        question = self.line.question
        return question is not None and ASKED_CODES[self.draft.report.asked_as(question)] != 0

    def _found(self, column: str) -> str:
        """What Answers holds of the question in a column."""
        return f"INDEX({self.answers.column(column)},{self.at['position']})"


def _state(agreement: Agreement | None) -> str | None:
    return STATE_CODES[type(agreement.reply)] if agreement else None


def _level(question: Question, agreement: Agreement | None) -> Fraction | None:
    reply = agreement.reply if agreement else None
    return level_of(question, reply.given) if isinstance(reply, LevelReached) else None


def outcome_words(state: str, words: Mapping[str, str], otherwise: str) -> str:
    """The word for each code of a state; what is no code has the last."""
    said = otherwise
    for code, word in reversed(tuple(words.items())):
        said = f'IF({state}="{code}",{word},{said})'
    return said
