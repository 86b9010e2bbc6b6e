"""The shape of the record that another copy was brought in under names that nobody here knew."""

from __future__ import annotations

import re

from questionnaire.bringing import Bringing, UnknownWriter
from storage.record_shapes import FieldShape, many, record
from storage.shapes import Shape, text, whole

MOST_WRITERS = 500

# Who wrote is any name: a file may have been written by a program that knew no ids.
_WRITER = record(
    UnknownWriter,
    {"id": FieldShape(text(200)), "name": FieldShape(text(500), ""), "writings": FieldShape(whole(1, 10**9))},
)
_BRINGING = record(Bringing, {"writers": FieldShape(many(_WRITER, tuple, most=MOST_WRITERS))})


def bringing_shape(revision: str) -> Shape | None:
    """The shape at the revision at which somebody brought a copy in; None where it is none."""
    return _BRINGING if re.fullmatch(r"[1-9][0-9]{0,9}", revision) else None
