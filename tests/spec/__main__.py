"""Writes docs/method.md from the worked examples: `python -m tests.spec`."""

from pathlib import Path

from tests.spec.contents import page

METHOD = Path(__file__).parents[2] / "docs" / "method.md"

if __name__ == "__main__":
    METHOD.write_text(page(), encoding="utf-8")
