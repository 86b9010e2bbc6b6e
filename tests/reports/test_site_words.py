from __future__ import annotations

from reports.site_words import RESULTS
from words.phrases import LANGUAGES, load_phrases


def test_every_result_has_words_of_its_own() -> None:
    for language in LANGUAGES:
        assert len({load_phrases(language)(key) for key in RESULTS.values()}) == 3
