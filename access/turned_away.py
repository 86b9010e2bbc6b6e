"""Why somebody is not let in: a sentence for people, and what is logged, which names no secret."""

from __future__ import annotations

from math import ceil


class TurnedAway(Exception):
    """Somebody is not let in. `code` is the key of the sentence, `facts` fill it; `retry` the seconds to wait."""

    def __init__(self, code: str, *, retry: float | None = None, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts
        self.retry = None if retry is None else ceil(retry)

    @property
    def status(self) -> int:
        """The status of the answer."""
        return 401 if self.retry is None else 429
