"""What a price is for, in words: one of the usual things of the program, or goods that a framework names."""

from __future__ import annotations

from planning.actions import Library
from words.phrases import Phrases


def price_name(library: Library, item: str, say: Phrases) -> str:
    """The name of a price item in the language of `say`; the item itself where neither knows it."""
    key = f"costs.items.{item}"
    goods = library.goods.get(item)
    return say(key) if key in say else goods(say.language) if goods else item
