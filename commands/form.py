"""form WHAT --to OUT: a questionnaire to be filled in elsewhere, blank or with what is recorded, and read back."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from commands.command import Command, Told, WrongUse
from commands.opening import opened
from commands.showing import working
from commands.writing import ask_for_force, check_free, write_whole
from questionnaire.assessment import Dossier
from questionnaire.framework import Framework
from questionnaire.framework_file import load_framework
from questionnaire.profiled import in_profile
from questionnaire.register_marks import register_marks
from reports.forms.making import FormWish, form_bytes
from storage.dossier_file import PROGRAM
from words.phrases import LANGUAGES, Phrases


def _arguments(parser: argparse.ArgumentParser, say: Phrases) -> None:
    parser.add_argument("file", metavar="WHAT", type=Path, help=say("cli.argument.form_of"))
    parser.add_argument("--to", metavar="OUT", type=Path, required=True, help=say("cli.argument.form_to"))
    parser.add_argument("--languages", nargs="+", choices=LANGUAGES, help=say("cli.argument.form_languages"))
    parser.add_argument("--profile", metavar="PROFILE", help=say("cli.argument.form_profile"))
    parser.add_argument("--framework", metavar="FOLDER", type=Path, help=say("cli.argument.framework"))
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--participant", metavar="ID", action="append", help=say("cli.argument.form_participant"))
    who.add_argument("--everybody", action="store_true", help=say("cli.argument.form_everybody"))
    ask_for_force(parser, say)


def _run(asked: argparse.Namespace, say: Phrases) -> Told:
    kind = _kind(asked.to)
    check_free(asked.to, force=asked.force)
    form, notices = _read(asked, say)
    _check_paper(kind, form)
    with working(say("cli.working.writing")):
        content = form_bytes(kind, form)
    write_whole(asked.to, content, force=asked.force)
    data = {
        "file": str(asked.to),
        "framework": form.framework.id,
        "profile": form.framework.profile.id,
        "languages": list(form.languages),
        "dossier": form.dossier.id if form.dossier else None,
        "participants": list(form.participants),
        "bytes": len(content),
    }
    return Told(data, say("cli.written", path=asked.to), notices)


def _read(asked: argparse.Namespace, say: Phrases) -> tuple[FormWish, tuple[str, ...]]:
    """What the form is made of, and what is worth saying of it. Raises InputFault or WrongUse."""
    dossier: Dossier | None = None
    register: Mapping[str, str] | None = None
    notices: tuple[str, ...] = ()
    if asked.file.is_dir():
        framework = _in_profile(load_framework(asked.file), asked.profile)
    else:
        if asked.profile:
            raise WrongUse("profile_of_dossier", path=asked.file)
        one = opened(asked, say)
        dossier, notices = one.dossier, one.notices
        register = register_marks(one.file.entries)
        framework = dossier.framework
    languages = tuple(dict.fromkeys(asked.languages or [say.language]))
    foreign = [one for one in languages if one not in framework.languages]
    if foreign:
        facts = {"languages": ", ".join(foreign), "source": framework.source_language}
        notices = (*notices, say("cli.form.untranslated", **facts))
    people = _people(asked, dossier)
    made_at = datetime.now(UTC).replace(microsecond=0)
    return FormWish(framework, languages, made_at, PROGRAM, dossier, people, register), notices


def _in_profile(framework: Framework, profile: str | None) -> Framework:
    """The framework as that profile asks it. Raises WrongUse where it has none of that name."""
    if profile is None:
        return framework
    known = [one.id for one in framework.profiles]
    if profile not in known:
        raise WrongUse("no_profile", found=profile, known=", ".join(known))
    return in_profile(framework, profile)


def _people(asked: argparse.Namespace, dossier: Dossier | None) -> tuple[str, ...]:
    """Whose replies are to be filled in. Raises WrongUse for somebody who does not take part."""
    wanted = tuple(dict.fromkeys(asked.participant or ()))
    if dossier is None:
        if wanted or asked.everybody:
            raise WrongUse("participant_of_framework", path=asked.file)
        return ()
    known = tuple(one.id for one in dossier.participants)
    strangers = [one for one in wanted if one not in known]
    if strangers:
        raise WrongUse("no_participant", found=", ".join(strangers), known=", ".join(known))
    return known if asked.everybody else wanted


def _kind(to: Path) -> str:
    """Which form is written, by the ending of the name. Raises WrongUse."""
    for ending, kind in _ENDINGS.items():
        if to.name.endswith(ending) and to.name != ending:
            return kind
    raise WrongUse("extension", path=to, known=", ".join(_ENDINGS))


def _check_paper(kind: str, form: FormWish) -> None:
    """A printed form is in one language, and of one person at most. Raises WrongUse."""
    if kind == "form_pdf" and len(form.languages) > 1:
        raise WrongUse("one_language", found=", ".join(form.languages))
    if kind == "form_pdf" and len(form.participants) > 1:
        raise WrongUse("one_participant", found=", ".join(form.participants))


_ENDINGS: Mapping[str, str] = {".xlsform.xlsx": "form_xlsform", ".xlsx": "form_xlsx", ".pdf": "form_pdf"}

FORM = Command("form", _arguments, _run)
