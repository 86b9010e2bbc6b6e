"""What makes a text hard to read or to score alike, language by language, as patterns to look for.

Lists and patterns are this program's own. Counts of passives are an estimate by form, not a parse: they are told, never
held against an author.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Style:
    """What is looked for in one language: either-or, joined facts, passives, words of degree without a measure."""

    either_or: re.Pattern[str]
    joined: re.Pattern[str]
    passive: re.Pattern[str]
    unmeasured: re.Pattern[str]


def _words(words: str) -> str:
    """A pattern for any of the words, whole."""
    return r"(?<!\w)(?:" + "|".join(words.split()) + r")(?!\w)"


def _style(*, either_or: str, joined: str, passive: str, unmeasured: Iterable[str]) -> Style:
    return Style(
        re.compile(either_or, re.IGNORECASE),
        re.compile(joined, re.IGNORECASE),
        re.compile(passive, re.IGNORECASE),
        re.compile("|".join(unmeasured), re.IGNORECASE),
    )


_ENGLISH = _style(
    either_or=r"\band\s*/\s*or\b",
    joined=r"\band\b",
    passive=_words("is are was were be been being")
    + r"\s+(?:\w+ly\s+)?(?:\w+ed|\w+en|built|cut|dealt|found|given|held|kept|known|laid|left|lost|made|met|paid|put|"
    r"read|said|seen|sent|set|shown|sold|spent|taught|told|understood|won|done|drawn|gone|begun|brought|bought)\b",
    unmeasured=(
        _words(
            "adequate adequately appropriate appropriately sufficient sufficiently effective effectively efficient "
            "efficiently regular regularly properly timely suitable suitably satisfactory reasonable reasonably "
            "significant significantly substantial substantially comprehensive systematic systematically robust "
            "meaningful several various numerous frequent frequently often rarely quick quickly prompt promptly "
            "optimal strongly weak modern reliable reliably easy easily"
        ),
        r"\bas (?:needed|necessary|appropriate)\b",
        r"\bproper\b",
        r"\bgood\b(?! faith)",
    ),
)
_FRENCH = _style(
    either_or=r"\bet\s*/\s*ou\b",
    joined=r"\bet\b",
    passive=_words("est sont était étaient sera seront soit soient été être")
    + r"\s+(?:\w+ment\s+)?\w+(?:é|ée|és|ées|ie|is|it|ite|its|ites|ue|us|ues|ert|erts|erte|ertes|int|ints|inte)\b",
    unmeasured=(
        _words(
            "adéquat adéquate adéquats adéquates adéquatement approprié appropriée appropriés appropriées suffisant "
            "suffisante suffisants suffisantes suffisamment efficace efficaces efficacement régulier régulière "
            "réguliers régulières régulièrement satisfaisant satisfaisante satisfaisants satisfaisantes raisonnable "
            "raisonnables raisonnablement significatif significative significatifs significatives notable notables "
            "exhaustif exhaustive systématique systématiques systématiquement robuste robustes plusieurs nombreux "
            "nombreuses fréquent fréquente fréquents fréquentes fréquemment souvent rarement rapide rapides rapidement "
            "optimal optimale fiable fiables aisé aisée aisément facilement convenable convenablement pertinent "
            "pertinente pertinents pertinentes"
        ),
        r"\ben temps utile\b",
        r"\bau besoin\b",
    ),
)

STYLES: Mapping[str, Style] = {"en": _ENGLISH, "fr": _FRENCH}
"""By language. A language that is not here is measured by its length only."""
