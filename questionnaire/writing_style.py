"""What makes a text hard to read or to score alike, language by language, as patterns to look for.

Lists and patterns are this program's own. Counts of passives are an estimate by form, not a parse: they are told, never
held against an author. "In time" is free: the summaries of levels say it of a limit that stands in their criteria.
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


def _any(words: str) -> str:
    """A pattern for any of the words; a word may be a pattern of its endings."""
    return "(?:" + "|".join(words.split()) + ")"


def _words(words: str) -> str:
    """A pattern for any of the words, whole."""
    return rf"(?<!\w){_any(words)}(?!\w)"


def _none_of(words: str, ending: str = "") -> str:
    """A pattern that holds where none of the words stands."""
    return rf"(?!{_any(words)}{ending}\b)"


def _between(words: str) -> str:
    """A pattern for the space between a verb and its participle, with at most two of the words in it."""
    return rf"\s+(?:{_any(words)}\s+){{0,2}}"


def _style(*, either_or: str, joined: str, passive: str, unmeasured: Iterable[str]) -> Style:
    return Style(
        re.compile(either_or, re.IGNORECASE),
        re.compile(joined, re.IGNORECASE),
        re.compile(passive, re.IGNORECASE),
        re.compile("|".join(unmeasured), re.IGNORECASE),
    )


_ENGLISH_PASSIVE = (
    _words("is are was were be been being")
    + _between(r"\w+ly not then also always never still already only first last often each all both")
    + _none_of(
        "open even often seven eleven ten then when men women children green red need bed specimen citizen indeed"
    )
    + _any(
        r"\w+ed \w+en begun bought bound brought built caught cut dealt done drawn felt found gone grown heard "
        "held hung kept known laid learnt led left lent let lost made met paid put read rebuilt run said sent set "
        "shown shut sold spent split spread sworn taught thought thrown told torn understood withdrawn won worn"
    )
    + r"\b"
)
_ENGLISH = _style(
    either_or=r"\band\s*/\s*or\b",
    joined=r"\band\b",
    passive=_ENGLISH_PASSIVE,
    unmeasured=(
        _words(
            "adequate adequately appropriate appropriately sufficient sufficiently enough effective effectively "
            "efficient efficiently regular regularly properly timely suitable suitably satisfactory reasonable "
            "reasonably significant significantly substantial substantially considerable considerably comprehensive "
            "systematic systematically robust meaningful relevant several various numerous frequent frequently often "
            "usually generally normally sometimes occasionally rarely quick quickly prompt promptly duly clearly "
            "clearer optimal strongly weak modern reliable reliably easy easily necessary"
        ),
        r"\bas (?:needed|required)\b",
        r"\b(?:as|if|where|when|whenever) (?:appropriate|possible)\b",
        r"\bas (?:soon|far|much) as possible\b",
        r"\b(?:without undue delay|in due course)\b",
        r"\b(?:an?|is|are|be|and|no|very) clear\b",  # not the verb: a post that clears parcels
        r"(?<!identify )(?<!identifies )(?<!identified )\bcorrectly\b",  # right or wrong: that can be counted
        r"\b(?:high|low)\b(?!-| (?:seas?|court|value|risk)\b)",
        r"\bproper\b",
        r"\bgood\b(?! faith)",
    ),
)
_FRENCH_PASSIVE = (
    r"(?<!\bs['\u2019])(?<!\bse )"
    + _words("est sont était étaient sera seront serait seraient fut furent soit soient été être étant")
    + _between(r"\w+ment pas plus jamais déjà aussi bien toujours encore ensuite ainsi alors souvent tous toutes")
    + _none_of("plus clés? privée?s?")
    + _none_of("allé arrivé décédé entré né rentré resté tombé parti sorti", "e?s?")
    + _none_of("devenu intervenu parvenu revenu survenu venu", "e?s?")  # these are the past of what one does oneself
    + r"(?:\w{2,}é|\w*"
    + _any(
        "accompli assorti assujetti averti bâti choisi converti démoli élargi établi fini fourni franchi garanti "
        "investi muni nanti puni régi rempli réparti réuni saisi servi subi suivi clos mis pris quis crit dit "
        "duit fait struit truit couvert offert ouvert craint joint peint teint traint treint battu conclu connu "
        "çu endu erdu exclu inclus élu lu moulu ondu résolu rompu tenu vaincu venu vêtu voulu vu"
    )
    + r")(?:e|s|es)?\b"
)
_FRENCH = _style(
    either_or=r"\bet\s*/\s*ou\b",
    joined=r"\bet\b",
    passive=_FRENCH_PASSIVE,
    unmeasured=(
        _words(
            "adéquate?s? adéquatement appropriée?s? suffisante?s? suffisamment assez efficaces? efficacement "
            "efficiente?s? réguliers? régulières? régulièrement satisfaisante?s? raisonnables? raisonnablement "
            "significati(?:f|fs|ve|ves) substantiel(?:s|le|les|lement)? considérables? considérablement notables? "
            "notablement exhausti(?:f|fs|ve|ves) systématiques? systématiquement robustes? plusieurs divers diverses "
            "nombreu(?:x|ses) fréquente?s? fréquemment souvent habituellement généralement normalement parfois "
            "occasionnellement rarement rapides? rapidement prompte?s? promptement dûment optima(?:l|le|les|ux) "
            "fiables? aisée?s? aisément faciles? facilement convenables? convenablement pertinente?s? opportune?s? "
            "clairement claire clairs claires fortement modernes?"
        ),
        r"\b(?:en temps (?:utile|voulu)|au besoin|si besoin|en cas de besoin|en tant que de besoin)\b",
        r"\b(?:le cas échéant|s['\u2019]il y a lieu|si possible|dès que possible|autant que possible)\b",
        r"\bdans (?:les (?:meilleurs|plus brefs) délais|la mesure du possible|un délai raisonnable)\b",
        r"\bnécessaires?\b(?! (?:de|d['\u2019]))",  # un nécessaire de prélèvement is a kit
        r"(?<!en )\bclair\b",  # en clair: not encrypted
        r"\bbons?\b(?! (?:de|du|à|pour|groupe)\b| d['\u2019])",  # a voucher; the right one of several groups
        r"\bbonnes?\b(?! foi\b)",
        r"(?<!risque )\bfaibles?\b(?! risque)",  # a class of risk is defined
        r"(?<!risque )(?<!risques )(?<!plus )(?<!et )(?<!ou )\bélevée?s?\b(?! (?:en|à|au|par)\b)",  # animals are bred
        r"\badaptée?s?\b(?! (?:à|au|aux)\b)",
        r"(?<!identifie )(?<!identifient )(?<!identifié )\bcorrectement\b",
    ),
)

STYLES: Mapping[str, Style] = {"en": _ENGLISH, "fr": _FRENCH}
"""By language. A language that is not here is measured by its length only."""
