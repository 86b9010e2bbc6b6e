from __future__ import annotations

from questionnaire.profile import Covers, Profile, SiteCount, SiteCriterion
from reports.book.site_chapter import site_chapter
from tests.examples import capability, checklist, fraction, framework, question, section, words
from words.phrases import load_phrases

HERE = Profile(
    "site",
    words("One site"),
    words("For a post."),
    fraction(2),
    Covers.SITE,
    ("L1", "C1"),
    {"L1": words("What is here?"), "C1": words("Which of these?")},
    {"L1.1": words("A note is here.")},
    {
        "L1.1a": SiteCriterion(words("The post holds a note."), SiteCount.MOST),
        "L1.2a": SiteCriterion(words("The post holds the manual.")),
        "C1.a": SiteCriterion(words("The post has bags."), SiteCount.EACH),
    },
)
WHOLE = framework(
    section("A", capability("L1"), capability("C1", question("C1", checklist("C1"))), capability("L2")),
    profiles=(HERE,),
)
TEXT = "\n".join(site_chapter(WHOLE, HERE, load_phrases("en")))


def test_a_post_reads_its_own_words_under_the_ids_of_the_nation() -> None:
    assert "*What is here?*" in TEXT
    assert "- **1.** A note is here." in TEXT
    assert "- L1.1a The post holds a note. (“most” asks for 75 %)" in TEXT


def test_what_is_not_counted_stands_without_a_count() -> None:
    (line,) = [one for one in TEXT.splitlines() if "L1.2a" in one]
    assert line.endswith("The post holds the manual.")


def test_items_of_a_checklist_are_there_and_what_is_not_asked_is_not() -> None:
    assert "- C1.a The post has bags. (“each” allows no exception)" in TEXT
    assert "L2" not in TEXT
