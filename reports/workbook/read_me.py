"""The first sheet: what this file is, how to read and check it, and the rules under which its numbers were made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from openpyxl.worksheet.worksheet import Worksheet

from questionnaire.policy import Confidence, NotApplicableRule, NotKnownRule, Strength
from reports.cells import Cell, Coded, Kind
from reports.withheld_words import withheld_said
from reports.workbook.draft import LINE, Draft, lines_of
from reports.workbook.grid import put_title, set_up_print, sheet_about
from reports.workbook.plan_part import plan_facts, plan_prose
from scoring.rank_certainty import DRAWS, SEED
from words.numbers import number

HOW = ("levels", "range", "evidenced", "gates", "blanks", "stages")
CHANGE = ("may", "fixed", "restore")
CHECK = ("checks", "steps", "caches")
WIDTHS = {"A": 34, "B": 24, "C": 98}


def write_read_me(draft: Draft) -> None:
    """Write the sheet, and name the cells of the policy for every formula."""
    sheet = draft.sheet("read_me")
    put_title(draft, sheet, "read_me")
    for letter, width in WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    page = _Page(draft, sheet)
    page.notice()
    page.heading("facts")
    for fact, value in facts(draft).items():
        page.fact(fact, value)
    if withheld := withheld_said(draft.report):
        page.prose(withheld)
    page.plan()
    page.heading("policy")
    for name, value, kind in policy_cells(draft):
        page.rule(name, value, kind)
    for part, keys in (("how", HOW), ("change", CHANGE), ("check", CHECK)):
        page.heading(part)
        page.lines(part, keys)
        if part == "how":
            page.prose(_ranking_said(draft))
    page.heading("levels")
    for level in draft.report.framework.levels:
        page.triple(level.value, level.name(draft.report.language), level.about(draft.report.language))
    page.heading("sheets")
    for id, title in draft.titles.items():
        if id not in ("read_me", "lists"):
            page.triple(title, None, sheet_about(draft, id))
    page.definitions()
    sheet.freeze_panes = "A3"
    set_up_print(draft, sheet)


def facts(draft: Draft) -> Mapping[str, Cell]:
    """Who was assessed, when, by what, and how this file came to be. A blank says that nobody entered it."""
    report, setup, say = draft.report, draft.report.dossier.setup, draft.say
    framework = report.framework
    kind = Coded("round", setup.round.kind)
    return {
        "administration": setup.administration.name or None,
        "country": setup.administration.country or None,
        "site": setup.site.name or None,
        "round": say(kind.key) + (f" {setup.round.year}" if setup.round.year else ""),
        "assessed_on": setup.assessed_on,
        "priority_posts": setup.priority_posts or None,
        "stage": Coded("stage", report.dossier.stage),
        "framework": framework.name(report.language),
        "profile": _profile_said(draft),
        "framework_version": f"{framework.id} {framework.version}",
        "framework_hash": framework.content_hash,
        "audience": Coded("reports.audience", report.audience),
        "made_at": report.made_at.date(),
        **({} if report.revision is None else {"revision": report.revision}),
        "program_version": report.program_version,
    }


def _ranking_said(draft: Draft) -> str:
    """How sure the ranks are, and how to get the same numbers again."""
    return draft.say("workbook.read_me.how.ranks", draws=number(DRAWS, draft.report.language, 0), seed=SEED)


def _profile_said(draft: Draft) -> str | None:
    """How much was asked: the profile, with the number of its capabilities; a blank where there is only one way."""
    framework = draft.report.framework
    name = framework.profile.name(draft.report.language)
    return draft.say("workbook.read_me.asked", name=name, n=len(framework.capabilities)) if name else None


def policy_cells(draft: Draft) -> Iterator[tuple[str, Cell, Kind]]:
    """Every choice of the method as a named number, which formulas use or a reader needs."""
    framework, policy = draft.report.framework, draft.report.policy
    main = framework.main_scale
    named = policy.not_applicable_level if policy.not_applicable is NotApplicableRule.AS_LEVEL else None
    yield "not_applicable_counts", int(policy.not_applicable is not NotApplicableRule.DROP), Kind.COUNT
    yield "not_applicable_share", Fraction(0) if named is None else main.share(main.clamp(named)), Kind.SHARE
    yield "not_known_counts", int(policy.not_known is NotKnownRule.LOWEST), Kind.COUNT
    yield "minimum_coverage", policy.minimum_coverage, Kind.SHARE
    for confidence in Confidence:
        yield f"shift_{confidence.value}", policy.confidence_shift[confidence], Kind.NUMBER
    yield "step", Fraction(1, len(framework.levels) - 1), Kind.SHARE
    yield "stage_met_at", policy.stage_met_at, Kind.NUMBER
    for strength in Strength:
        yield f"cap_{strength.value}", policy.evidence_caps[strength], Kind.LEVEL


class _Page:
    """Writes from top to bottom."""

    def __init__(self, draft: Draft, sheet: Worksheet) -> None:
        self.draft, self.sheet, self.say, self.row = draft, sheet, draft.say, 3

    def notice(self) -> None:
        """Say where the numbers rest on proposals that nobody has agreed to yet."""
        if self.draft.report.card.proposals:
            self.draft.put(self.sheet, self.row, 1, self.say("workbook.read_me.draft"), "notice")
            self.draft.join(self.sheet, self.row, 1, 3)
            self.row += 1

    def heading(self, part: str) -> None:
        """A heading after a free row."""
        self.row += 1
        for column in (1, 2, 3):
            self.draft.put(self.sheet, self.row, column, None, "heading")
        self.draft.put(self.sheet, self.row, 1, self.say(f"workbook.read_me.{part}.title"), "heading")
        self.sheet.row_dimensions[self.row].height = 20
        self.row += 1

    def fact(self, fact: str, value: Cell) -> None:
        """A name and a value, which may be long."""
        self.draft.put(self.sheet, self.row, 1, self.say(f"workbook.read_me.facts.{fact}"), "label")
        kind = Kind.DATE if isinstance(value, date) else Kind.TEXT
        long = isinstance(value, str) and len(value) > WIDTHS["C"]
        self.draft.put(self.sheet, self.row, 2, value, "fact" if long else "short fact", kind)
        self.draft.put(self.sheet, self.row, 3, None, "fact")
        if long:  # A short text runs on into the empty cell beside it.
            self.draft.join(self.sheet, self.row, 2, 3)
        self.row += 1

    def rule(self, name: str, value: Cell, kind: Kind) -> None:
        """A choice of the method: its name, its value, what it does. The value gets a name that formulas use."""
        self.draft.put(self.sheet, self.row, 1, self.say(f"workbook.read_me.policy.{name}.name"), "label")
        self.draft.put(self.sheet, self.row, 2, value, "fact", kind)
        self.third(self.say(f"workbook.read_me.policy.{name}.does"))
        self.draft.name(f"policy_{name}", self.sheet, f"$B${self.row}")
        self.row += 1

    def lines(self, part: str, keys: tuple[str, ...]) -> None:
        """Paragraphs as wide as the page."""
        for key in keys:
            self.prose(self.say(f"workbook.read_me.{part}.{key}"))

    def prose(self, text: str) -> None:
        """A paragraph as wide as the page."""
        self.draft.put(self.sheet, self.row, 1, text, "prose")
        self.draft.join(self.sheet, self.row, 1, 3)
        self.sheet.row_dimensions[self.row].height = LINE * lines_of(text, sum(WIDTHS.values())) + 4
        self.row += 1

    def plan(self) -> None:
        """How the plan was made and how good it is, in sentences and in numbers; nothing where none is kept."""
        if self.draft.report.plan is None:
            return
        self.heading("plan")
        for text in plan_prose(self.draft):
            self.prose(text)
        for row, kind in plan_facts(self.draft):
            self.draft.put(self.sheet, self.row, 1, row["name"], "label")
            self.draft.put(self.sheet, self.row, 2, row["value"], "fact", kind)
            self.third(row["means"], beside=self.draft.plain(row["value"]))
            self.row += 1

    def triple(self, first: Cell, second: Cell, third: Cell) -> None:
        """Three cells."""
        self.draft.put(self.sheet, self.row, 1, first, "label")
        self.draft.put(self.sheet, self.row, 2, second, "fact")
        self.third(third)
        self.row += 1

    def third(self, text: Cell, *, beside: object = None) -> None:
        """The wide column of the row, as high as its text needs, or the text beside it."""
        self.draft.put(self.sheet, self.row, 3, text, "fact")
        texts = [(one, width) for one, width in ((text, "C"), (beside, "B")) if isinstance(one, str)]
        if texts:
            lines = max(lines_of(one, WIDTHS[width]) for one, width in texts)
            self.sheet.row_dimensions[self.row].height = LINE * lines + 3

    def definitions(self) -> None:
        """What words of the criteria mean."""
        if not self.draft.report.framework.definitions:
            return
        self.heading("definitions")
        for definition in self.draft.report.framework.definitions:
            language = self.draft.report.language
            self.triple(definition.term(language), None, definition.text(language))
