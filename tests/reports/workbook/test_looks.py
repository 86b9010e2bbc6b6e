"""The looks of cells: each is made once, and told from the others."""

from __future__ import annotations

from openpyxl import Workbook

from reports.cells import Kind
from reports.workbook.looks import Looks


def test_a_look_is_made_once_and_each_has_its_own_place() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    looks = Looks(sheet)
    wanted = [
        ("body", Kind.TEXT, False),
        ("body", Kind.TEXT, True),
        ("body", Kind.MONEY, False),
        ("head", Kind.TEXT, False),
    ]
    made = [looks.of(*one) for one in wanted]
    assert [looks.of(*one) is same for one, same in zip(wanted, made, strict=True)] == [True] * 4
    places = [book._cell_styles.add(one) for one in made]
    assert len(set(places)) == 4
    assert [list(book._cell_styles[place]) for place in places] == [list(one) for one in made]


def test_two_workbooks_with_the_same_look_agree_on_its_hash() -> None:
    first, second = (Looks(Workbook().worksheets[0]).of("body", Kind.DATE) for _ in range(2))
    assert first is not second
    assert (first, hash(first)) == (second, hash(second))
