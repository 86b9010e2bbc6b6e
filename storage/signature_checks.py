"""Whether what was signed is still what is recorded: each signature held against the history that a dossier carries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from questionnaire.entries import Address, Entry
from questionnaire.signatures import Reopening, Signature
from questionnaire.stage_moves import standing
from storage.signed_content import changed_since, content_at


class SignatureState(StrEnum):
    """How a signature stands towards what is recorded now."""

    AS_SIGNED = "as_signed"
    CHANGED = "changed"
    VOID = "void"
    NOT_MATCHING = "not_matching"


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
    def state(self) -> SignatureState:
        """In one word: a fingerprint that does not match is told even where the assessment was reopened since."""
        if not self.matches:
            return SignatureState.NOT_MATCHING
        if not self.stands:
            return SignatureState.VOID
        return SignatureState.CHANGED if self.changed else SignatureState.AS_SIGNED


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
