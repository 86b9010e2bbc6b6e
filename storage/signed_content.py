"""What a signature is put under: a checksum of everything that a stage covers, as it stood at a revision.

It is made of the entries that hold: address, stamp, author, moment and value of each. So it tells any later change,
also one that was taken back again, and can be computed anew for any earlier revision from the history of a dossier.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256

from questionnaire.answers import AgreementKind
from questionnaire.dossier import latest
from questionnaire.entries import Address, Entry, Subject
from questionnaire.stages import Stage
from storage.encoding import to_json
from storage.entry_lines import time_text

_ASSESSED = frozenset({Subject.SETUP, Subject.ANSWER, Subject.EVIDENCE, Subject.HANDS})
_PLANNED = frozenset(
    {
        Subject.TARGET,
        Subject.THREAT,
        Subject.PRICE,
        Subject.RATE,
        Subject.LIMITS,
        Subject.PLANNED,
        Subject.PROOF,
        Subject.OWN_ACTION,
        Subject.STEP,
    }
)
_OWN = frozenset({AgreementKind.SELF})
_BOTH = frozenset(AgreementKind)

_COVERED: Mapping[Stage, tuple[frozenset[Subject], frozenset[AgreementKind]]] = {
    Stage.DRAFT: (frozenset(), frozenset()),
    Stage.AGREED: (_ASSESSED, _OWN),
    Stage.VALIDATED: (_ASSESSED, _BOTH),
    Stage.APPROVED: (_ASSESSED | _PLANNED, _BOTH),
    Stage.SHARED: (_ASSESSED | _PLANNED | {Subject.WITHHELD}, _BOTH),
}
"""For every stage the subjects, and whose outcomes, its signature covers."""


def covers(stage: Stage, address: Address) -> bool:
    """Whether a signature at that stage is also under what is recorded there. A draft is not signed: under nothing."""
    subjects, kinds = _COVERED[stage]
    return address.subject in subjects or (address.subject is Subject.AGREEMENT and address.parts[0] in kinds)


def signed_content(entries: Iterable[Entry], stage: Stage) -> str:
    """SHA-256, in hexadecimal, of what the stage covers among these entries. Their order does not matter."""
    content = sha256()
    held = _held(entries, stage)
    for address in sorted(held, key=str):
        entry = held[address]
        line = [str(address), entry.stamp, entry.by, time_text(entry.at), to_json(address, entry.value)]
        content.update(json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n")
    return content.hexdigest()


def content_at(entries: Iterable[Entry], stage: Stage, revision: int) -> str:
    """What `signed_content` was at that revision; `entries` is the whole history."""
    return signed_content((entry for entry in entries if entry.revision <= revision), stage)


def changed_since(entries: Iterable[Entry], stage: Stage, revision: int) -> tuple[Address, ...]:
    """Every address that the stage covers and that was written after that revision, in order of the addresses."""
    held = _held(entries, stage)
    return tuple(sorted((place for place, entry in held.items() if entry.revision > revision), key=str))


def _held(entries: Iterable[Entry], stage: Stage) -> Mapping[Address, Entry]:
    return latest(entry for entry in entries if covers(stage, entry.address))
