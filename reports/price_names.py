"""What a price is for, in words: one of the usual things of the program, goods of a framework, or an own action."""

from __future__ import annotations

from planning.actions import Library
from planning.own_actions import own_price
from words.phrases import Phrases


def price_name(library: Library, item: str, say: Phrases) -> str:
    """The name of a price item in the language of `say`; the item itself where neither knows it."""
    key, own = f"costs.items.{item}", own_price(item)
    goods = library.goods.get(item)
    if goods and own:
        return say(f"costs.own.{own[1]}", name=goods(say.language))
    return say(key) if key in say else goods(say.language) if goods else item
