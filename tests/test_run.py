"""The two commands: what they decide before they touch the machine. No network, no installation."""

from __future__ import annotations

import hashlib
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import run
from launch import installation, proving, serving
from launch.installation import Progress, Refusal, Step

PINS = """\
pandas==3.1.1 \\
    --hash=sha256:aa
Et_Xml.file==2.0.0 \\
    --hash=sha256:bb
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:cc
"""


@pytest.fixture
def requirements(tmp_path: Path) -> Path:
    file = tmp_path / "requirements.txt"
    file.write_text(PINS, "utf-8")
    return file


@pytest.fixture
def venv(tmp_path: Path) -> Path:
    folder = tmp_path / "venv"
    python = installation.venv_python(folder)
    python.parent.mkdir(parents=True)
    python.touch()
    return folder


class TestPython:
    @pytest.mark.parametrize("version", [(3, 11), (3, 12), (4, 0)])
    def test_new_enough(self, version: tuple[int, int]) -> None:
        assert run.complaint_about_python(version) == ""

    def test_an_old_one_gets_a_sentence_with_a_remedy(self) -> None:
        complaint = run.complaint_about_python((3, 9))
        assert "3.9" in complaint
        assert "3.11" in complaint
        assert "Install" in complaint

    def test_the_sentence_needs_nothing_but_the_standard_library(self) -> None:
        # -S hides every installed package: run.py and launch must import all the same.
        probe = "import run, launch.serving, launch.proving"
        assert subprocess.run([sys.executable, "-S", "-c", probe], cwd=installation.ROOT, check=False).returncode == 0


class TestArguments:
    def test_nothing_means_start_with_a_browser(self) -> None:
        arguments = run.read_arguments([])
        assert (arguments.command, arguments.browser, arguments.names) == ("start", True, [])

    def test_no_browser(self) -> None:
        assert run.read_arguments(["--no-browser"]).browser is False

    def test_serve_listens_everywhere_on_a_free_port_unless_told(self) -> None:
        arguments = run.read_arguments(["serve"])
        told = (arguments.command, arguments.address, arguments.port, arguments.code_for)
        assert told == ("serve", "0.0.0.0", None, None)
        words = ["serve", "--port", "8600", "--address", "192.168.1.5", "--code-for", "D"]
        arguments = run.read_arguments(words)
        assert (arguments.address, arguments.port, arguments.code_for) == ("192.168.1.5", 8600, "D")

    @pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "8501.5"])
    def test_a_port_is_a_number(self, port: str, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit, match="2"):
            run.read_arguments(["serve", "--port", port])
        assert "port" in capsys.readouterr().err

    @pytest.mark.parametrize("command", ["test", "check", "bench"])
    def test_commands(self, command: str) -> None:
        arguments = run.read_arguments([command])
        assert (arguments.command, list(arguments.names)) == (command, [])

    def test_names_and_options_go_to_pytest(self) -> None:
        assert run.read_arguments(["test", "tests/scoring", "-k", "gap"]).names == ["tests/scoring", "-k", "gap"]

    def test_an_unknown_command_is_refused(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit, match="2"):
            run.read_arguments(["deploy"])
        assert "deploy" in capsys.readouterr().err


class TestStamp:
    def test_nothing_is_installed_at_first(self, requirements: Path, venv: Path) -> None:
        assert not installation.is_installed(requirements, venv)

    def test_an_unchanged_file_installs_nothing(
        self, requirements: Path, venv: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stamp = installation.stamp_of(requirements, venv)
        stamp.write_text(hashlib.sha256(requirements.read_bytes()).hexdigest(), "utf-8")
        monkeypatch.setattr(subprocess, "run", None)
        monkeypatch.setattr(subprocess, "Popen", None)
        installation.install(requirements, venv)

    def test_a_changed_file_is_not_installed(self, requirements: Path, venv: Path) -> None:
        stamp = installation.stamp_of(requirements, venv)
        stamp.write_text(installation.fingerprint(requirements), "utf-8")
        requirements.write_text(PINS.replace("3.1.1", "3.1.2"), "utf-8")
        assert not installation.is_installed(requirements, venv)

    def test_a_lost_interpreter_counts_as_nothing_installed(self, requirements: Path, venv: Path) -> None:
        installation.stamp_of(requirements, venv).write_text(installation.fingerprint(requirements), "utf-8")
        installation.venv_python(venv).unlink()
        assert not installation.is_installed(requirements, venv)

    def test_each_requirements_file_has_its_own(self, tmp_path: Path) -> None:
        stamps = {
            installation.stamp_of(tmp_path / name, tmp_path) for name in ("requirements.txt", "requirements-dev.txt")
        }
        assert len(stamps) == 2

    def test_a_failed_installation_leaves_no_stamp_and_says_what_to_do(
        self, requirements: Path, venv: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        fails = Step("pip", (sys.executable, "-c", "print('no route to host'); raise SystemExit(1)"))
        monkeypatch.setattr(installation, "make_venv", lambda venv: None)
        monkeypatch.setattr(installation, "installers", lambda requirements, venv: (fails,))
        with pytest.raises(Refusal, match="network"):
            installation.install(requirements, venv)
        assert not installation.is_installed(requirements, venv)
        assert "no route to host" in capsys.readouterr().out

    def test_where_one_installer_fails_the_next_is_tried(
        self, requirements: Path, venv: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fails, works = (Step("uv", (sys.executable, "-c", f"raise SystemExit({code})")) for code in (1, 0))
        monkeypatch.setattr(installation, "make_venv", lambda venv: None)
        monkeypatch.setattr(installation, "installers", lambda requirements, venv: (fails, works))
        installation.install(requirements, venv)
        assert installation.is_installed(requirements, venv)


class TestInstallers:
    def test_uv_first_where_it_is_present_and_pip_after_it(
        self, requirements: Path, venv: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("shutil.which", lambda name: f"/somewhere/{name}")
        assert [way.name for way in installation.installers(requirements, venv)] == ["uv", "pip"]

    def test_pip_alone_otherwise_and_always_with_hashes(
        self, requirements: Path, venv: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("shutil.which", lambda name: None)
        (pip,) = installation.installers(requirements, venv)
        assert "--require-hashes" in pip.command


class TestProgress:
    def test_pinned_names_are_those_of_this_system(self, requirements: Path) -> None:
        expected = {"pandas", "et-xml-file"} | ({"colorama"} if os.name == "nt" else set())
        assert installation.pinned_names(requirements) == expected

    @pytest.mark.parametrize(
        "line",
        [
            "Collecting pandas==3.1.1",
            "Collecting pandas==3.1.1 (from -r requirements.txt (line 1))",
            "Requirement already satisfied: pandas==3.1.1 in somewhere",
            " + pandas==3.1.1",
            "Downloading pandas (11.2MiB)",
            "Processing /somewhere/pandas-3.1.1-cp311-cp311-linux_x86_64.whl (from -r requirements.txt (line 1))",
        ],
    )
    def test_understands_pip_and_uv(self, line: str) -> None:
        progress = Progress(frozenset({"pandas", "lxml"}), now=lambda: 0.0)
        progress.read(line)
        assert progress.news() == "  1 of 2 packages, 0 s  pandas"

    def test_counts_a_package_once_and_ignores_the_rest(self) -> None:
        progress = Progress(frozenset({"pandas", "lxml"}), now=lambda: 0.0)
        for line in ("Collecting pandas==3.1.1", " + pandas==3.1.1", "Downloading pandas-3.1.1-cp311.whl (11 MB)", "x"):
            progress.read(line)
        assert progress.news().startswith("  1 of 2")

    def test_tells_the_time(self) -> None:
        clock = iter([100.0, 112.0])
        assert "12 s" in Progress(frozenset(), now=lambda: next(clock)).news()


class TestStart:
    def test_data_stay_beside_the_application(self) -> None:
        assert serving.data_folder({}) == installation.ROOT / "data"

    def test_data_go_where_the_environment_says(self, tmp_path: Path) -> None:
        assert serving.data_folder({"IWT_DATA": str(tmp_path)}) == tmp_path.resolve()

    def test_a_taken_port_is_passed_over(self) -> None:
        with socket.socket() as taken:
            taken.bind((serving.HERE, 0))
            taken.listen()
            port = taken.getsockname()[1]
            assert port < serving.free_port(port) < port + serving.PORTS_TRIED

    def test_no_port_at_all_is_a_sentence(self) -> None:
        with socket.socket() as taken:
            taken.bind((serving.HERE, 0))
            taken.listen()
            with pytest.raises(Refusal, match="is free"):
                serving.free_port(taken.getsockname()[1], tried=1)

    @pytest.mark.parametrize(("browser", "headless"), [(True, "false"), (False, "true")])
    def test_serves_this_machine_alone(self, browser: bool, headless: str) -> None:
        command = serving.streamlit_command(8501, browser=browser)
        assert command[command.index("--server.address") + 1] == "127.0.0.1"
        assert command[command.index("--server.headless") + 1] == headless


class TestServe:
    """What is started, in which order and with which settings; the commands themselves only note that they ran."""

    @pytest.fixture
    def ran(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        noting = tmp_path / "python"
        noting.write_text(f'#!/bin/sh\necho "$IWT_SIGN_IN $*" >> {tmp_path / "ran"}\nexit ${{FAILS:-0}}\n', "utf-8")
        noting.chmod(0o755)
        monkeypatch.setattr(serving, "install", lambda requirements, venv: None)
        monkeypatch.setattr(serving, "venv_python", lambda venv: noting)
        monkeypatch.setenv("IWT_DATA", str(tmp_path / "data"))
        monkeypatch.setenv("IWT_SIGN_IN", "on")

    @staticmethod
    def lines(tmp_path: Path) -> list[str]:
        return (tmp_path / "ran").read_text("utf-8").splitlines()

    def test_looks_at_the_data_says_where_it_is_and_lets_the_room_in(self, ran: None, tmp_path: Path) -> None:
        assert serving.serve(port=None, address="0.0.0.0", code_for="D") == 0
        health, told, server = self.lines(tmp_path)
        assert "-m storage.health" in health
        assert "-m access.announcement" in told and told.endswith("--address 0.0.0.0 --code-for D")
        assert server.startswith("on ") and "--server.address 0.0.0.0" in server and "headless true" in server

    def test_one_person_alone_never_signs_in_nor_is_heard_by_others(self, ran: None, tmp_path: Path) -> None:
        assert serving.start(browser=False) == 0
        _, server = self.lines(tmp_path)
        assert server.startswith("off ") and "--server.address 127.0.0.1" in server

    def test_a_taken_port_is_a_sentence(self, ran: None) -> None:
        with socket.socket() as taken:
            taken.bind((serving.HERE, 0))
            taken.listen()
            with pytest.raises(Refusal, match="taken"):
                serving.serve(port=taken.getsockname()[1], address="0.0.0.0", code_for=None)

    def test_nothing_is_served_that_cannot_be_read(
        self, ran: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("FAILS", "1")
        with pytest.raises(Refusal):
            serving.serve(port=None, address="0.0.0.0", code_for=None)
        assert len(self.lines(tmp_path)) == 1


class TestPlan:
    def test_everything_runs_in_order(self) -> None:
        names = [step.name for step in proving.plan_steps("test")]
        assert names == ["ruff check", "ruff format", "mypy", "import law", "pytest"]

    def test_check_leaves_the_tests_out(self) -> None:
        assert proving.plan_steps("check") == proving.plan_steps("test")[:-1]

    def test_named_tests_run_alone(self) -> None:
        (pytest_step,) = proving.plan_steps("test", ["tests/scoring", "-x"])
        assert pytest_step.command[-3:] == ("pytest", "tests/scoring", "-x")

    def test_bench(self) -> None:
        (bench,) = proving.plan_steps("bench")
        assert bench.command[-2:] == ("-m", "tests.bench")

    def test_all_steps_run_even_after_a_failure(self, capfd: pytest.CaptureFixture[str]) -> None:
        bad = Step("bad", (sys.executable, "-c", "raise SystemExit(3)"))
        good = Step("good", (sys.executable, "-c", "print('reached')"))
        assert not proving.run_steps((bad, good))
        printed = capfd.readouterr().out
        assert "reached" in printed
        assert re.search(r"bad +FAILED +[0-9.]+ s  \(exit code 3\)", printed)

    def test_a_step_that_was_ended_from_without_says_by_what(self, capfd: pytest.CaptureFixture[str]) -> None:
        ended = Step("ended", (sys.executable, "-c", "import os, signal; os.kill(os.getpid(), signal.SIGTERM)"))
        assert not proving.run_steps((ended,))
        assert "(ended by signal 15)" in capfd.readouterr().out

    @pytest.mark.parametrize(("value", "expected"), [("true", True), ("1", True), ("", False), ("false", False)])
    def test_ci(self, value: str, expected: bool) -> None:
        assert proving.in_ci({"CI": value}) is expected

    def test_the_programs_tests_need_have_a_marker(self, pytestconfig: pytest.Config) -> None:
        declared = {line.split(":")[0] for line in pytestconfig.getini("markers")}
        assert {program.marker for program in proving.PROGRAMS} <= declared

    def test_a_missing_program_is_told_loudly(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr("shutil.which", lambda name, path="": None)
        assert proving.get_programs() == proving.PROGRAMS
        assert "'browser' cannot run" in capsys.readouterr().out
