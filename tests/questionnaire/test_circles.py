from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from questionnaire.circles import in_circle


def test_who_waits_for_itself() -> None:
    waits = {"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"], "e": ["e"], "f": ["nobody"]}
    assert [one for one in waits if in_circle(one, waits)] == ["a", "b", "c", "e"]
    assert not in_circle("not there", waits)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)).filter(lambda pair: pair[0] > pair[1])))
def test_what_waits_only_for_what_is_earlier_has_no_circle(pairs: list[tuple[int, int]]) -> None:
    waits: dict[str, list[str]] = {}
    for later, earlier in pairs:
        waits.setdefault(str(later), []).append(str(earlier))
    assert not any(in_circle(one, waits) for one in waits)
