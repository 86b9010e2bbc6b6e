"""A test that needs a program of the system is skipped where that is missing, but never in CI."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

from launch.proving import PROGRAMS, in_ci, missing_programs

KINDS = {program.marker for program in PROGRAMS}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the tests whose program is not on this machine, with the reason."""
    for program in missing_programs():
        skip = pytest.mark.skip(reason=f"{program.names[0]} is not on this machine (Debian package {program.package})")
        for item in items:
            if item.get_closest_marker(program.marker):
                item.add_marker(skip)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With CI=true a skipped test of these kinds has failed: what was not tried is not known to work."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and in_ci(os.environ):
        needed = KINDS.intersection(mark.name for mark in item.iter_markers())
        if needed:
            report.outcome = "failed"
            report.longrepr = f"skipped, which CI does not allow for {', '.join(sorted(needed))}: {report.longrepr}"
    return report
