"""Enketo's stylesheets, by which Enketo and KoboToolbox make the page of a form, out of its pinned package of npm.

The package's own program wants a browser that still reads such stylesheets, and browsers are about to leave that; the
library that its server uses is at hand. No program of the package is run.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

PACKAGE = "enketo-transformer@4.2.0"
SHA512 = "50xAvkZpCwAfg30P4hrXbt3Qo3os0z3oNE4S6voosn2QrRxepVAtwNvYG+OYv3eH/DxqJxbxkZY7gjS87jvVqA=="
_SHEETS = ("openrosa2html5form", "openrosa2xmlmodel")
_BEFORE = "export default "


def stylesheets(kept: Path) -> tuple[Any, Any]:
    """What makes the page of a form, and the model behind it; got with npm once and kept. Skips where npm cannot."""
    archive = kept / "enketo-transformer-4.2.0.tgz"
    if not archive.exists():
        words = ["npm", "pack", PACKAGE, "--pack-destination", str(kept), "--ignore-scripts"]
        try:
            subprocess.run(words, check=True, capture_output=True, timeout=120, cwd=kept)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as failed:
            pytest.skip(f"npm could not get {PACKAGE}: {failed}")
    packed = archive.read_bytes()
    if base64.b64encode(hashlib.sha512(packed).digest()).decode() != SHA512:
        archive.unlink()
        raise AssertionError(f"{PACKAGE} is not the file that was pinned")
    page, model = (etree.XSLT(etree.fromstring(text.encode())) for text in _sources(packed))
    return page, model


def _sources(packed: bytes) -> Iterator[str]:
    """The stylesheets as they were written: they stand in what tells a browser where its code comes from."""
    with tarfile.open(fileobj=io.BytesIO(packed)) as files:
        for name in _SHEETS:
            held = files.extractfile(f"package/dist/enketo-transformer/xsl/{name}.xsl.js.map")
            assert held is not None, "the pinned file holds it"
            (source,) = json.load(held)["sourcesContent"]
            yield json.loads(source.removeprefix(_BEFORE).strip().removesuffix(";"))
