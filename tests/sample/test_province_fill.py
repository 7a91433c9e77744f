"""The province stored by sets of rows: what the services promise holds of every row of it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from django.db import models, transaction

from sohotich.foundation.database.errors import UserError
from sohotich.sample.kept import Kept
from sohotich.sample.load.side_by_side import quiet
from sohotich.sample.world.province.inventory import Holding
from sohotich.sample.world.province.paces import PACES

BY_KEY = {pace.key: pace for pace in PACES}
COMMUNES = (
    Holding("09508", 9, 150, BY_KEY["swift"]),
    Holding("09163", 7, 130, BY_KEY["struggling"]),
)


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "demo.json")


@pytest.fixture
def fill(db, monkeypatch, kept):
    """`fill()`: two small communes, one after the other."""
    from sohotich.sample.load.province import fill as module

    monkeypatch.setattr(module, "holdings", lambda seed, scale: COMMUNES)

    def run(**how):
        return module.province_fill(kept=kept, **({"threads": 1} | how))

    return run


def stored() -> dict[str, int]:
    from sohotich.foundation.people.models import Grant, User
    from sohotich.register.books.models import Book
    from sohotich.register.ledger.models import BookApproval, Entry, LedgerEvent
    from sohotich.register.records.models import Person, Reading, Record

    models = (User, Grant, Book, Entry, LedgerEvent, Reading, Record, Person, BookApproval)
    return {model.__name__: model.objects.count() for model in models}


def test_everything_promised_holds_of_what_is_stored(fill, kept) -> None:
    from sohotich.domain.record_types import record_type
    from sohotich.domain.rules import check
    from sohotich.foundation.audit.models import AuditEntry
    from sohotich.foundation.database.clock import campaign_now, shown
    from sohotich.foundation.people.models import User
    from sohotich.register.ledger.models import BookApproval
    from sohotich.register.records.checking import rules_context
    from sohotich.register.records.models import Reading, Record
    from sohotich.register.records.values import tidy
    from sohotich.sample.load.province import figures_of

    filled = fill()
    assert filled.faults == ()
    assert (shown(campaign_now()).day, shown(campaign_now()).hour) == (9, 16)
    assert filled.accounts == User.objects.count()
    assert {s.username for s in kept.sign_ins} >= {"antap.nhap1", "so.tuphap", "vuninh.chutich"}
    assert all(User.objects.get(username=s.username).check_password(s.password)
               for s in kept.sign_ins)  # fmt: skip
    assert AuditEntry.objects.filter(action="sample.store").count() == 16
    assert BookApproval.objects.filter(revoked_at__isnull=True).exists()
    assert Reading.objects.filter(kind="decision").exists()

    figures = figures_of(filled.units)
    assert (figures["books"], figures["entries"]) == (16, 280)
    for stage, so_far in figures["by_stage"].items():
        if stage not in ("expected", "missing", "cancelled"):
            assert sum(day[stage] for day in figures["by_day"]) == so_far, stage
    assert [day["day"] for day in figures["by_day"]] == [f"2025-01-0{n}" for n in range(1, 10)]

    # What is read is as the keying screen would have kept it, and sound by the rules.
    context = rules_context()
    for record in Record.objects.all()[:60]:
        kind = record_type(record.type_code)
        assert not [f for f in check(kind, record.values, record.marks, context)
                    if f.severity == "error"]  # fmt: skip
        for field, value in record.values.items():
            assert tidy(record.type_code, field, value, "") == (value, "")


def test_run_again_it_changes_nothing(fill) -> None:
    fill()
    before = stored()
    assert fill().faults == ()
    assert stored() == before


def test_begun_otherwise_or_beside_other_work_it_is_refused(fill, kept, person) -> None:
    person("lan", "nguoi_quet")
    with pytest.raises(UserError, match="đã có tài khoản"):
        fill()
    kept.begin(seed=1, scale=1.0)
    with pytest.raises(UserError, match="sohotich demo --seed 1"):
        fill()


def test_a_moment_outside_of_the_campaign_is_refused(fill) -> None:
    from datetime import timedelta

    from sohotich.sample.load.province import OPENS_AT

    with pytest.raises(UserError, match="01/01/2025 đến 15/01/2025"):
        fill(opens_at=OPENS_AT + timedelta(days=7))


@pytest.mark.parametrize("cut", ["between", "amid"])
def test_cut_off_it_goes_on_with_what_lacks(fill, kept, monkeypatch, cut) -> None:
    from sohotich.register.books.models import Book
    from sohotich.sample.load import Stopped
    from sohotich.sample.load.province import rows

    stop = threading.Event()
    close = rows.books_close

    def stopping(done: int, total: int, note: str) -> None:
        if done > 1:
            stop.set()

    def breaking(books, *rest) -> None:
        if books[0].unit_code == COMMUNES[1].unit_code:
            raise Stopped
        close(books, *rest)

    if cut == "amid":
        monkeypatch.setattr(rows, "books_close", breaking)
    with pytest.raises(Stopped):
        fill(progress=stopping if cut == "between" else quiet, stop=stop)
    assert set(Book.objects.values_list("unit_code", flat=True)) == {COMMUNES[0].unit_code}
    assert not kept.loaded
    monkeypatch.setattr(rows, "books_close", close)
    assert fill().faults == ()
    assert stored()["Entry"] == 280
    assert kept.loaded


TAMPERED = {
    "state": "UPDATE ledger_entry SET state = 'scanned' WHERE key = (SELECT key FROM ledger_entry"
    " WHERE state = 'reviewed' LIMIT 1)",
    "readings": "UPDATE records_reading SET state = 'superseded' WHERE key = (SELECT key FROM"
    " records_reading WHERE state = 'complete' AND slot = 1 LIMIT 1)",
    "second": "UPDATE records_reading a SET by = b.by FROM records_reading b WHERE a.entry_id ="
    " b.entry_id AND a.slot = 2 AND b.slot = 1 AND a.state = b.state",
    "reviewed": "UPDATE records_reading r SET by = v.actor_key FROM ledger_ledgerevent v"
    " WHERE v.entry_id = r.entry_id AND v.action = 'review' AND r.slot = 1",
    "settled": "UPDATE records_reading r SET by = v.actor_key FROM ledger_ledgerevent v"
    " WHERE v.entry_id = r.entry_id AND v.action = 'settle' AND r.slot = 1",
    "signed": "approval: signer_key = (SELECT by FROM records_reading r WHERE r.book_id = a.book_id"
    " LIMIT 1)",
    "pairs": "UPDATE records_reading SET values = '{}' WHERE slot = 2",
    "times": "UPDATE records_reading SET started_at = started_at - interval '10 days'",
    "records": 'UPDATE records_record SET values = values || \'{"ghiChu": "thêm"}\'',
    "digests": "UPDATE records_record SET digest = repeat('0', 64)",
    "content": "approval: content = a.content || '-'",
    "persons": "DELETE FROM records_person",
    "numbers": "UPDATE books_book SET runs = jsonb_set(runs, '{0,last}', '999')",
    "years": "UPDATE ledger_entry SET year = 2010 WHERE key = (SELECT key FROM ledger_entry"
    " LIMIT 1)",
    "closing": "UPDATE books_book SET declared_count = declared_count + 1",
    "approved": "UPDATE ledger_bookapproval SET revoked_at = now(), revoked_reason = 'x', "
    "revoked_by = signer_key WHERE revoked_at IS NULL",
    "submitted": "UPDATE books_book SET submitted_at = NULL",
    "packages": "DELETE FROM transfer_package",
    "people": "UPDATE people_user SET full_name = full_name || ' B'",
    "rights": "UPDATE people_grant SET valid_from = '2025-01-05' WHERE role = 'nguoi_nhap_lieu'",
    "holdings": "UPDATE books_book SET unit_code = '09166' WHERE key = (SELECT key FROM books_book"
    " LIMIT 1)",
    "chain": "event: key_first, 'agreed' → 'keyed_once'",
    "allowed": "event: accept, 'scanned' → 'accepted'",
    "order": "event: review, at + interval '0 days'",
    "days": "event: review, campaign_at + interval '20 days'",
    "hours": "event: review, campaign_at + interval '12 hours'",
    "clocks": "event: review, campaign_at + interval '2 seconds'",
}


def test_each_broken_promise_is_found(fill) -> None:
    from django.db import connection

    from sohotich.sample.load.province.check import province_check

    fill()
    expected = {one.unit_code: (one.books, one.entries) for one in COMMUNES}
    missed = []
    for name, how in TAMPERED.items():
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("DROP TABLE IF EXISTS steps")
                kind, _, change = how.partition(": ")
                write = {"event": event, "approval": approval}.get(kind)
                cursor.execute(write(change) if write else how)
                if not cursor.rowcount:
                    missed.append(f"{name}: nothing to break")
            found = {fault.check for fault in province_check(expected)}
            if name not in found:
                missed.append(f"{name}: {sorted(found)}")
            transaction.set_rollback(True)
    assert missed == []


def event(how: str) -> str:
    """One more event, copied from the last review: with other states, or at another moment."""
    action, change = how.split(", ", 1)
    columns = {
        "key": "gen_random_uuid()", "entry_id": "entry_id", "book_id": "book_id",
        "unit_code": "unit_code", "action": f"'{action}'", "from_state": "'agreed'",
        "to_state": "'reviewed'", "actor_key": "actor_key", "actor_name": "actor_name",
        "at": "at + interval '1 second'", "campaign_at": "campaign_at + interval '1 second'",
        "reason": "reason",
    }  # fmt: skip
    if "→" in change:
        columns["from_state"], columns["to_state"] = change.split(" → ")
    else:
        columns[change.split(" ")[0]] = change
        if change.startswith("campaign_at +") and "hours" in change:
            columns["at"] = change.replace("campaign_at", "at")
    return (
        f"INSERT INTO ledger_ledgerevent ({', '.join(columns)}) "
        f"SELECT {', '.join(columns.values())} FROM ledger_ledgerevent "
        "WHERE action = 'review' ORDER BY at LIMIT 1"
    )


def approval(how: str) -> str:
    """One more signing, taken back: copied from one that holds, otherwise in one column."""
    changed, value = how.split(" = ", 1)
    columns = {name: f"a.{name}" for name in (
        "book_id", "content", "content_sha256", "figures", "statement", "signer_key",
        "signer_name", "signer_title", "signed_at", "campaign_at",
    )} | {
        "key": "gen_random_uuid()", "version": "a.version + 1", "revoked_at": "a.signed_at",
        "revoked_by": "a.signer_key", "revoked_reason": "'x'", changed: value,
    }  # fmt: skip
    return (
        f"INSERT INTO ledger_bookapproval ({', '.join(columns)}) "
        f"SELECT {', '.join(columns.values())} FROM ledger_bookapproval a "
        "WHERE a.revoked_at IS NULL AND a.version = 1 LIMIT 1"
    )


def test_its_screens_open_though_there_is_no_image(fill, client) -> None:
    from sohotich.foundation.people.models import User
    from sohotich.register.books.models import Book
    from sohotich.register.ledger.models import Entry

    fill()
    own = Book.objects.filter(unit_code="09163").order_by("label")
    entry = Entry.objects.filter(book__in=own, state="scanned").first()
    done = Entry.objects.filter(unit_code="09163", state__in=("reviewed", "accepted")).first()
    packed = Book.objects.filter(unit_code="09508", packages__isnull=False).first()
    assert entry is not None
    assert done is not None
    assert packed is not None
    walks = {
        "vuninh.nhap1": ["/", "/nhap-lieu/"],
        "vuninh.hotich": ["/", "/so/", f"/so/{own[0].key}/", f"/so/{own[0].key}/truong-hop/",
                          f"/truong-hop/{entry.key}/", f"/truong-hop/{done.key}/", "/tranh-chap/"],
        "vuninh.hotich2": ["/soat-xet/", "/soat-xet/so/", f"/soat-xet/so/{own[0].key}/"],
        "antap.chutich": ["/ky-duyet/", f"/ky-duyet/{packed.key}/",
                          f"/ky-duyet/{packed.key}/bien-ban.pdf"],
        "so.tuphap": ["/", "/so/", f"/so/{packed.key}/"],
    }  # fmt: skip
    wrong = []
    for username, addresses in walks.items():
        client.force_login(User.objects.get(username=username))
        for address in addresses:
            answer = client.get(address, follow=True)
            if answer.status_code != 200:
                wrong.append((username, address, answer.status_code))
    assert wrong == []
    client.force_login(User.objects.get(username="vuninh.nhap1"))
    handed_out = client.post("/nhap-lieu/tiep/")
    assert client.get(handed_out.url).status_code == 200
    assert client.get(f"{handed_out.url}anh.jpg").status_code == 404


def test_the_days_before_have_their_reports(fill) -> None:
    from datetime import date

    from sohotich.foundation.database.clock import campaign
    from sohotich.oversight.reports.models import Report, ReportPeriod
    from sohotich.oversight.reports.selectors import lateness
    from sohotich.sample.load.province.moments import Moments

    fill()
    assert ReportPeriod.objects.count() == 8 * 3, "up to yesterday: today is not over"
    assert Report.objects.filter(figures__isnull=False).count() == 8 * (121 + 8 + 1)
    days = [date(2025, 1, day) for day in range(1, 9)]
    told = lateness([code for (code,) in Report.objects.values_list("unit_code").distinct()], days)
    states = {state.value for rows in told.values() for _, state, _ in rows}
    assert states == {"on_time", "late", "silent"}
    here = Report.objects.filter(unit_code="09508", figures__counts__approved__1__gt=0)
    assert here.exists(), "figures of the invented work"
    begun = Moments.of(campaign()).midnight
    assert set(ReportPeriod.objects.filter(tier="commune").values_list("closes_at", flat=True)) == {
        begun.replace(day=day.day, hour=17) for day in days
    }
    from sohotich.sample.load.province.reports_check import reports_check

    assert list(reports_check()) == []
    Report.objects.filter(late_minutes__gt=0).update(late_minutes=models.F("late_minutes") + 1)
    assert {fault.check for fault in reports_check()} == {"reports"}
