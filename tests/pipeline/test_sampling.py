"""Lots of agreed records: drawn, held against their images, passed, or sent to be keyed twice."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from sohotich.domain.sampling import Verdict
from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.people.acting import acting
from sohotich.pipeline.keying.queues import SECOND
from sohotich.pipeline.keying.services import field_save, next_entry, reading_finish
from sohotich.pipeline.review.services import record_fix
from sohotich.pipeline.review.signing_page import sign_page
from sohotich.pipeline.sampling.deciding import lot_move
from sohotich.pipeline.sampling.errors import SampleError
from sohotich.pipeline.sampling.figures import fields_shown, totals
from sohotich.pipeline.sampling.judging import sampled_judge
from sohotich.pipeline.sampling.lots import draw_order, entries_of
from sohotich.pipeline.sampling.models import Lot, Sampled
from sohotich.pipeline.sampling.record_form import wrong_of
from sohotich.pipeline.sampling.selectors import lot_rows, quality_rows
from sohotich.pipeline.sampling.services import lot_open, next_sampled
from sohotich.register.accuracy.models import LookPlan, Slip
from sohotich.register.accuracy.selectors import error_of, sampled_quality
from sohotich.register.ledger.models import Entry, LedgerEvent
from sohotich.register.ledger.selectors import counts
from sohotich.register.ledger.services import move, move_all
from sohotich.register.records import services as records
from sohotich.register.records.errors import NotBlind
from sohotich.register.records.models import Reading, Record
from tests.pipeline.conftest import VALUES

pytestmark = pytest.mark.django_db


@pytest.fixture
def singles(team, make_book):
    """`singles(count)`: a book agreed by the first keyer's readings alone, under a plan."""
    from django.utils import timezone

    from sohotich.foundation.database.clock import campaign_today

    def make(count: int, **kind) -> object:
        book = make_book(last=count, **kind)
        move_all(actor=team.scanner, book=book, action="attach_image")
        for entry in Entry.objects.select_related("book").filter(book=book):
            values = VALUES | {"so": f"{entry.number:02d}/1998", "quyenSo": book.volume_text}
            reading = records.reading_fill(
                actor=team.first, entry=entry, slot=1, values=values, blank=()
            )
            Reading.objects.filter(pk=reading.key).update(kind="keying")
            LookPlan.objects.create(
                unit_code=entry.unit_code, entry=entry, reading=reading.key,
                treatments=dict.fromkeys(values, "accept"), table="", day=campaign_today(),
                at=timezone.now(),
            )  # fmt: skip
            move(actor=team.first, entry=entry, action="key_first")
            records.record_settle(actor=team.first, entry=entry)
            move(actor=team.first, entry=entry, action="key_single")
        return book

    return make


def judge(actor, lot, wrong=()):
    """Take the lot's next record; `wrong` of its fields are not as in the book."""
    one = next_sampled(actor=actor, lot=lot)
    record = Record.objects.get(entry=one.entry_id)
    right = dict.fromkeys(wrong, ("XX", ""))
    return sampled_judge(actor=actor, sampled=one.key, digest=record.digest, wrong=right)


def judge_all(actor, lot, wrong=()):
    verdict = Verdict.GO_ON
    while verdict is Verdict.GO_ON:
        verdict = judge(actor, lot, wrong)
    return verdict


def test_a_sound_lot_passes_with_its_evidence(team, singles) -> None:
    book = singles(14)
    lot = lot_open(actor=team.officer, unit="09508", book=book)
    assert lot_open(actor=team.colleague, unit="09508", book=book) == lot, "one at a time"
    for _ in range(4):
        assert judge(team.officer, lot) is Verdict.GO_ON
    assert judge_all(team.officer, lot) is Verdict.ACCEPT
    lot.refresh_from_db()
    assert lot.state == "passed"
    assert lot.evidence["errors"] == lot.evidence["moved"] == 0
    assert 5 <= lot.evidence["records"] < 14
    assert not Entry.objects.filter(book=book).exclude(state="agreed").exists()
    assert next_sampled(actor=team.officer, lot=lot) is None
    quality = sampled_quality([book.key])[book.key]
    assert (quality.records, quality.total.errors) == (lot.evidence["records"], 0)
    assert quality.verdict == "passed"
    assert error_of(keyer=team.first.key, field_class="name").looks >= lot.evidence["records"] * 3
    with acting(team.chair):
        page = sign_page(actor=team.chair, book=book)
    assert page.quality_rows[-1][:3] == ("mọi loại", lot.evidence["looks"], 0)
    another = lot_open(actor=team.officer, unit="09508", book=book)
    assert another != lot


def test_a_bad_lot_is_keyed_a_second_time_whole(team, singles, make_book) -> None:
    book, other = singles(12), singles(2, volume=3)
    lot = lot_open(actor=team.officer, unit="09508", book=book)
    assert judge_all(team.officer, lot, ["nksHoTen", "meHoTen"]) is Verdict.REJECT
    lot.refresh_from_db()
    assert lot.state == "failed"
    assert lot.evidence["moved"] == 12
    moved = Entry.objects.filter(book=book)
    assert set(moved.values_list("state", flat=True)) == {"keyed_once"}
    assert set(Entry.objects.filter(book=other).values_list("state", flat=True)) == {"agreed"}
    reasons = set(LedgerEvent.objects.filter(action="double_key").values_list("reason", flat=True))
    assert len(reasons) == 1
    assert "không đạt" in reasons.pop()
    assert set(LookPlan.objects.filter(entry__book=book).values_list("whole", flat=True)) == {"lot"}
    # The first reading stays; what was put right in the sample is set aside with the rest.
    live = Reading.objects.filter(book=book).exclude(state="superseded")
    assert set(live.values_list("slot", "by")) == {(1, team.first.key)}
    found = counts(book=book)
    assert sum(found.by_state.values()) == found.stages.numbers == 12
    assert error_of(keyer=team.first.key, field_class="name").errors >= 2 * 5


def test_the_second_keying_after_a_failed_lot_asks_for_every_field(
    team, singles, key_entry
) -> None:
    book = singles(6)
    lot = lot_open(actor=team.officer, unit="09508", keyer=team.first.key)
    judge_all(team.officer, lot, ["nksHoTen", "meHoTen", "chaHoTen"])
    assert key_entry(team.second, "keying.second").state == "agreed"
    record = Record.objects.filter(entry__book=book, entry__state="agreed").get()
    assert record.values["nksHoTen"] == VALUES["nksHoTen"]


def test_what_two_people_keyed_stays_where_it_is(team, make_book, singles) -> None:
    from tests.pipeline.finished_book import agree

    book = make_book(last=6)
    agree(team, book)
    lot = lot_open(actor=team.officer, unit="09508", book=book)
    assert judge_all(team.officer, lot, ["nksHoTen", "meHoTen"]) is Verdict.REJECT
    lot.refresh_from_db()
    assert lot.evidence["moved"] == 0
    assert set(Entry.objects.filter(book=book).values_list("state", flat=True)) == {"agreed"}


def test_telling_twice_changes_nothing(team, singles) -> None:
    lot = lot_open(actor=team.officer, unit="09508", book=singles(8))
    one = next_sampled(actor=team.officer, lot=lot)
    assert next_sampled(actor=team.officer, lot=lot) == one, "what is held comes first"
    record = Record.objects.get(entry=one.entry_id)
    given = {"actor": team.officer, "sampled": one.key, "digest": record.digest}
    sampled_judge(**given, wrong={"nksHoTen": ("LÊ VĂN AN", "")})
    before = totals(lot)
    sampled_judge(**given, wrong={"nksHoTen": ("LÊ VĂN AN", "")})
    assert totals(lot) == before
    assert (before.records, before.errors) == (1, 1)
    record.refresh_from_db()
    assert record.values["nksHoTen"] == "LÊ VĂN AN"
    assert error_of(keyer=team.first.key, field_class="name").errors == 1


def test_nobody_samples_what_they_wrote_nor_what_another_holds(team, singles) -> None:
    lot = lot_open(actor=team.officer, unit="09508", book=singles(3))
    ours = next_sampled(actor=team.officer, lot=lot)
    theirs = next_sampled(actor=team.colleague, lot=lot)
    assert ours.entry_id != theirs.entry_id
    record_fix(
        actor=team.colleague, entry=theirs.entry, changes={"nksHoTen": ("LÊ AN", "")}, reason="ảnh"
    )
    record = Record.objects.get(entry=theirs.entry_id)
    with pytest.raises(SampleError, match="không còn chờ"):
        sampled_judge(actor=team.officer, sampled=theirs.key, digest=record.digest, wrong={})
    with pytest.raises(SampleError, match="vừa thay đổi"):
        sampled_judge(actor=team.officer, sampled=ours.key, digest="0", wrong={})


def test_the_draw_is_the_same_again_and_nobody_s_choice(team, singles) -> None:
    book = singles(10)
    lot = lot_open(actor=team.officer, unit="09508", book=book)
    order = sorted(entries_of(lot).values_list("pk", flat=True), key=lambda k: draw_order(lot, k))
    assert next_sampled(actor=team.officer, lot=lot).entry_id == order[0]
    Sampled.objects.all().delete()
    assert next_sampled(actor=team.officer, lot=lot).entry_id == order[0]
    by_number = list(entries_of(lot).order_by("number").values_list("pk", flat=True))
    assert order != by_number


def test_a_small_lot_is_looked_at_whole(team, singles) -> None:
    lot = lot_open(actor=team.officer, unit="09508", book=singles(2))
    assert judge(team.officer, lot) is Verdict.GO_ON
    assert judge(team.officer, lot) is Verdict.ACCEPT


def test_the_screens_of_an_officer(team, singles) -> None:
    from sohotich.foundation.people.models import User

    book = singles(6)
    page = Client()
    page.force_login(User.objects.get(key=team.officer.key))
    assert page.get(reverse("sampling:lots")).status_code == 200
    opened = page.post(reverse("sampling:open_book", args=[book.key]))
    record_page = page.get(opened.url)
    assert "NGUYỄN VĂN AN" in record_page.content.decode()
    assert 'data-key="Ctrl+Enter"' in record_page.content.decode()
    assert f"{book.label.rpartition('/')[2]} · Khai sinh" in record_page.content.decode()
    read = AuditEntry.objects.filter(action="record.read", purpose="sample")
    assert read.count() == 2, "handed out, and shown"
    one = Sampled.objects.get()
    digest = Record.objects.get(entry=one.entry_id).digest
    refused = page.post(opened.url, {"digest": digest, "sai-nksHoTen": "1"})
    assert refused.status_code == 400
    assert "chưa có giá trị đúng" in refused.content.decode()
    sent = {"digest": digest, "sai-nksHoTen": "1", "dung-nksHoTen": "LÊ VĂN AN"}
    went_on = page.post(opened.url, sent)
    assert went_on.url != opened.url
    one.refresh_from_db()
    assert one.wrong == ["nksHoTen"]
    shown = page.get(reverse("sampling:lot", args=[one.lot_id])).content.decode()
    assert "Bằng chứng" in shown
    assert "Khi nào kết luận" in shown
    quality = page.get(reverse("sampling:quality")).content.decode()
    assert "họ tên" in quality
    assert page.get(reverse("sampling:quality") + "?xuat=xlsx").status_code == 200
    keyer = page.post(reverse("sampling:open_keyer", args=["09508", team.first.key]))
    assert keyer.status_code == 302
    stranger = page.post(reverse("sampling:open_keyer", args=["09511", team.first.key]))
    assert stranger.status_code == 404


def test_rows_by_book_and_by_keyer(team, singles) -> None:
    book = singles(5)
    with acting(team.officer):
        rows = lot_rows(team.officer)
        assert {(row.name, row.records) for row in rows} >= {(book.label, 5), (team.first.name, 5)}
        assert quality_rows(team.officer) == []
        lot = lot_open(actor=team.officer, unit="09508", book=book)
        judge(team.officer, lot, ["nksHoTen"])
        kinds = {(row.kind, row.whose) for row in quality_rows(team.officer)}
    assert kinds == {("Sổ", book.label), ("Người nhập", team.first.name)}


def test_marks_count_as_what_stands_in_the_book(team, singles) -> None:
    singles(1)
    record = Record.objects.select_related("entry", "book").get()
    sent = {"sai-chaHoTen": "1", "dau-chaHoTen": "trong", "sai-meNgaySinh": "1",
            "dung-meNgaySinh": "1/2/1970"}  # fmt: skip
    assert wrong_of(record, sent) == {
        "chaHoTen": ("", "blank_in_book"),
        "meNgaySinh": ("01.02.1970", ""),
    }
    assert "chaHoTen" in fields_shown(record)
    assert Lot.objects.count() == 0


def submit(book, at=True):
    from django.utils import timezone

    type(book).objects.filter(pk=book.pk).update(submitted_at=timezone.now() if at else None)


def test_whoever_judged_a_record_does_not_key_it_a_second_time(team, singles) -> None:
    book = singles(6)
    lot = lot_open(actor=team.officer, unit="09508", book=book)
    judge_all(team.officer, lot, ["nksHoTen", "meHoTen", "chaHoTen"])
    judged = set(Sampled.objects.filter(lot=lot).values_list("entry_id", flat=True))
    left = set(Entry.objects.filter(book=book).values_list("pk", flat=True)) - judged
    assert judged
    with acting(team.officer):
        taken = []
        while (work := next_entry(actor=team.officer, queue=SECOND)) is not None:
            taken.append(work.entry.pk)
            field_save(
                actor=team.officer, reading=work.reading.key, field="trangSo", value="1", seq=1
            )
            reading_finish(actor=team.officer, reading=work.reading.key)
        entries = list(Entry.objects.select_related("book").filter(pk__in=judged))
        assert records.readings_start(actor=team.officer, entries=entries, slot=2) == {}
        with pytest.raises(NotBlind):
            records.reading_start(actor=team.officer, entry=entries[0], slot=2)
    assert set(taken) == left
    with acting(team.second):
        assert next_entry(actor=team.second, queue=SECOND).entry.pk in judged


def test_a_returned_registration_is_keyed_by_those_who_saw_its_former_readings(
    team, singles
) -> None:
    book = singles(1)
    entry = Entry.objects.select_related("book").get(book=book)
    record_fix(actor=team.officer, entry=entry, changes={"meHoTen": ("LÊ AN", "")}, reason="ảnh")
    move(actor=team.officer, entry=entry, action="return_to_keying", reason="sai trang")
    records.readings_supersede(actor=team.officer, entry=entry)
    records.reading_start(actor=team.first, entry=entry, slot=1)
    assert records.reading_start(actor=team.officer, entry=entry, slot=2).slot == 2


def test_a_submitted_book_is_not_judged(team, singles) -> None:
    book = singles(6)
    lot = lot_open(actor=team.officer, unit="09508", book=book)
    one = next_sampled(actor=team.officer, lot=lot)
    record = Record.objects.get(entry=one.entry_id)
    given = {"actor": team.officer, "sampled": one.key, "digest": record.digest}
    submit(book)
    with pytest.raises(SampleError, match=r"Sổ đã trình ký.*Rút sổ về trước"):
        sampled_judge(**given, wrong={"nksHoTen": ("XX", "")})
    assert next_sampled(actor=team.officer, lot=lot) is None
    record.refresh_from_db()
    assert record.values["nksHoTen"] == VALUES["nksHoTen"]
    submit(book, at=False)
    sampled_judge(**given, wrong={"nksHoTen": ("XX", "")})
    assert totals(lot).errors == 1


def test_a_failed_lot_waits_until_its_submitted_book_is_withdrawn(team, singles, client) -> None:
    from sohotich.foundation.people.models import User

    book, other = singles(6), singles(1, volume=3)
    lot = lot_open(actor=team.officer, unit="09508", keyer=team.first.key)
    # Only the larger book is drawn from; the smaller one goes along all the same.
    submit(other)
    assert judge_all(team.officer, lot, ["nksHoTen", "meHoTen", "chaHoTen"]) is Verdict.REJECT
    lot.refresh_from_db()
    assert (lot.state, lot.evidence) == ("open", {})
    assert set(Entry.objects.values_list("state", flat=True)) == {"agreed"}
    before = totals(lot)
    assert next_sampled(actor=team.officer, lot=lot) is None
    client.force_login(User.objects.get(key=team.officer.key))
    page, button = (reverse(f"sampling:{name}", args=[lot.key]) for name in ("lot", "move"))
    shown = client.get(page).content.decode()
    assert "Chuyển nhập lại" in shown
    assert f"sổ đã trình ký ({other.label})" in shown
    with pytest.raises(SampleError, match="Rút sổ về trước"):
        lot_move(actor=team.officer, lot=lot)
    assert client.post(button).url == page
    lot.refresh_from_db()
    assert lot.state == "open"
    submit(other, at=False)
    assert client.post(button).url == page
    lot.refresh_from_db()
    assert (lot.state, lot.evidence["moved"]) == ("failed", 7)
    assert totals(lot) == before
    states = Entry.objects.filter(book__in=[book, other]).values_list("state", flat=True)
    assert set(states) == {"keyed_once"}
    assert lot_move(actor=team.officer, lot=lot).evidence == lot.evidence


def test_who_corrects_a_drawn_record_does_not_judge_it_and_its_errors_count(team, singles) -> None:
    lot = lot_open(actor=team.officer, unit="09508", book=singles(6))
    one = next_sampled(actor=team.officer, lot=lot)
    changes = {"meHoTen": ("TRẦN THỊ KHÁC", "")}
    record_fix(actor=team.officer, entry=one.entry, changes=changes, reason="ảnh")
    given = {"sampled": one.key, "digest": Record.objects.get(entry=one.entry_id).digest}
    with pytest.raises(SampleError, match="đã sửa số"):
        sampled_judge(actor=team.officer, **given, wrong={})
    assert next_sampled(actor=team.officer, lot=lot) != one
    Sampled.objects.filter(pk=one.pk).update(held_by=team.colleague.key)
    sampled_judge(actor=team.colleague, **given, wrong={})
    one.refresh_from_db()
    assert one.wrong == ["meHoTen"]
    assert totals(lot).errors == 1
    assert list(Slip.objects.values_list("field", flat=True)) == ["meHoTen"], "told once"
