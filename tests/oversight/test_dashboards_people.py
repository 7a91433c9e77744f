"""What people keyed: counts of days, errors as they were decided, and who may see them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.database.clock import now
from sohotich.foundation.people.acting import acting
from sohotich.oversight.dashboards.quality import quality_keep, rates
from sohotich.oversight.dashboards.readers import Read, read_by_day, readers
from sohotich.oversight.facts.services import facts_rebuild
from sohotich.register.books.models import Book
from sohotich.register.ledger.models import Entry, LedgerEvent
from sohotich.register.records.models import Reading, Record
from tests.pipeline.test_url_walk import sign_in

pytestmark = pytest.mark.django_db
AN_TAP = "09508"
FIRST, LAST = date(2025, 1, 1), date(2025, 1, 7)
BEGUN = datetime(2025, 1, 2, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
FIELDS = {"nksHoTen": "A", "nksNgaySinh": "01.01.1998", "meHoTen": "B"}


@pytest.fixture
def keyers(person):
    return person("mai", "nguoi_nhap_lieu"), person("hoa", "nguoi_nhap_lieu")


@pytest.fixture
def book(campaign):
    return Book.objects.create(
        label=f"{AN_TAP}/KS.1998.01",
        unit_code=AN_TAP,
        type_code="KS",
        year_from=1998,
        year_to=1998,
        volume=1,
        created_at=now(),
        created_by=UUID(int=1),
    )


class Registration:
    """One number of the book, going through readings and decisions, a minute for each."""

    def __init__(self, book: Book, number: int, day: int = 0) -> None:
        self.book, self.state = book, "expected"
        self.moment = BEGUN + timedelta(days=day, minutes=10 * number)
        self.entry = Entry.objects.create(
            book=book, unit_code=AN_TAP, year=1998, number=number, state_changed_at=self.moment
        )
        self.move(None, "attach_image", "scanned")

    def move(self, actor, action: str, state: str) -> None:
        self.moment += timedelta(minutes=1)
        LedgerEvent.objects.create(
            entry=self.entry,
            book=self.book,
            unit_code=AN_TAP,
            action=action,
            from_state=self.state,
            to_state=state,
            actor_key=actor.key if actor else UUID(int=7),
            actor_name=actor.name if actor else "Người khác",
            at=self.moment,
            campaign_at=self.moment,
        )
        self.state = state
        Entry.objects.filter(pk=self.entry.pk).update(state=state)

    def read(self, actor, slot: int, action: str, state: str, **marks: str) -> Reading:
        self.move(actor, action, state)
        return self.note(
            actor,
            "keying",
            slot=slot,
            values={k: v for k, v in FIELDS.items() if k not in marks},
            marks=marks,
        )

    def decide(self, choices: Mapping[str, str]) -> None:
        self.move(None, "settle", "agreed")
        self.note(None, "decision", choices=dict(choices))
        self.record()

    def record(self) -> None:
        Record.objects.create(
            entry=self.entry,
            book=self.book,
            unit_code=AN_TAP,
            type_code="KS",
            version="2024-10",
            values=FIELDS,
            updated_at=self.moment,
        )

    def note(self, actor, kind: str, **more: object) -> Reading:
        return Reading.objects.create(
            entry=self.entry,
            book=self.book,
            unit_code=AN_TAP,
            kind=kind,
            state="complete",
            by=actor.key if actor else UUID(int=7),
            by_name=actor.name if actor else "Người khác",
            started_at=self.moment,
            completed_at=self.moment,
            type_code="KS",
            version="2024-10",
            **more,
        )


def both_read(book: Book, number: int, mai, hoa, *, same: bool = False, **marks: str):
    one = Registration(book, number)
    one.read(mai, 1, "key_first", "keyed_once", **marks)
    if same:
        one.read(hoa, 2, "key_second_same", "agreed")
        one.record()
    else:
        one.read(hoa, 2, "key_second_differs", "disputed")
    return one


@pytest.fixture
def worked(book, keyers):
    """Agreed at once; decided against Mai, against both, for neither; one dispute still open."""
    mai, hoa = keyers
    both_read(book, 1, mai, hoa, same=True)
    both_read(book, 2, mai, hoa).decide({"nksHoTen": "b", "meHoTen": "other"})
    both_read(book, 3, mai, hoa, meHoTen="unreadable").decide({"meHoTen": "unreadable"})
    both_read(book, 4, mai, hoa)
    back = both_read(book, 5, mai, hoa)
    # Returned: what Mai read then is judged no more; a day later Hoa reads it first.
    back.move(None, "return_to_keying", "scanned")
    Reading.objects.filter(entry=back.entry).update(state="superseded")
    back.moment += timedelta(days=1)
    back.read(hoa, 1, "key_first", "keyed_once")
    back.read(mai, 2, "key_second_differs", "disputed")
    back.decide({"nksHoTen": "b"})
    facts_rebuild()
    quality_keep()


def test_errors_are_what_was_decided_against_somebody(worked, keyers):
    mai, hoa = keyers
    found = {one.name: one for one in readers(AN_TAP, FIRST, LAST)}
    # Six readings each; judged are numbers 1, 2, 3 and the second reading of 5.
    assert found["Mai"].read == Read(records=6, fields=18, checked=12, errors=2)
    assert found["Hoa"].read == Read(records=6, fields=18, checked=12, errors=1 + 1 + 1)
    days = dict(read_by_day(mai.key, [AN_TAP], FIRST, LAST))
    assert days[date(2025, 1, 2)] == Read(records=5, fields=15, checked=9, errors=2)
    assert days[date(2025, 1, 3)] == Read(records=1, fields=3, checked=3, errors=0)
    assert [day for day, _ in read_by_day(mai.key, [AN_TAP], FIRST, date(2025, 1, 2))] == [
        date(2025, 1, 2)
    ]
    assert read_by_day(hoa.key, ["09511"], FIRST, LAST) == []


def test_the_commune_s_rates(worked):
    """Agreed: 1, 2, 3 and 5, with three fields each; decided fields: two, one and one."""
    found = rates([AN_TAP], LAST)[AN_TAP]
    assert (found.entries, found.disputed) == (4, 3)
    assert (found.fields, found.fields_disputed) == (12, 4)
    assert found.returned == 1
    # On the day before, number 5 had come back and was not agreed on.
    assert rates([AN_TAP], date(2025, 1, 2))[AN_TAP].entries == 3


def test_a_keyer_sees_own_figures_and_nobody_else_s(client, worked, keyers):
    mai, hoa = keyers
    sign_in(client, mai)
    own = client.get(reverse("dashboards:mine")).content.decode()
    assert "Kết quả của tôi" in own
    assert '<span class="value">6</span>' in own
    assert "trên 12 trường đã đối chiếu" in own
    for who in (mai, hoa):
        address = reverse("dashboards:person", args=[AN_TAP, who.key])
        assert client.get(address).status_code == 403
    assert client.get(reverse("dashboards:people", args=[AN_TAP])).status_code == 403
    assert client.get(reverse("dashboards:home")).status_code == 403
    assert client.get(reverse("dashboards:mine"), {"xuat": "xlsx"}).status_code == 200


def test_the_officer_sees_those_of_the_commune_and_it_is_written_down(
    client, worked, keyers, people
):
    mai, _ = keyers
    sign_in(client, people.commune)
    page = client.get(reverse("dashboards:people", args=[AN_TAP])).content.decode()
    assert "Mai" in page
    assert "Hoa" in page
    one = client.get(reverse("dashboards:person", args=[AN_TAP, mai.key])).content.decode()
    assert "Lượt nhập từng ngày" in one
    assert client.get(reverse("dashboards:person", args=[AN_TAP, UUID(int=99)])).status_code == 404
    written = AuditEntry.objects.filter(action__startswith="board.")
    assert {(row.action, row.subject_key) for row in written} == {
        ("board.people", None),
        ("board.person", mai.key),
    }
    sign_in(client, people.other)
    assert client.get(reverse("dashboards:people", args=[AN_TAP])).status_code == 404
    assert client.get(reverse("dashboards:person", args=[AN_TAP, mai.key])).status_code == 404


@pytest.mark.parametrize("who", ["district", "province", "police"])
def test_leaders_above_see_counts_of_units_and_no_person(client, worked, keyers, people, who):
    mai, _ = keyers
    sign_in(client, getattr(people, who))
    for address in (
        reverse("dashboards:people", args=[AN_TAP]),
        reverse("dashboards:person", args=[AN_TAP, mai.key]),
        reverse("dashboards:mine"),
    ):
        assert client.get(address).status_code == 403
    board = client.get(reverse("dashboards:unit", args=[AN_TAP])).content.decode()
    assert "Mai" not in board
    assert "Người nhập" not in board


def test_asking_as_a_keyer_the_ledger_stays_shut(worked, keyers):
    mai, _ = keyers
    with acting(mai):
        assert not LedgerEvent.objects.exists()
        assert read_by_day(mai.key, [AN_TAP], FIRST, LAST)
        assert not LedgerEvent.objects.exists()
