"""Every worked example holds, and the page that people read is made from these very examples."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.spec.contents import GROUPS, page
from tests.spec.tables import Example

EXAMPLES = [
    pytest.param(example, id=f"{group.title}: {example.title}") for group in GROUPS for example in group.examples
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_example_holds(example: Example) -> None:
    assert example.computed().rows == example.expected.rows


def test_the_page_is_up_to_date() -> None:
    method = Path(__file__).parents[2] / "docs" / "method.md"
    assert method.read_text(encoding="utf-8") == page(), "run `python -m tests.spec`"


def test_no_two_examples_have_the_same_title() -> None:
    titles = [example.title for group in GROUPS for example in group.examples]
    assert len(set(titles)) == len(titles)
