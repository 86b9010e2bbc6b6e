"""What a framework rests on: the references of its requirements, and the facts of the brief that it answers to."""

from __future__ import annotations

from dataclasses import dataclass

from questionnaire.text import Text


@dataclass(frozen=True, eq=False)
class Instrument:
    """A treaty, resolution, guide, study or mission that references point into."""

    id: str
    name: Text


@dataclass(frozen=True, eq=False)
class Reference:
    """A provision or finding of an instrument. `verified` means that the address was seen and says what is claimed.

    `copy` means that what was seen there is a copy on somebody else's site, not the issuer's own page.
    """

    id: str
    instrument: Instrument
    text: Text
    verified: bool
    address: str = ""
    copy: bool = False


@dataclass(frozen=True, eq=False)
class SeedFact:
    """Something that a document of the brief asks for or reports, and which document that is."""

    id: str
    document: Text
    text: Text
