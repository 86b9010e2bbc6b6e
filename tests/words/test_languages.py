"""The language files hold together: the same keys and gaps in every language, all of them used, none missing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import yaml

from words.phrases import FOLDER, LANGUAGES, load_phrases

ROOT = Path(__file__).resolve().parents[2]
NOT_CODE = {"tests", "docs", "data", "examples"}
STEMS = sorted({path.stem for path in FOLDER.rglob("*.yaml")})
NAMES_A_KEY = re.compile(rf"({'|'.join(STEMS)})\.")
FILE_NAME = re.compile(r"[\w-]+\.(yaml|json|py|md|txt|csv|xlsx|zip|png|dossier)\Z")
GAP = "\0"

# Keys that are put together in more than one place, so that no literal shows them whole.
PUT_TOGETHER = (
    re.compile(r"problems\..+"),  # questionnaire.problems: every code, held by tests/questionnaire and tests/storage
)


def files() -> Iterator[Path]:
    for path in ROOT.rglob("*.py"):
        first = path.relative_to(ROOT).parts[0]
        if first not in NOT_CODE and not first.startswith("."):
            yield path


@cache
def mentions() -> frozenset[str]:
    """Every literal of the code that may be a key; a part filled in at run time is a NUL sign."""
    found: set[str] = set()
    for path in files():
        tree = ast.parse(path.read_text("utf-8"))
        inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                parts = (str(one.value) if isinstance(one, ast.Constant) else GAP for one in node.values)
                found.add("".join(parts))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
                found.add(node.value)
    return frozenset(one for one in found if NAMES_A_KEY.match(one) and not _is_something_else(one))


def _is_something_else(mention: str) -> bool:
    """A text, a file, or a module that a program is started from."""
    module = ROOT / f"{mention.replace('.', '/')}.py"
    return "\n" in mention or bool(FILE_NAME.match(mention)) or (GAP not in mention and module.exists())


def as_pattern(mention: str) -> re.Pattern[str]:
    """What a mention may become: itself, with anything for its parts, or the name of a list with anything below it."""
    return re.compile(re.escape(mention).replace(re.escape(GAP), ".+") + r"(\..+)?")


def gaps(text: str) -> set[str]:
    return {re.split(r"[.\[]", name)[0] for _, name, _, _ in Formatter().parse(text) if name is not None}


def forms(phrase: object) -> dict[str, str]:
    return {"": phrase} if isinstance(phrase, str) else dict(phrase)  # type: ignore[call-overload, no-any-return]


def test_every_language_has_the_same_keys() -> None:
    by_language = {language: set(load_phrases(language).by_key) for language in LANGUAGES}
    every = set().union(*by_language.values())
    assert {language: sorted(every - keys) for language, keys in by_language.items()} == {one: [] for one in LANGUAGES}


def test_every_phrase_has_the_same_gaps_and_forms() -> None:
    first, *others = (load_phrases(language).by_key for language in LANGUAGES)
    wrong = []
    for key, phrase in first.items():
        for other in others:
            here, there = forms(phrase), forms(other[key])
            # A language may say "one" in a word where another writes the number.
            pairs = [(gaps(here[form]) ^ gaps(there.get(form, ""))) - ({"n"} if form else set()) for form in here]
            if here.keys() != there.keys() or any(pairs):
                wrong.append(key)
    assert wrong == []


def test_no_phrase_is_empty_and_none_is_left_untranslated() -> None:
    english, french = load_phrases("en").by_key, load_phrases("fr").by_key
    empty = [
        key
        for keys in (english, french)
        for key, phrase in keys.items()
        if not all(map(str.strip, forms(phrase).values()))
    ]
    assert empty == []
    alike = [
        key for key in english if english[key] == french[key] and any(map(_is_sentence, forms(english[key]).values()))
    ]
    assert alike == []


def _is_sentence(text: str) -> bool:
    return len(re.findall(r"[^\W\d]{2,}", re.sub(r"\{.*?\}", "", text))) > 3


def test_no_key_is_given_twice() -> None:
    twice = []
    for path in sorted(FOLDER.rglob("*.yaml")):
        for node in _mappings(yaml.compose(path.read_text("utf-8"), Loader=yaml.CSafeLoader)):
            names = [key.value for key, _ in node.value]
            twice += [f"{path.name}: {name}" for name in set(names) if names.count(name) > 1]
    assert twice == []


def _mappings(node: yaml.Node | None) -> Iterator[yaml.MappingNode]:
    if isinstance(node, yaml.MappingNode):
        yield node
        for _, value in node.value:
            yield from _mappings(value)


def test_every_key_that_the_code_names_exists() -> None:
    keys = load_phrases(LANGUAGES[0]).by_key
    assert [
        one.replace(GAP, "{}") for one in sorted(mentions()) if not any(as_pattern(one).fullmatch(key) for key in keys)
    ] == []


def test_no_key_is_unused() -> None:
    patterns = [*map(as_pattern, mentions()), *PUT_TOGETHER]
    keys = load_phrases(LANGUAGES[0]).by_key
    assert [key for key in keys if not any(pattern.fullmatch(key) for pattern in patterns)] == []
