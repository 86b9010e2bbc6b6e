"""The door itself: what passes, what does not, and what every answer says to the browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.types import ASGIApp

from access.accounts import new_first_secret
from access.admission import invite
from access.join_codes import new_code, open_codes
from access.reception import Reception
from access.seat_book import COOKIE
from access.seats import Place
from questionnaire.entries import participant_at, registered
from questionnaire.evidence import Evidence, EvidenceKind
from questionnaire.policy import Strength
from questionnaire.stages import Role
from storage.access_records import AccountPlace
from storage.settings import open_evidence, read_settings
from tests.access.asgi import Phone, served
from tests.access.hall import FRAMEWORK

WORDS, OTHER_WORDS = "trois mots ici", "quatre autres mots ici"
REFUSED = [{"type": "websocket.close", "code": 4401}]
Hall = tuple[ASGIApp, Reception]


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """A server of a room, with one dossier D."""
    with served(tmp_path, sign_in=True) as made:
        made[1].repository.create(FRAMEWORK, id="D")
        yield made


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[ASGIApp]:
    """The same for one person on this machine."""
    with served(tmp_path, sign_in=False) as made:
        yield made[0]


def joined(hall: Hall, name: str = "Zoë", role: Role = Role.ASSESSOR, **facts: str) -> Phone:
    """A phone that has joined D."""
    phone = Phone(hall[0], **facts)
    code = new_code(hall[1], "D", "P1", role=role).text
    answer = phone.post("/join", {"code": code, "name": name, "function": "legal", "lang": "fr"})
    assert answer.status == 303, answer.body
    return phone


def account(hall: Hall) -> Phone:
    """The administrator's browser, who owns D."""
    laptop = Phone(hall[0], address="192.168.1.2")
    secret = new_first_secret(hall[1]) or ""
    made = laptop.post("/first", {"secret": secret, "name": "A", "login": "a", "password": WORDS, "again": WORDS})
    assert made.status == 303, made.body
    return laptop


class TestWithoutASeat:
    def test_pages_lead_to_the_form_and_the_rest_is_closed(self, hall: Hall) -> None:
        phone = Phone(hall[0])
        assert [phone.get(one).to for one in ("/", "/results", "/vote?a=D")] == ["/join"] * 3
        inside = ("/index.html", "/static/js/index.js", "/media/x.png", "/_stcore/host-config", "/_stcore/metrics",
                  "/_stcore/stream", "/component/x", "/evidence/D/" + "a" * 64, "/pulse")  # fmt: skip
        assert [phone.get(one).status for one in inside] == [401] * len(inside)
        assert phone.post("/_stcore/upload_file/x/y", {}).status == 401
        assert phone.socket("hello") == REFUSED

    def test_the_ways_in_are_open(self, hall: Hall) -> None:
        phone = Phone(hall[0])
        ways = ("/join", "/join?back=1", "/signin", "/first", "/invited", "/renew", "/_stcore/health")
        assert [phone.get(one).status for one in ways] == [200] * len(ways)
        assert phone.get("/account").to == "/join"

    @pytest.mark.parametrize("cookie", ["x", "WyJhIiwiYiJd.forged", "", "[]", "é"])
    def test_forged_cookies_are_none(self, hall: Hall, cookie: str) -> None:
        joined(hall)
        phone = Phone(hall[0], cookies={COOKIE: cookie})
        assert phone.get("/results").to == "/join"
        assert phone.socket() == REFUSED

    def test_headers_make_nobody_somebody(self, hall: Hall) -> None:
        phone = Phone(hall[0])
        said = {
            "x_forwarded_for": "127.0.0.1",
            "x_forwarded_user": "anna",
            "x_streamlit_user": "{}",
            "remote_user": "a",
        }
        assert phone.get("/results", **said).status == 303
        assert phone.socket(**said) == REFUSED


class TestJoining:
    def test_a_phone_comes_in_with_a_cookie_that_no_script_reads(self, hall: Hall) -> None:
        phone = Phone(hall[0])
        code = new_code(hall[1], "D", "P1").text
        answer = phone.post("/join", {"code": code, "name": "Zoë", "function": "legal", "lang": "fr"})
        assert answer.to == "/vote?a=D&lang=fr"
        (cookie,) = answer.cookies
        assert {"HttpOnly", "Path=/", "SameSite=lax", "Max-Age=604800"} <= set(cookie.split("; "))
        assert "Secure" not in cookie
        assert phone.get("/vote").body == "a page"
        assert phone.socket("vote")[-1]["text"] == "drawn for vote"

    def test_the_role_is_the_codes_whatever_the_form_says(self, hall: Hall) -> None:
        phone = Phone(hall[0])
        code = new_code(hall[1], "D", "P1").text
        said = {"role": "owner", "participant": "P1", "dossier": "E", "administers": "1", "account": "a"}
        phone.post("/join", {"code": code, "name": "Zoë", "function": "legal", **said})
        sits = hall[1].seats.seat_of(phone.cookies)
        assert sits is not None and sits.places == {"D": Place("P2", Role.ASSESSOR)}
        assert (sits.account, sits.administers, sits.creates) == (None, False, False)

    def test_who_is_in_goes_straight_in_and_stays_one_person(self, hall: Hall) -> None:
        phone = joined(hall)
        page = phone.get("/join")
        assert 'data-onward="/vote?a=D&amp;lang=fr"' in page.body
        code = open_codes(hall[1], "D")[0].text
        assert phone.post("/join", {"again": "1", "code": code}).to == "/vote?a=D&lang=fr"
        assert phone.post("/join", {"code": code, "name": "Zoë", "function": "legal"}).to == "/vote?a=D&lang=fr"
        assert hall[1].repository.entry("D", participant_at("P3")) is None

    def test_who_is_in_another_room_gets_the_form_for_this_one(self, hall: Hall) -> None:
        phone = joined(hall)
        hall[1].repository.create(FRAMEWORK, id="E")
        code = new_code(hall[1], "E", "P1").text
        form = phone.post("/join", {"again": "1", "code": code, "lang": "fr"})
        assert form.status == 200 and f'value="{code}"' in form.body
        assert phone.post("/join", {"code": code, "name": "Zoë", "function": "legal"}).to.startswith("/vote?a=E")

    def test_a_seat_that_is_over_says_so(self, hall: Hall) -> None:
        phone = joined(hall)
        hall[1].store.end_seats_in("D", "P2", datetime.now(UTC))
        assert phone.get("/vote").to == "/join"
        assert 'role="alert"' in phone.get("/join").body

    def test_wrong_codes_slow_to_a_stop(self, hall: Hall) -> None:
        phone = Phone(hall[0])
        right = new_code(hall[1], "D", "P1").text
        fields = {"name": "Zoë", "function": "legal"}
        answers = [phone.post("/join", {"code": "ABC-DEF", **fields}) for _ in range(11)]
        assert [one.status for one in answers] == [401] * 10 + [429]
        late = phone.post("/join", {"code": right, **fields})
        assert late.status == 429 and 590 <= int(late.headers["retry-after"]) <= 600
        assert Phone(hall[0], address="192.168.1.8").post("/join", {"code": right, **fields}).status == 303

    def test_what_is_typed_comes_back_as_text(self, hall: Hall) -> None:
        phone = Phone(hall[0])
        nasty = '"><script>alert(1)</script>'
        answer = phone.post("/join", {"code": nasty, "name": nasty, "function": nasty})
        assert nasty not in answer.body and answer.body.count("<script>") == 1
        assert "&quot;&gt;&lt;script&gt;" in answer.body

    def test_a_form_that_is_too_long_is_refused(self, hall: Hall) -> None:
        phone = Phone(hall[0])
        assert phone.post("/join", {"code": "x" * 30_000}).status == 401
        assert phone.post("/join", {f"n{n}": "" for n in range(200)}).status == 401

    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_every_page_speaks_both_languages(self, hall: Hall, language: str) -> None:
        phone = Phone(hall[0])
        for path in ("/join", "/join?back=1", "/signin", "/first", "/invited", "/renew"):
            page = phone.get(f"{path}{'&' if '?' in path else '?'}lang={language}").body
            assert f'<html lang="{language}">' in page
        assert '<html lang="fr">' in phone.get("/join", accept_language="de, fr-FR;q=0.8").body
        assert '<html lang="en">' in phone.get("/join", accept_language="de").body


class TestAccounts:
    def test_first_account_then_password_then_sign_out_everywhere(self, hall: Hall) -> None:
        laptop = account(hall)
        other = Phone(hall[0], address="192.168.1.3")
        assert other.post("/signin", {"login": "A", "password": WORDS, "lang": "fr"}).to == "/?lang=fr"
        changed = laptop.post("/account", {"old": WORDS, "password": OTHER_WORDS, "again": OTHER_WORDS})
        assert changed.status == 200 and 'role="status"' in changed.body
        assert other.get("/").to == "/join"
        assert laptop.get("/").status == 200
        assert other.post("/signin", {"login": "A", "password": WORDS}).status == 401
        assert other.post("/signin", {"login": "A", "password": OTHER_WORDS}).status == 303
        assert laptop.post("/signout", {"everywhere": "1"}).to == "/signin"
        assert other.get("/").to == laptop.get("/").to == "/join"

    def test_passwords_never_come_back(self, hall: Hall) -> None:
        laptop = account(hall)
        wrong = laptop.post("/account", {"old": OTHER_WORDS, "password": WORDS, "again": "x"})
        refused = laptop.post("/signin", {"login": "A", "password": OTHER_WORDS})
        assert not any(one in answer.body for one in (WORDS, OTHER_WORDS) for answer in (wrong, refused))

    def test_signing_out_ends_the_seat_and_not_only_the_cookie(self, hall: Hall) -> None:
        laptop = account(hall)
        kept = dict(laptop.cookies)
        laptop.post("/signout", {})
        assert Phone(hall[0], cookies=kept).get("/").to == "/join"

    def test_an_invitation_is_taken_by_who_is_signed_in_or_makes_an_account(self, hall: Hall) -> None:
        laptop = account(hall)
        owner = hall[1].seats.seat_of(laptop.cookies)
        assert owner is not None
        phone = Phone(hall[0])
        secret = invite(hall[1], owner, "D", Role.VALIDATOR)
        fields = {"secret": secret, "name": "Ben", "login": "ben", "password": OTHER_WORDS, "again": OTHER_WORDS}
        assert phone.post("/invited", {**fields, "again": "other"}).status == 401
        assert phone.post("/invited", fields).status == 303
        sits = hall[1].seats.seat_of(phone.cookies)
        assert sits is not None and sits.places == {"D": Place("P2", Role.VALIDATOR)}
        assert Phone(hall[0]).post("/invited", {**fields, "login": "eve"}).status == 401
        hall[1].repository.create(FRAMEWORK, id="E")
        hall[1].store.give_place(AccountPlace(owner.account or "", "E", "P1", Role.OWNER))
        owner = hall[1].seats.seat_of(laptop.cookies)
        assert owner is not None
        assert "Ben" in phone.get("/invited").body
        assert phone.post("/invited", {"secret": invite(hall[1], owner, "E", Role.OBSERVER)}).to == "/"
        sits = hall[1].seats.seat_of(phone.cookies)
        assert sits is not None and sits.place("E") == Place("P2", Role.OBSERVER)

    def test_who_joined_can_leave_but_has_no_password(self, hall: Hall) -> None:
        phone = joined(hall)
        assert "password" not in phone.get("/account").body
        assert phone.post("/account", {"old": "", "password": WORDS, "again": WORDS}).status == 401
        assert phone.post("/signout", {}).to == "/join"
        assert phone.get("/vote").to == "/join"

    def test_metrics_are_for_administrators(self, hall: Hall) -> None:
        assert account(hall).get("/_stcore/metrics").status == 200
        assert joined(hall).get("/_stcore/metrics").status == 403


class TestForeignPages:
    @pytest.mark.parametrize(
        "origin", ["http://evil.example", "null", "http://192.168.1.5:8502", "https://192.168.1.5:8501"]
    )
    def test_neither_write_nor_open_sockets(self, hall: Hall, origin: str) -> None:
        phone = joined(hall)
        assert phone.post("/signout", {}, origin=origin).status == 403
        assert phone.post("/_stcore/upload_file/x/y", {}, origin=origin).status == 403
        assert phone.socket("hello", origin=origin) == REFUSED
        assert phone.get("/vote").status == 200

    def test_a_writing_without_an_origin_is_refused(self, hall: Hall) -> None:
        phone = joined(hall)
        assert phone.post("/signout", {}, origin="").status == 403
        assert phone.socket("hello", origin="") == REFUSED

    def test_may_lead_here_but_fetch_nothing(self, hall: Hall) -> None:
        phone = joined(hall)
        assert phone.get("/vote", sec_fetch_site="cross-site", sec_fetch_mode="navigate").status == 200
        assert phone.get("/pulse", sec_fetch_site="cross-site", sec_fetch_mode="no-cors").status == 403

    @pytest.mark.parametrize("host", ["evil.example", "192.168.1.5.evil.example:8501", ""])
    def test_a_foreign_name_for_this_server_is_refused(self, hall: Hall, host: str) -> None:
        phone = joined(hall)
        phone.host = host
        assert phone.get("/vote").status == 400
        assert phone.get("/join").status == 400
        assert phone.socket("hello") == REFUSED


class TestFaults:
    def test_a_memory_that_cannot_be_read_is_told_and_lets_nobody_in(self, hall: Hall, tmp_path: Path) -> None:
        phone = joined(hall)
        (tmp_path / "assessments.sqlite3").rename(tmp_path / "elsewhere")
        answer = phone.post("/join", {"code": "ABC-DEF", "name": "x", "function": "legal"})
        assert answer.status in {401, 503}
        code = open_codes(hall[1], "D")[0].text
        told = Phone(hall[0]).post("/join", {"code": code, "name": "x", "function": "legal"}, accept_language="fr")
        assert told.status == 503 and told.body and "Traceback" not in told.body

    def test_an_assessment_deleted_meanwhile_is_a_code_that_opens_nothing(self, hall: Hall) -> None:
        code = new_code(hall[1], "D", "P1").text
        hall[1].repository.delete("D")
        fields = {"code": code, "name": "x", "function": "legal"}
        assert Phone(hall[0]).post("/join", fields).status == 401


class TestHeaders:
    @pytest.mark.parametrize("path", ["/join", "/vote", "/pulse", "/nothing.js"])
    def test_every_answer_forbids_framing_and_guessing_of_kinds(self, hall: Hall, path: str) -> None:
        for phone in (Phone(hall[0]), joined(hall)):
            headers = phone.get(path).headers
            assert "frame-ancestors 'none'" in headers["content-security-policy"]
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["referrer-policy"] == "same-origin"
            assert "camera=()" in headers["permissions-policy"]

    def test_the_forms_run_only_their_own_script(self, hall: Hall) -> None:
        answer = Phone(hall[0]).get("/join")
        policy = answer.headers["content-security-policy"]
        assert "unsafe" not in policy and policy.startswith("default-src 'none'")
        assert answer.headers["cache-control"] == "no-store"
        assert re.search(r"(src|href)=.?(https?:)?//", answer.body) is None

    def test_the_socket_is_named_for_older_phones(self, hall: Hall) -> None:
        assert "ws://192.168.1.5:8501" in joined(hall).get("/vote").headers["content-security-policy"]


class TestPresence:
    def test_a_phone_is_recorded_as_there_by_its_page_and_by_its_socket(self, hall: Hall) -> None:
        phone = joined(hall)
        day = datetime.now(UTC).astimezone().date().isoformat()
        for come in (lambda: phone.get("/vote"), lambda: phone.socket("hello")):
            hall[1].recorded.clear()  # as after midnight: nothing is known of this day
            come()
            assert hall[1].recorded == {("D", "P2", day)}

    def test_an_account_may_be_anywhere(self, hall: Hall) -> None:
        account(hall).get("/results?a=D")
        assert hall[1].repository.open("D", FRAMEWORK).present == frozenset()


class TestPuttingOut:
    def test_an_open_socket_is_closed_at_its_next_message(self, hall: Hall) -> None:
        phone = joined(hall)
        heard = phone.socket(
            "before", "after", before_last=lambda: hall[1].store.end_seats_in("D", "P2", datetime.now(UTC))
        )
        assert [one.get("text") for one in heard if one["type"] == "websocket.send"] == ["drawn for before"]
        assert heard[-1] == {"type": "websocket.close", "code": 4401}

    def test_a_closed_account_is_out_everywhere(self, hall: Hall) -> None:
        laptop = account(hall)
        sits = hall[1].seats.seat_of(laptop.cookies)
        assert sits is not None
        hall[1].store.close_account(sits.account or "", datetime.now(UTC))
        assert laptop.get("/").to == "/join"
        assert laptop.socket() == REFUSED


class TestBehindAProxy:
    def test_the_named_one_tells_who_calls_and_that_the_line_is_encrypted(self, tmp_path: Path) -> None:
        with served(tmp_path, sign_in=True, IWT_PROXY="10.0.0.1", IWT_HOSTS="iwt.example") as hall:
            hall[1].repository.create(FRAMEWORK, id="D")
            phone = Phone(hall[0], address="10.0.0.1", host="iwt.example")
            code = new_code(hall[1], "D", "P1").text
            said = {"x_forwarded_proto": "https", "x_forwarded_for": "1.2.3.4", "origin": "https://iwt.example"}
            fields = {"code": code, "name": "Zoë", "function": "legal"}
            answer = phone.post("/join", fields, **said)
            assert answer.status == 303 and "Secure" in answer.cookies[0]
            wrong = {**fields, "code": "ABCDEF"}
            others = Phone(hall[0], address="10.0.0.1", host="iwt.example")
            statuses = [others.post("/join", wrong, **{**said, "x_forwarded_for": "5.5.5.5"}).status for _ in range(11)]
            assert statuses[-1] == 429
            assert Phone(hall[0], address="10.0.0.1", host="iwt.example").post("/join", fields, **said).status == 303


class TestAlone:
    def test_this_machine_alone_without_a_cookie(self, alone: ASGIApp) -> None:
        for address in ("127.0.0.1", "::1", "::ffff:127.0.0.1"):
            here = Phone(alone, address=address, host="localhost:8501")
            assert here.get("/results").body == "a page"
            assert here.socket("hello")[-1]["text"] == "drawn for hello"
            assert here.get("/join").to == "/"
            assert here.get("/pulse").status == 200

    def test_nobody_else(self, alone: ASGIApp) -> None:
        other = Phone(alone, address="192.168.1.7", host="localhost:8501")
        assert other.get("/results").status == 403
        assert other.socket("hello") == REFUSED

    @pytest.mark.parametrize("host", ["192.168.1.5:8501", "evil.example", "salle.local"])
    def test_under_no_other_name(self, alone: ASGIApp, host: str) -> None:
        assert Phone(alone, address="127.0.0.1", host=host).get("/results").status == 400

    def test_foreign_pages_are_refused_too(self, alone: ASGIApp) -> None:
        here = Phone(alone, address="127.0.0.1", host="localhost:8501")
        assert here.socket("hello", origin="http://evil.example") == REFUSED


class TestAttachedFiles:
    PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"

    def attach(self, hall: Hall) -> str:
        store = open_evidence(read_settings())
        file = store.put("D", "Procès-verbal «été».pdf", self.PDF)
        piece = Evidence("E1", "PV", EvidenceKind.REPORT, Strength.DOCUMENT_SEEN, files=(file,))
        now = datetime.now(UTC)
        hall[1].repository.save("D", registered("E1"), piece, by="P1", at=now, expect=0)
        return file.content

    def test_come_as_files_to_keep(self, hall: Hall) -> None:
        content = self.attach(hall)
        answer = account(hall).get(f"/evidence/D/{content}")
        assert answer.status == 200 and answer.body.startswith("%PDF")
        assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''Proc%C3%A8s")
        assert answer.headers["content-type"] == "application/octet-stream"
        assert "sandbox" in answer.headers["content-security-policy"]

    def test_come_to_who_works_alone_too(self, tmp_path: Path) -> None:
        with served(tmp_path, sign_in=False) as made:
            made[1].repository.create(FRAMEWORK, id="D")
            content = self.attach(made)
            here = Phone(made[0], address="127.0.0.1", host="localhost:8501")
            assert here.get(f"/evidence/D/{content}").body.startswith("%PDF")
            assert here.get(f"/evidence/E/{content}").status == 404

    def test_are_not_for_phones_nor_for_others(self, hall: Hall) -> None:
        content = self.attach(hall)
        assert joined(hall).get(f"/evidence/D/{content}").status == 403
        assert joined(hall, role=Role.OBSERVER).get(f"/evidence/D/{content}").status == 403
        hall[1].repository.create(FRAMEWORK, id="E")
        assert joined(hall).get(f"/evidence/E/{content}").status == 404

    @pytest.mark.parametrize("content", ["a" * 64, "..", "%2e%2e", "x"])
    def test_that_are_not_there_are_not_found(self, hall: Hall, content: str) -> None:
        self.attach(hall)
        assert account(hall).get(f"/evidence/D/{content}").status == 404

    def test_phones_send_no_files(self, hall: Hall) -> None:
        upload = "/_stcore/upload_file/session/file"
        assert joined(hall).get(upload).status == 403
        assert account(hall).get(upload).status != 403
