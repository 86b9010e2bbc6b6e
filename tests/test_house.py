"""The laws of the house: what the tree, the names and the pages must look like. A package not there yet obeys."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = (
    "launch",
    "words",
    "questionnaire",
    "scoring",
    "planning",
    "reports",
    "storage",
    "jobs",
    "access",
    "views",
    "commands",
    "examples",
)
PURE = ("words", "questionnaire", "scoring", "planning")
METHOD = ("questionnaire", "scoring", "planning")  # the packages whose words are the field's: they are in the glossary
SINGLE_FILES = ("app", "cli", "run")

LINES_IN_A_FILE, LINES_IN_A_TEST_FILE = 320, 600
LINES_IN_A_FUNCTION, LINES_IN_MOST_FUNCTIONS = 60, 40
SHARE_OF_LONG_FUNCTIONS = 0.1

EMPTY_FILE_NAMES = {"utils", "util", "helpers", "helper", "manager", "common", "base", "misc"}
BANNED_WORDS = {
    *("indicator", "dimension", "maturity", "rating", "grade", "respondent", "survey"),
    *("item", "organisation", "organization", "project", "recommendation"),
}
# file:name -> why this one name may use a banned word
BANNED_WORDS_ALLOWED: dict[str, str] = {
    "planning/actions.py:indicator": "how the effect of an action is measured; donors ask for it under this name",
    "questionnaire/framework.py:items": "what a checklist lists; the authors of a framework write `items` in its files",
    "planning/actions.py:item": "a line of the price list, named so in the file of unit costs",
    "planning/costing.py:item": "the line of the price list that an amount of a cost comes from",
    "planning/costing.py:items_used": "the lines of the price list that the actions use",
    "questionnaire/own_actions.py:indicator": "how the effect of an action is measured, as in the library",
    "questionnaire/intentions.py:item": "the line of the price list that the administration entered a price for",
}
# file of a pure package -> why it has no test file of its own
UNTESTED: dict[str, str] = {}
# file -> why it may be longer
LONG_FILES: dict[str, str] = {}

Function = ast.FunctionDef | ast.AsyncFunctionDef
Definition = Function | ast.ClassDef


def sources(*folders: str) -> list[Path]:
    """The Python files of these packages."""
    return sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py"))


def all_sources() -> list[Path]:
    """The Python files of the project without its tests."""
    return sources(*PACKAGES) + [ROOT / f"{name}.py" for name in SINGLE_FILES if (ROOT / f"{name}.py").exists()]


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"), str(file))


def called(file: Path, line: int | str | None = None) -> str:
    """The name of a place, as a law's complaint says it."""
    place = file.relative_to(ROOT).as_posix()
    return place if line is None else f"{place}:{line}"


def functions(file: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree_of(file)) if isinstance(node, Function))


def public_definitions(file: Path) -> Iterator[Definition]:
    """The functions and classes that others may use; the methods of those classes are not among them."""
    return (node for node in tree_of(file).body if isinstance(node, Definition) and not node.name.startswith("_"))


def imports(file: Path) -> Iterator[tuple[str, int]]:
    """The first part of each module a file imports, with its line."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Import):
            yield from ((alias.name.split(".")[0], node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0], node.lineno


def length(function: Function) -> int:
    """Lines from `def` to the end, without the docstring."""
    first = function.body[0]
    documented = ast.get_docstring(function) is not None
    docstring = (first.end_lineno or first.lineno) - first.lineno + 1 if documented else 0
    return (function.end_lineno or function.lineno) - function.lineno + 1 - docstring


def hold(complaints: Iterable[str]) -> None:
    """All breaches of a law at once, each with its place."""
    found = list(complaints)
    assert not found, "\n  " + "\n  ".join(found)


# --- size and names -------------------------------------------------------------------------------------------


def test_a_file_has_one_subject() -> None:
    limits = [(file, LINES_IN_A_FILE) for file in all_sources()]
    limits += [(file, LINES_IN_A_TEST_FILE) for file in sources("tests")]
    counted = ((file, len(file.read_text("utf-8").splitlines()), limit) for file, limit in limits)
    hold(
        f"{called(file)} has {lines} lines; the limit is {limit}"
        for file, lines, limit in counted
        if lines > limit and called(file) not in LONG_FILES
    )


def test_a_function_is_short() -> None:
    lengths = [
        (length(function), called(file, function.lineno)) for file in all_sources() for function in functions(file)
    ]
    hold(f"{place} is {lines} lines long" for lines, place in lengths if lines > LINES_IN_A_FUNCTION)
    long = [place for lines, place in lengths if lines > LINES_IN_MOST_FUNCTIONS]
    if len(long) > SHARE_OF_LONG_FUNCTIONS * len(lengths):
        hold(long)


def test_a_package_file_holds_its_sentence_only() -> None:
    packages = [file for file in sources(*PACKAGES) if file.name == "__init__.py"]
    hold(f"{called(file)} has no docstring" for file in packages if not ast.get_docstring(tree_of(file)))
    everywhere = packages + [file for file in sources("tests") if file.name == "__init__.py"]
    hold(
        f"{called(file)} holds more than a docstring"
        for file in everywhere
        if len(tree_of(file).body) > (ast.get_docstring(tree_of(file)) is not None)
    )


def test_no_file_is_named_for_nothing() -> None:
    everything = all_sources() + sources("tests")
    parts = ((file, {*file.relative_to(ROOT).parts[:-1], file.stem}) for file in everything)
    hold(f"{called(file)}: name it for its subject" for file, names in parts if names & EMPTY_FILE_NAMES)


def words_of(name: str) -> set[str]:
    """The words of a name in snake_case or CamelCase, plurals as singulars too."""
    parts = {part.lower() for part in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}
    return parts | {part.removesuffix("s") for part in parts} | {re.sub("ies$", "y", part) for part in parts}


def named_things(file: Path) -> Iterator[str]:
    """The module, its functions and classes, and the fields of its records."""
    yield file.stem
    for node in ast.walk(tree_of(file)):
        if isinstance(node, Definition):
            yield node.name
        if isinstance(node, ast.ClassDef):
            fields = (part.target for part in node.body if isinstance(part, ast.AnnAssign))
            yield from (target.id for target in fields if isinstance(target, ast.Name))


def banned_names() -> set[str]:
    return {
        called(file, name) for file in all_sources() for name in named_things(file) if words_of(name) & BANNED_WORDS
    }


def test_one_word_for_one_thing() -> None:
    hold(f"{place}: the glossary has another word" for place in sorted(banned_names() - set(BANNED_WORDS_ALLOWED)))


def test_no_two_classes_share_a_name() -> None:
    homes: dict[str, list[str]] = {}
    for file in all_sources():
        for node in public_definitions(file):
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name, []).append(called(file, node.lineno))
    hold(f"{name}: {' and '.join(places)}" for name, places in sorted(homes.items()) if len(places) > 1)


def test_words_are_told_apart() -> None:
    assert words_of("RatingSurvey") >= {"rating", "survey"}
    assert words_of("price_of_items") >= {"item"}
    assert not words_of("migrating_itemise") & BANNED_WORDS


# --- what the code may not do ---------------------------------------------------------------------------------


def test_streamlit_stays_at_the_door() -> None:
    below = [file for file in all_sources() if called(file) != "app.py" and not called(file).startswith("views/")]
    hold(called(file, line) for file in below for name, line in imports(file) if name == "streamlit")


def test_nothing_imports_the_top() -> None:
    hold(
        f"{called(file, line)} imports {name}"
        for file in all_sources()
        for name, line in imports(file)
        if name in {*SINGLE_FILES, "tests"}
        or (name == "launch" and called(file).split("/")[0] not in {"run.py", "launch"})
    )


def test_the_single_files_keep_the_import_law() -> None:
    # The import tool reads packages only; these three files have their few rules here.
    forbidden = {
        "app.py": {"sqlalchemy", "sqlite3", "alembic", "yaml", "openpyxl"},
        "cli.py": {"sqlalchemy", "sqlite3", "alembic", "yaml", "openpyxl", "streamlit", "views"},
        "run.py": {*PACKAGES, "streamlit", "sqlalchemy", "sqlite3", "yaml", "openpyxl"} - {"launch"},
    }
    single = (file for file in all_sources() if called(file) in forbidden)
    hold(
        f"{called(file, line)} imports {name}"
        for file in single
        for name, line in imports(file)
        if name in forbidden[called(file)]
    )


def test_every_package_is_under_the_import_law() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    there = {file.parent.name for file in ROOT.glob("*/__init__.py")} - {"tests"}
    hold(
        f"{name} is missing in root_packages of pyproject.toml" for name in sorted(there - {*settings["root_packages"]})
    )


def test_an_exception_is_caught_by_its_name_or_with_a_reason() -> None:
    hold(complaint for file in all_sources() for complaint in _broad_catches(file))


def _broad_catches(file: Path) -> Iterator[str]:
    lines = file.read_text("utf-8").splitlines()
    for node in ast.walk(tree_of(file)):
        if not isinstance(node, ast.ExceptHandler):
            continue
        if node.type is None:
            yield f"{called(file, node.lineno)}: a bare except"
        elif {"Exception", "BaseException"} & {part.id for part in ast.walk(node.type) if isinstance(part, ast.Name)}:
            around = lines[node.lineno - 2 : node.body[0].lineno]
            if not any("#" in line for line in around):
                yield f"{called(file, node.lineno)}: say in a comment why every exception is caught"


def test_nothing_is_left_for_later() -> None:
    left = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|X{3})\b")
    kinds = ("*.py", "*.md", "*.toml", "*.yaml", "*.in")
    places = [ROOT, *(ROOT / name for name in (*PACKAGES, "tests", "docs"))]
    files = {
        file for place in places for kind in kinds for file in (place.glob if place == ROOT else place.rglob)(kind)
    }
    hold(
        called(file, number)
        for file in sorted(files)
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if left.search(line)
    )


# --- words live in language files -----------------------------------------------------------------------------

SENTENCE = re.compile(r"[^\W\d_]{2,}[,;:]? [^\W\d_]+[,;:]? [^\W\d_]{2,}")


def test_no_sentence_in_page_code() -> None:
    hold(complaint for file in sources("views") for complaint in sentences_in(tree_of(file), file))


def sentences_in(tree: ast.Module, file: Path) -> Iterator[str]:
    """Literals of three words or more that reach people: given to Streamlit, or returned."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _root_name(node.func) == "st":
            shown: list[ast.expr] = [*node.args, *(keyword.value for keyword in node.keywords)]
        elif isinstance(node, ast.Return) and node.value is not None:
            shown = [node.value]
        else:
            continue
        for text in (part for value in shown for part in ast.walk(value) if isinstance(part, ast.Constant)):
            if isinstance(text.value, str) and SENTENCE.search(text.value) and not _is_markup(text.value):
                yield f"{called(file, text.lineno)}: {text.value[:50]!r}"


def _root_name(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Call):
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return node.id if isinstance(node, ast.Name) else ""


def _is_markup(text: str) -> bool:
    """A style sheet or a tag; the words between tags are checked when they are given separately."""
    return text.lstrip().startswith(("<", ".st-key", "@media")) or "{" in text


@pytest.mark.parametrize(
    ("code", "caught"),
    [
        ("st.write('Please answer every question')", True),
        ("st.sidebar.button(f'Save {n} answers of this section now')", True),
        ("def label(): return 'Not yet answered, sorry'", True),
        ("st.button(label, help='What this button does')", True),
        ("st.write(words('answer.save'))", False),
        ("st.html('<style>.st-key-level div {gap: .5rem}</style>')", False),
        ("def f():\n  'Sentences in docstrings are fine.'", False),
    ],
)
def test_sentences_are_found(code: str, caught: bool) -> None:
    assert bool(list(sentences_in(ast.parse(code), ROOT / "views/page.py"))) is caught


# --- tests, docstrings, glossary, decisions -------------------------------------------------------------------


def _test_of(file: Path) -> Path:
    folder = file.parent.relative_to(ROOT)
    return ROOT / "tests" / folder / f"test_{file.stem}.py"


def test_tests_mirror_the_code() -> None:
    modules = [file for file in sources(*PURE) if file.name != "__init__.py"]
    missing = [file for file in modules if not _test_of(file).exists()]
    hold(f"{called(file)} has no {called(_test_of(file))}" for file in missing if called(file) not in UNTESTED)


def test_every_exception_to_a_law_is_still_needed() -> None:
    named = {called(file) for file in all_sources() + sources("tests")}
    hold(f"{place} is excused but is not there" for place in (*UNTESTED, *LONG_FILES) if place not in named)
    hold(f"{place} is excused but has its test" for place in UNTESTED if _test_of(ROOT / place).exists())
    there = {place.split(":")[0] for place in BANNED_WORDS_ALLOWED} & named
    needed = banned_names()
    hold(
        f"{place} is excused but is not there"
        for place in BANNED_WORDS_ALLOWED
        if place.split(":")[0] in there and place not in needed
    )


def test_public_names_of_the_method_say_what_they_mean() -> None:
    hold(
        f"{called(file, node.lineno)}: {node.name}"
        for file in sources(*METHOD)
        for node in public_definitions(file)
        if not ast.get_docstring(node)
    )


GLOSSARY_COLUMNS = ["term", "meaning", "in code", "said elsewhere", "français"]


def glossary() -> list[dict[str, str]]:
    """The rows of the glossary's table."""
    lines = [line for line in (ROOT / "GLOSSARY.md").read_text("utf-8").splitlines() if line.startswith("|")]
    head, _, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    assert head == GLOSSARY_COLUMNS
    return [dict(zip(head, row, strict=True)) for row in rows]


def defined_names() -> set[str]:
    """Every class and function of the project, alone and with its package before it."""
    return {
        form
        for file in sources(*PACKAGES)
        for node in public_definitions(file)
        for form in (node.name, f"{file.relative_to(ROOT).parts[0]}.{node.name}")
    }


def test_the_glossary_says_everything_once() -> None:
    terms = [row["term"] for row in glossary()]
    assert len(terms) == len(set(terms))
    hold(
        f"{row['term']} lacks a meaning or its French"
        for row in glossary()
        if not row["meaning"] or not row["français"]
    )


def test_what_the_glossary_names_exists() -> None:
    if not all(sources(package) for package in (*METHOD, "reports", "storage")):
        return  # a name may belong to a package that is not there yet
    there = defined_names()
    named = ((row["term"], name) for row in glossary() for name in re.findall(r"`([^`]+)`", row["in code"]))
    hold(f"{term}: {name} is nowhere in the code" for term, name in named if name not in there)


def test_every_class_of_the_method_is_in_the_glossary() -> None:
    known = {name.split(".")[-1] for name in re.findall(r"`([^`]+)`", (ROOT / "GLOSSARY.md").read_text("utf-8"))}
    hold(
        f"{called(file, node.lineno)}: {node.name}"
        for file in sources(*METHOD)
        for node in public_definitions(file)
        if isinstance(node, ast.ClassDef) and node.name not in known
    )


def test_decisions_are_numbered_without_hole() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [int(name[1]) for file in records if (name := re.match(r"(\d{4})-[a-z0-9-]+\.md$", file.name))]
    assert len(numbers) == len(records), "a record is named 0001-what-was-decided.md"
    assert numbers == list(range(1, len(numbers) + 1))
