"""The API by its contract: each operation, who it is refused to, and writes sent twice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db.models.functions import Now

from sohotich.domain.policies import POLICIES
from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.connect.models import Answer, Token
from sohotich.foundation.connect.services import answers_forget, token_revoke
from sohotich.foundation.jobs.models import Job
from sohotich.foundation.people.acting import acting
from sohotich.foundation.people.actors import UnknownActor, actor_by_key
from sohotich.register.books.models import Book
from sohotich.register.images.models import Page
from sohotich.register.ledger.models import Entry
from tests.pipeline.drawing import draw_page
from tests.pipeline.finished_book import a_jpeg, agree, signed
from tests.pipeline.station import ROOT, Station, issue, picture, problem, station

pytestmark = pytest.mark.django_db
NEW_BOOK = {
    "unit": "09508",
    "type": "KS",
    "year_from": 1998,
    "volume": 7,
    "runs": [{"year": 1998, "first": 1, "last": 3}],
}


@pytest.fixture
def admin(person):
    return person("quantri", "quan_tri", unit="27")


@pytest.fixture
def machine(admin) -> Station:
    """A station of the commune with every right there is."""
    return station(admin)


@pytest.fixture
def packed(make_book, team):
    """A signed book with its package."""
    from sohotich.pipeline.transfer.services import package_make

    book = make_book(last=2)
    signed(team, book)
    return package_make(actor=team.officer, book=book)


# ── what each operation answers ──────────────────────────────────────────────────────────────────


def test_a_token_tells_whose_it_is(machine) -> None:
    told = machine.ask("token").json()
    assert (told["name"], told["unit"], told["valid_to"]) == ("Máy quét 1", "09508", "2025-12-31")
    assert "scan.upload" in told["rights"]
    assert Token.objects.get().last_used_at is not None


def test_units_of_the_token_and_below(admin, machine) -> None:
    assert [unit["code"] for unit in machine.ask("units").json()["items"]] == ["09508"]
    district = station(admin, unit="264")
    codes = {unit["code"] for unit in district.ask("units", limit=200).json()["items"]}
    assert {"264", "09508"} <= codes
    assert "256" not in codes


def test_record_types_and_their_fields(machine) -> None:
    kinds = machine.ask("record-types").json()["items"]
    assert [kind["code"] for kind in kinds][:2] == ["KS", "KH"]
    fields = machine.ask("record-types/KS").json()["fields"]
    assert "nksHoTen" in {field["key"] for field in fields}
    told = problem(machine.ask("record-types/ks"), 404, "not_found")
    assert "KS" in told["mend"]


def test_a_book_is_registered_once_and_found(machine) -> None:
    answer = machine.send("books", NEW_BOOK)
    assert answer.status_code == 201, answer.content.decode()
    book = answer.json()
    assert book["label"] == "09508/KS.1998.07"
    assert machine.ask(f"books/{book['key']}").json() == book
    assert machine.ask("books", type="KS", year=1998).json()["items"] == [book]
    assert machine.ask("books", type="KH").json()["items"] == []
    problem(machine.send("books", NEW_BOOK), 409, "state")
    assert Book.objects.count() == 1


def test_a_wrong_book_is_told_field_by_field(machine) -> None:
    body = {**NEW_BOOK, "volume": 0, "runs": [{"year": 1998, "first": 0, "last": 2}], "paper": "C3"}
    told = problem(machine.send("books", body), 422, "invalid")
    said = {error["where"]: error["message"] for error in told["errors"]}
    assert said["body.book.volume"] == "nhỏ nhất là 1"
    assert said["body.book.runs.0.first"] == "nhỏ nhất là 1"
    assert "A4" in said["body.book.paper"]
    problem(machine.send("books", {**NEW_BOOK, "type": "XX"}), 422, "invalid")
    assert not Book.objects.exists()


def test_numbers_and_gaps_of_a_book(machine, make_book, team) -> None:
    book = make_book(last=5)
    agree(team, book)
    Entry.objects.filter(book=book, number=2).update(state="expected")
    figures = machine.ask(f"books/{book.key}/ledger").json()
    assert figures["stages"]["expected"] == 5
    assert figures["states"] == {"agreed": 4, "expected": 1}
    assert figures["gaps"] == [{"year": 1998, "number": 2, "kind": "no_image"}]
    entries = machine.ask(f"books/{book.key}/entries", state="agreed").json()["items"]
    assert [entry["label"] for entry in entries] == ["1/1998", "3/1998", "4/1998", "5/1998"]


def test_lists_come_in_parts_that_miss_and_repeat_nothing(machine, make_book) -> None:
    book = make_book(last=5)
    seen, cursor = [], ""
    while cursor is not None:
        part = machine.ask(f"books/{book.key}/entries", limit=2, cursor=cursor).json()
        seen += [entry["number"] for entry in part["items"]]
        cursor = part["next"]
    assert seen == [1, 2, 3, 4, 5]
    part = machine.ask(f"books/{book.key}/entries", limit=2).json()
    problem(machine.ask("books", cursor=part["next"]), 422, "invalid")
    problem(machine.ask("books", cursor="đoán"), 422, "invalid")
    problem(machine.ask("books", limit=0), 422, "invalid")


def test_a_page_goes_from_station_to_numbers(machine, make_book, tmp_path, in_process) -> None:
    from sohotich.pipeline.scanning.processing import pages_process, pdfs_make

    book = make_book(last=1)
    path = f"books/{book.key}/pages"
    image = draw_page(tmp_path / "1.jpg", seed=1)
    answer = machine.send(path, file=picture(image.read_bytes()), batch="sáng")
    assert answer.status_code == 201, answer.content.decode()
    assert answer.json()["pages"] == 1
    job = machine.ask(f"jobs/{answer.json()['job']}").json()
    assert (job["kind"], job["state"], job["subject_key"]) == (
        "scan.process",
        "waiting",
        str(book.key),
    )
    assert machine.ask("jobs", subject_key=str(book.key)).json()["items"] == [job]
    again = machine.send(path, file=picture(image.read_bytes(), "khac.jpg"))
    assert (again.status_code, again.json()["same_as"]) == (200, "trang-1.jpg")
    actor = actor_by_key(Job.objects.get().started_by)
    assert actor.name == "Khóa kết nối “Máy quét 1”"
    with acting(actor):
        pages_process(actor=actor, book=book, workers=1)
    (page,) = machine.ask(path).json()["items"]
    assert (page["order"], page["state"], page["accepted"]) == (1, "processed", False)
    assert machine.ask(f"books/{book.key}/scan").json()["to_confirm"] == 1
    done = machine.send(f"{path}/accept-certain").json()
    assert (done["accepted"], done["scan"]["accepted"]) == (1, 1)
    with acting(actor):
        pdfs_make(actor=actor, book=book, workers=1)
    assert Entry.objects.get(book=book).state == "scanned"


@pytest.mark.parametrize(
    ("content", "name", "status", "code"),
    [
        (b"MZ\x90\x00 not an image", "a.jpg", 415, "media_type"),
        (b"%PDF-1.7 broken", "a.pdf", 422, "invalid"),
        (a_jpeg()[:200], "a.jpg", 422, "invalid"),
    ],
)
def test_a_bad_file_is_refused_and_named(machine, make_book, content, name, status, code) -> None:
    book = make_book()
    answer = machine.send(f"books/{book.key}/pages", file=picture(content, name))
    told = problem(answer, status, code)
    assert told["where"] == name
    assert not Page.objects.exists()


def test_a_file_that_is_too_large(machine, make_book, monkeypatch) -> None:
    from sohotich.foundation.intake import services

    monkeypatch.setattr(services, "number", lambda name: 10 if name.endswith("file_bytes") else 0)
    answer = machine.send(f"books/{make_book().key}/pages", file=picture(a_jpeg()))
    problem(answer, 413, "too_large")


def test_a_full_disk_is_told(machine, make_book, monkeypatch) -> None:
    from sohotich.foundation.intake import services

    monkeypatch.setattr(services, "number", lambda name: 10**18)
    answer = machine.send(f"books/{make_book().key}/pages", file=picture(a_jpeg()))
    problem(answer, 507, "full")


def test_a_signed_book_takes_no_pages(machine, packed) -> None:
    answer = machine.send(f"books/{packed.book_id}/pages", file=picture(a_jpeg()))
    assert problem(answer, 423, "locked")["where"] == "09508/KS.1998.02"


def test_records_are_read_by_the_ministrys_names_and_put_on_record(machine, packed) -> None:
    path = f"books/{packed.book_id}/records"
    part = machine.ask(path, limit=1).json()
    (record,) = part["items"]
    assert record["values"]["nksHoTen"] == "NGUYỄN VĂN AN"
    assert (record["label"], record["state"]) == ("1/1998", "exported")
    machine.ask(path, cursor=part["next"])
    traces = AuditEntry.objects.filter(action="record.read", purpose="api")
    assert {str(trace.subject_key) for trace in traces} >= {record["entry"]}
    assert set(traces.values_list("actor_name", flat=True)) == {"api:Máy quét 1"}
    assert traces.count() == 2


def test_unsigned_records_only_when_asked_for(machine, make_book, team) -> None:
    book = make_book(last=1)
    agree(team, book)
    assert machine.ask(f"books/{book.key}/records").json()["items"] == []
    assert len(machine.ask(f"books/{book.key}/records", approved="false").json()["items"]) == 1


def test_a_package_is_made_listed_and_fetched(machine, make_book, team) -> None:
    from sohotich.pipeline.transfer.jobs import run_package

    book = make_book(last=2)
    problem(machine.send(f"books/{book.key}/packages"), 409, "state")
    signed(team, book)
    answer = machine.send(f"books/{book.key}/packages")
    assert answer.status_code == 202, answer.content.decode()
    job = Job.objects.get(pk=answer.json()["key"])

    class Context:
        actor = actor_by_key(job.started_by)

        def progress(self, *told: object) -> None: ...

    with acting(Context.actor):
        run_package(Context(), **job.args)
    (package,) = machine.ask(f"books/{book.key}/packages").json()["items"]
    assert package["in_force"]
    assert machine.ask(f"packages/{package['key']}").json() == package
    for file in package["files"]:
        answer = machine.ask(f"packages/{package['key']}/files/{file['name']}")
        assert len(b"".join(answer.streaming_content)) == file["bytes"]
    problem(machine.ask(f"packages/{package['key']}/files/khac.zip"), 404, "not_found")


def test_receipts_move_all_or_nothing(machine, packed) -> None:
    one, two = Entry.objects.filter(book=packed.book_id)
    path = f"packages/{packed.key}/receipts"
    yes = {"entry": str(one.key), "result": "accepted"}
    no = {"entry": str(two.key), "result": "refused"}
    told = problem(machine.send(path, {"receipts": [yes, no]}), 409, "state")
    assert "lý do" in told["detail"]
    assert set(Entry.objects.values_list("state", flat=True)) == {"exported"}
    body = {"receipts": [yes, {**no, "reason": "Thiếu số định danh"}]}
    assert machine.send(path, body).json() == {"accepted": 1, "refused": 1, "known": 0}
    assert list(Entry.objects.values_list("state", flat=True)) == ["accepted", "agreed"]
    assert machine.send(path, {"receipts": [yes]}).json()["known"] == 1
    problem(machine.send(path, {"receipts": [yes, yes]}), 409, "state")
    foreign = {"entry": str(packed.key), "result": "accepted"}
    problem(machine.send(path, {"receipts": [foreign]}), 409, "state")


# ── to whom it is refused ────────────────────────────────────────────────────────────────────────

READS = (
    "token", "units", "record-types", "record-types/KS", "jobs", "jobs/{job}", "books",
    "books/{book}", "books/{book}/ledger", "books/{book}/entries", "books/{book}/pages",
    "books/{book}/scan", "books/{book}/records", "books/{book}/packages", "packages/{package}",
    "packages/{package}/files/{file}",
)  # fmt: skip
WRITES = {
    "books": ("book.edit", NEW_BOOK),
    "books/{book}/pages": ("scan.upload", None),
    "books/{book}/pages/accept-certain": ("scan.confirm", None),
    "books/{book}/packages": ("package.make", None),
    "packages/{package}/receipts": ("package.receive", {"receipts": []}),
}


@pytest.fixture
def paths(packed, team):
    """Every address with the keys of what the commune 09508 holds."""
    from sohotich.foundation.jobs.services import start

    job = start(actor=team.scanner, kind="scan.process", unit="09508", subject="book",
                subject_key=packed.book_id, args={"book": str(packed.book_id)})  # fmt: skip
    entry = Entry.objects.filter(book=packed.book_id).first()
    named = {
        "book": packed.book_id,
        "package": packed.key,
        "file": packed.files[0]["name"],
        "job": job.key,
    }
    receipt = {"receipts": [{"entry": str(entry.key), "result": "accepted"}]}

    def write(who: Station, path: str):
        if path.endswith("/pages"):
            return who.send(path.format(**named), file=picture(a_jpeg()))
        body = receipt if path.endswith("receipts") else WRITES[path][1]
        return who.send(path.format(**named), body)

    return named, write


def test_a_token_of_another_commune_sees_and_changes_nothing(admin, paths) -> None:
    named, write = paths
    stranger = station(admin, unit="09511")
    before = (Book.objects.count(), list(Entry.objects.values_list("state")), Page.objects.count())
    for path in READS:
        answer = stranger.ask(path.format(**named))
        if "{" in path:
            problem(answer, 404, "not_found")
        else:
            assert "09508" not in answer.content.decode(), path
    for path in WRITES:
        status, code = (403, "forbidden") if path == "books" else (404, "not_found")
        problem(write(stranger, path), status, code)
    after = (Book.objects.count(), list(Entry.objects.values_list("state")), Page.objects.count())
    assert after == before


def test_at_home_the_same_addresses_answer(machine, paths) -> None:
    named, write = paths
    assert {machine.ask(path.format(**named)).status_code for path in READS} == {200}
    assert {path: write(machine, path).status_code for path in WRITES} == {
        "books": 201,
        "books/{book}/pages": 423,
        "books/{book}/pages/accept-certain": 200,
        "books/{book}/packages": 202,
        "packages/{package}/receipts": 200,
    }


def test_each_operation_wants_its_own_right(admin, paths) -> None:
    named, write = paths
    for path, (right, _) in WRITES.items():
        others = [one for one in ("scan.upload", "package.make", "book.edit") if one != right]
        problem(write(station(admin, *others), path), 403, "forbidden")
    looking = station(admin, "scan.upload", "scan.confirm")
    for path in READS:
        makers = ("records", "packages", "packages/{package}", "{file}")
        answer = looking.ask(path.format(**named))
        if path.endswith(makers):
            problem(answer, 403, "forbidden")
        elif path != "jobs/{job}":
            assert answer.status_code == 200, path
    # Somebody else's job, without the right to see them all.
    assert looking.ask(f"jobs/{named['job']}").status_code == 404


def test_without_a_good_token_nothing_is_answered(client, admin, campaign) -> None:
    problem(client.get(ROOT + "books"), 401, "no_token")
    for secret in ("", "x", "sht_" + "a" * 43, "sht_" + "ộ" * 43):
        told = Client_with(client, secret)
        assert told.status_code == 401
        assert told["WWW-Authenticate"].startswith("Bearer")
    ended = issue(admin, last=date(2025, 1, 7))
    assert Station(ended.secret).ask("token").status_code == 200
    Token.objects.filter(pk=ended.token.pk).update(valid_to=date(2025, 1, 6))
    problem(Station(ended.secret).ask("token"), 401, "token_ended")
    revoked = issue(admin)
    token_revoke(actor=admin, token=revoked.token, reason="Máy hỏng")
    problem(Station(revoked.secret).ask("token"), 401, "token_revoked")
    with pytest.raises(UnknownActor):
        actor_by_key(revoked.token.key)


def Client_with(client, secret: str):
    return client.get(ROOT + "books", headers={"Authorization": f"Bearer {secret}"})


def test_a_session_is_no_token(client, person) -> None:
    from sohotich.foundation.people.models import User

    officer = person("hotich", "cong_chuc_ho_tich")
    client.force_login(User.objects.get(key=officer.key))
    problem(client.get(ROOT + "books"), 401, "no_token")


def test_a_token_opens_no_page_of_the_screens(machine, make_book) -> None:
    make_book()
    answer = machine.get("/so/")
    assert answer.status_code == 302
    assert machine.get("/api/v1/keying/next/").status_code in (401, 405)


def test_secrets_are_kept_nowhere(admin, machine) -> None:
    made = issue(admin)
    machine.ask("books")
    rows = [*Token.objects.values(), *AuditEntry.objects.values(), *Answer.objects.values()]
    assert made.secret not in str(rows)
    assert Token.objects.get(pk=made.token.pk).hint == made.secret[:8]


def test_too_many_calls_are_told_when_to_come_again(machine, monkeypatch) -> None:
    from dataclasses import replace

    policy = POLICIES["api.requests_per_minute"]
    monkeypatch.setitem(POLICIES, policy.name, replace(policy, default=2))
    assert [machine.ask("token").status_code for _ in range(2)] == [200, 200]
    answer = machine.ask("token")
    problem(answer, 429, "too_many")
    assert 1 <= int(answer["Retry-After"]) <= 60
    Token.objects.update(counted_from=Now() - timedelta(seconds=61))
    assert machine.ask("token").status_code == 200


# ── what is no call of ours ──────────────────────────────────────────────────────────────────────


def test_odd_calls_are_problems_too(machine, make_book) -> None:
    book = make_book()
    assert problem(machine.put(ROOT + "books"), 405, "method")["detail"].endswith("GET, POST.")
    problem(machine.get(ROOT + "khong-co"), 404, "not_found")
    problem(machine.get(ROOT + "books/khong-phai-khoa"), 404, "not_found")
    headers = {"Idempotency-Key": "a"}
    form = machine.post(ROOT + "books", {"unit": "09508"}, headers=headers)
    problem(form, 415, "media_type")
    letter = {"content_type": "application/json", "headers": headers}
    problem(machine.post(f"{ROOT}books/{book.key}/pages", "{}", **letter), 415, "media_type")
    for body in ("[]", "{", '{"note": "a\\u0000"}', '{"volume": NaN}', "[" * 100_000, "\udcff"):
        sent = body.encode("utf-8", "surrogateescape")
        problem(machine.post(ROOT + "books", sent, **letter), 400, "bad_request")
    empty = machine.post(f"{ROOT}books/{book.key}/pages", headers=headers)
    problem(empty, 422, "invalid")
    problem(machine.send("books", NEW_BOOK, key=""), 400, "no_idempotency_key")
    problem(machine.ask("books", text="a\0b"), 400, "bad_request")


# ── writes sent twice ────────────────────────────────────────────────────────────────────────────


def test_the_same_call_again_gives_the_same_answer_and_does_nothing(machine) -> None:
    first = machine.send("books", NEW_BOOK, key="k")
    again = machine.send("books", NEW_BOOK, key="k")
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert "Idempotency-Replayed" not in first.headers
    assert again["Idempotency-Replayed"] == "true"
    assert Book.objects.count() == 1
    assert AuditEntry.objects.filter(action="book.create").count() == 1


def test_another_body_under_a_used_key_is_refused(machine, make_book) -> None:
    machine.send("books", NEW_BOOK, key="k")
    other = machine.send("books", {**NEW_BOOK, "volume": 8}, key="k")
    problem(other, 422, "idempotency_key_reused")
    path = f"books/{make_book().key}/pages"
    jpeg = a_jpeg()
    assert machine.send(path, key="f", file=picture(jpeg)).status_code == 201
    assert machine.send(path, key="f", file=picture(jpeg)).json()["pages"] == 1
    problem(machine.send(path, key="f", file=picture(jpeg + b"\0")), 422, "idempotency_key_reused")
    assert Page.objects.count() == 1


def test_keys_of_two_tokens_do_not_meet(admin, machine) -> None:
    machine.send("books", NEW_BOOK, key="k")
    answer = station(admin).send("books", {**NEW_BOOK, "volume": 8}, key="k")
    assert answer.status_code == 201


def test_a_refusal_is_not_kept(machine, make_book, team) -> None:
    book = make_book(last=1)
    path = f"books/{book.key}/packages"
    problem(machine.send(path, key="k"), 409, "state")
    assert not Answer.objects.exists()
    # The log's own lines were undone with the work; that it was looked at is not.
    (trace,) = AuditEntry.objects.filter(actor_name="api:Máy quét 1")
    assert (trace.action, trace.facts["path"]) == ("api.refuse", f"{ROOT}{path}")
    signed(team, book)
    assert machine.send(path, key="k").status_code == 202


def test_what_fails_midway_leaves_nothing_and_may_be_sent_again(machine, monkeypatch) -> None:
    from sohotich.register.ledger import connect

    def killed(*given: object, **more: object) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(connect.BookOut, "of", killed)
        with pytest.raises(RuntimeError):
            machine.send("books", NEW_BOOK, key="k")
    assert not Book.objects.exists()
    assert not Answer.objects.exists()
    assert machine.send("books", NEW_BOOK, key="k").status_code == 201


def test_an_answer_is_forgotten_after_its_time(machine) -> None:
    machine.send("books", NEW_BOOK, key="k")
    assert answers_forget() == 0
    Answer.objects.update(expires_at=Now() - timedelta(hours=1))
    problem(machine.send("books", NEW_BOOK, key="k"), 409, "state")
    Answer.objects.update(expires_at=Now() - timedelta(hours=1))
    answers_forget()
    assert not Answer.objects.exists()
