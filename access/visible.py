"""What of an assessment a role sees: the dossier without the rest, and which single entries may be read."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from threading import Lock

from access.permissions import Right, allowed
from access.seats import Place
from questionnaire.answers import Answer, RecordedAgreement
from questionnaire.assessment import Assessment, Dossier
from questionnaire.ballots import Disclosure
from questionnaire.consensus import reach_consensus
from questionnaire.entries import Address, Entry, Subject
from questionnaire.stages import Role, Stage
from questionnaire.withholding import told_without, withheld_from
from reports.redaction import redacted_dossier

_OF_PEOPLE = frozenset({Subject.ANSWER, Subject.PARTICIPANT, Subject.BROUGHT})
"""What is somebody's own, or names people: others in the room see it without the person, in the dossier, and never
entry by entry."""

_OF_DONORS = frozenset(
    {
        *(Subject.SETUP, Subject.STAGE, Subject.TARGET, Subject.THREAT, Subject.PRICE),
        *(Subject.LIMITS, Subject.PLANNED, Subject.PROOF, Subject.RATE, Subject.OWN_ACTION),
    }
)
"""What donors may read entry by entry: nothing in it carries people's remarks."""
_OF_PLAN = frozenset({Subject.PRICE, Subject.LIMITS, Subject.PLANNED, Subject.PROOF, Subject.OWN_ACTION})
_OF_CAPABILITIES = frozenset({Subject.TARGET, Subject.THREAT})
"""What is about all capabilities at once, and what is about one. Where some are withheld, donors see the former in
their dossier only."""


def sees(
    place: Place,
    stage: Stage,
    address: Address,
    *,
    names: bool,
    seated: frozenset[str],
    withheld: frozenset[str] | None,
) -> bool:
    """Whether the entries of an address may be read. A vote: by its voter, or by who types for people without a seat.

    `names` says that the room chose to speak by name, `seated` which participants have a seat of their own, `withheld`
    which capabilities donors are not told (None: not known yet, so it may be any).
    """
    role, owner = place.role, address.parts[0] if address.parts else ""
    if not allowed(role, stage, Right.READ):
        return False
    if address.subject is Subject.VOTE:
        own = owner == place.participant
        return own or (allowed(role, stage, Right.RECORD) and owner not in seated)
    if role is Role.DONOR_READER:
        return address.subject in _OF_DONORS and _is_told(address, withheld)
    if address.subject in _OF_PEOPLE and not allowed(role, stage, Right.READ_REPLIES):
        return names or owner == place.participant
    return True


def _is_told(address: Address, withheld: frozenset[str] | None) -> bool:
    """Whether an address that donors may read says nothing of what is withheld."""
    if address.subject not in _OF_PLAN | _OF_CAPABILITIES:
        return True
    if withheld is None:
        return False
    return not withheld or (address.subject in _OF_CAPABILITIES and withheld.isdisjoint(address.parts))


def is_anothers_vote(place: Place, entry: Entry) -> bool:
    """Whether it is a hidden vote that somebody else gave with their own hands, whether they have a seat now or not.

    Whoever runs the room could otherwise put people out and read what they had voted.
    """
    address = entry.address
    return address.subject is Subject.VOTE and address.parts[0] != place.participant and entry.by == address.parts[0]


def names_withheld(dossier: Dossier) -> frozenset[str]:
    """The ids of the capabilities that donors are not told, those that they had before too.

    Also where the profile does not ask them: what was recorded while another one did is still among the entries.
    """
    every = replace(dossier, framework=dossier.whole or dossier.framework)
    withheld = withheld_from(every)
    older = (alias for one in every.framework.capabilities if one.id in withheld for alias in one.aliases)
    return withheld | frozenset(older)


def line_for_donors(line: Assessment, shared_at: datetime) -> Assessment:
    """The line about an assessment without counts and moments of work, which may be work on what is withheld."""
    return replace(line, revision=0, replies=0, saved_at=shared_at)


def visible_dossier(dossier: Dossier, place: Place) -> Dossier:
    """The dossier as somebody in that place sees it. `seen_as` tells the editions apart where things are remembered."""
    if allowed(place.role, dossier.stage, Right.READ_REPLIES):
        return dossier
    if place.role is Role.DONOR_READER:
        return _edition(dossier, _for_donors)
    return dossier if dossier.room.disclosure is Disclosure.NAMES else _edition(dossier, _without_names)


_MOST_KEPT = 32
_editions: OrderedDict[tuple[int, str], tuple[Dossier, Dossier]] = OrderedDict()
_lock = Lock()


def _edition(dossier: Dossier, make: Callable[[Dossier], Dossier]) -> Dossier:
    """The edition, made once for all who see the same. The dossier is kept beside it, so that its number stays its."""
    key = (id(dossier), make.__name__)
    with _lock:
        found = _editions.get(key)
        if found is None:
            found = _editions[key] = (dossier, make(dossier))
            while len(_editions) > _MOST_KEPT:
                _editions.popitem(last=False)
        return found[1]


def _without_names(dossier: Dossier) -> Dossier:
    """Replies stay with the function of who gave them, if the room shows that, without names, offices and comments.

    What fits no question any more is left out where it is somebody's own: it is kept with their id and their comment.
    """
    nameless = [replace(one, name="", office="") for one in dossier.participants]
    if dossier.room.disclosure is Disclosure.NOTHING:
        nameless = [replace(one, function=None) for one in nameless]
    return replace(
        dossier,
        participants=tuple(nameless),
        answers={key: replace(one, comment="") for key, one in dossier.answers.items()},
        orphans=tuple(one for one in dossier.orphans if one.address.subject not in _OF_PEOPLE),
        set_aside={},
        seen_as="room",
    )


def _for_donors(dossier: Dossier) -> Dossier:
    """Outcomes without who said what and why, and without the capabilities that are withheld from donors.

    What the room kept for itself is left out; a comment that was released stands without who wrote it. When something
    was last saved is not told: it may have been what is withheld.
    """
    told = redacted_dossier(told_without(dossier, withheld_from(dossier)))
    return replace(
        told,
        participants=(),
        answers=_released_comments(told),
        agreed=_outcomes(told),
        validated={id: replace(one, seen="") for id, one in told.validated.items()},
        ballots={},
        hands={},
        withheld=(),
        saved_at=None,
        seen_as="donor",
    )


def _released_comments(told: Dossier) -> Mapping[tuple[str, str], Answer]:
    """The comments of a redacted dossier, which are those that were released, numbered."""
    comments = (one for _, one in sorted(told.answers.items()) if one.comment)
    numbered = (
        Answer(str(n), one.question, comment=one.comment, comment_shared=True) for n, one in enumerate(comments, 1)
    )
    return {(one.participant, one.question): one for one in numbered}


def _outcomes(dossier: Dossier) -> Mapping[str, RecordedAgreement]:
    """The outcome of every question that has one, where one person answered alone too."""
    return {
        one.question: RecordedAgreement(one.question, one.reply, one.confidence, one.evidence)
        for one in reach_consensus(dossier)
    }
