"""What is printed before the server opens to the network: that it does, where it is found, the code of the room.

python -m access.announcement --port 8501 [--address A] [--code-for ASSESSMENT]
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from io import StringIO

from access.accounts import new_first_secret, own_what_nobody_owns
from access.addresses import network_addresses
from access.join_codes import OpenCode, new_code, open_codes
from access.reception import Reception, reception
from access.seats import FACILITATOR
from questionnaire.assessment import Assessment
from storage.repository import StorageFault
from words.phrases import LANGUAGES, Phrases, load_phrases


def announced(
    here: Reception, say: Phrases, addresses: Sequence[str], port: int, *, code_for: str | None = None
) -> Iterator[str]:
    """The lines to print. What lets people in is made where it is missing: a code for the room, a first secret."""
    own_what_nobody_owns(here)
    yield say("access.announce.listens", port=port)
    yield say("access.announce.plain")
    if not addresses:
        yield say("access.announce.none")
    else:
        yield say("access.announce.addresses", n=len(addresses))
        yield from (f"  http://{one}:{port}" for one in addresses)
    best = f"http://{addresses[0] if addresses else 'localhost'}:{port}"
    yield ""
    secret = new_first_secret(here)
    if secret is not None:
        yield say("access.announce.first")
        yield f"  {best}/first#{secret}"
    else:
        yield say("access.announce.accounts", address=best)
    yield ""
    yield from _room(here, say, best, code_for)


def _room(here: Reception, say: Phrases, best: str, code_for: str | None) -> Iterator[str]:
    kept = here.repository.assessments()
    wanted = [one for one in kept if code_for in (None, one.id)]
    if not wanted:
        yield (
            say("access.announce.unknown_assessment", id=code_for)
            if code_for and kept
            else say("access.announce.no_assessment")
        )
        return
    code = _code(here, wanted[0])
    until = code.record.until.astimezone().strftime("%Y-%m-%d %H:%M")
    yield say("access.announce.code", name=wanted[0].setup.administration.name or wanted[0].id, until=until)
    yield ""
    yield f"      {code.text}      {best}/join"
    yield ""
    yield drawn(f"{best}/join#{code.text}")


def _code(here: Reception, assessment: Assessment) -> OpenCode:
    there = open_codes(here, assessment.id)
    return there[0] if there else new_code(here, assessment.id, FACILITATOR)


def drawn(link: str) -> str:
    """The picture of a link that a phone reads, in the signs of a terminal."""
    import segno  # noqa: PLC0415 - only where a picture is drawn

    out = StringIO()
    segno.make(link, micro=False, error="l").terminal(out, compact=True, border=2)
    return out.getvalue()


def said_language(environment: dict[str, str]) -> str:
    """The language to print in: IWT_LANGUAGE, or the one of the terminal where we have it."""
    wanted = environment.get("IWT_LANGUAGE", "")
    if wanted in LANGUAGES:
        return wanted
    terminal = next((environment[one] for one in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(one)), "")
    return terminal[:2] if terminal[:2] in LANGUAGES else "en"


def main(words: Sequence[str]) -> int:
    """The command: prints; exit code 1, with a sentence, where the memory cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m access.announcement")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--address", default="0.0.0.0")
    parser.add_argument("--code-for")
    given = parser.parse_args(words)
    say = load_phrases(said_language(dict(os.environ)))
    everywhere = given.address in {"0.0.0.0", "::"}
    addresses = network_addresses() if everywhere else (given.address,)
    try:
        for line in announced(reception(), say, addresses, given.port, code_for=given.code_for):
            print(line, flush=True)
    except StorageFault as fault:
        print(say(fault.code, **fault.facts))
        return 1
    return 0


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # a terminal of another alphabet draws what it can
    sys.exit(main(sys.argv[1:]))
