"""Whether what was signed is still what is recorded: each signature held against the history that a dossier carries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from questionnaire.entries import Address, Entry
from questionnaire.signatures import Reopening, Signature
from questionnaire.stage_moves import standing
from storage.signed_content import changed_since, content_at


@dataclass(frozen=True)
class SignatureCheck:
    """What the history says of one signature.

    `matches`: the fingerprint, made anew for the revision that was signed, is the one recorded. `changed` are the
    addresses under the signature that were written since. `stands`: no reopening went back behind it.
    """

    signature: Signature
    matches: bool
    changed: tuple[Address, ...]
    stands: bool

    @property
    def as_signed(self) -> bool:
        """Whether what is recorded now is exactly what was signed."""
        return self.matches and not self.changed


def check_signatures(
    entries: Sequence[Entry], signatures: Sequence[Signature | Reopening]
) -> Mapping[int, SignatureCheck]:
    """The check of every signature by its place in the list, 1 first; reopenings have their place and no check.

    `entries` is the whole history.
    """
    stands = standing(signatures)
    return {
        place: SignatureCheck(
            one,
            matches=content_at(entries, one.stage, one.revision) == one.content,
            changed=changed_since(entries, one.stage, one.revision),
            stands=one in stands,
        )
        for place, one in enumerate(signatures, 1)
        if isinstance(one, Signature)
    }
