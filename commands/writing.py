"""Files that a command writes: whole or not at all, and never over another file unless that is wanted."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from commands.command import WrongUse
from words.phrases import Phrases


def ask_for_force(parser: argparse.ArgumentParser, say: Phrases) -> None:
    """The argument of every command that writes a file."""
    parser.add_argument("--force", action="store_true", help=say("cli.argument.force"))


def check_free(path: Path, *, force: bool) -> None:
    """Raises WrongUse where a file would be overwritten unasked, or cannot be where it should."""
    if path.is_dir():
        raise WrongUse("is_folder", path=path)
    if path.exists() and not force:
        raise WrongUse("exists", path=path)
    if not path.parent.is_dir():
        raise WrongUse("no_folder", path=path.parent)


def write_whole(path: Path, content: bytes, *, force: bool) -> None:
    """Write beside, then rename: whoever looks sees the old file or the new one. Raises WrongUse."""
    check_free(path, force=force)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if force:
            part.replace(path)
        else:
            _give_name(part, path)
    except FileExistsError as error:
        raise WrongUse("exists", path=path) from error
    except OSError as error:
        raise WrongUse("unwritable", path=path, found=error.strerror or error) from error
    finally:
        part.unlink(missing_ok=True)


def _give_name(part: Path, path: Path) -> None:
    """Rename without ever replacing a file that appeared meanwhile, where the file system can do that."""
    try:
        path.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems know no hard links; there the look before is all the care there can be.
        part.replace(path)
