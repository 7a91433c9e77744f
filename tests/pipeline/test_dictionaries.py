"""The dictionary of a book: from agreed records and the keyer's own work, never another reading."""

from __future__ import annotations

import gzip
import json

import pytest
from django.urls import reverse

from sohotich.foundation.audit.models import AuditEntry
from sohotich.register.ledger.models import Entry
from sohotich.register.ledger.services import move
from sohotich.register.records import services as records
from sohotich.register.records.models import Reading, Record
from tests.pipeline.conftest import VALUES
from tests.pipeline.finished_book import agree
from tests.pipeline.screens import signed_in

pytestmark = pytest.mark.django_db

OTHERS = {
    "nksHoTen": "Khổng Đăng Khoát", "chaHoTen": "Khổng Bá Truật", "meHoTen": "Sầm Thị Nhiễu",
    "chaNoiCuTru": "Thôn Lều Vải, xã An Tập", "nycQuanHe": "Bà trẻ",
    "nksNgaySinhBangChu": "mồng một",
}  # fmt: skip


def ask(client, book):
    return client.get(reverse("keying:dictionary", args=[book.key]))


def fill(actor, entry, slot, **changes):
    values = {**VALUES, "so": f"{entry.number:02d}/1998", "quyenSo": "02/1998", **changes}
    return records.reading_fill(actor=actor, entry=entry, slot=slot, values=values, blank=())


@pytest.fixture
def at_work(team, make_book):
    """Number 1 read by the first keyer alone, 2 begun by the second, 3 agreed."""
    book = make_book(3)
    for entry in Entry.objects.filter(book=book):
        move(actor=team.scanner, entry=entry, action="attach_image")
    one, two, three = Entry.objects.filter(book=book).order_by("number")
    fill(team.first, one, 1, **OTHERS)
    move(actor=team.first, entry=one, action="key_first")
    for slot, actor in ((1, team.first), (2, team.second)):
        fill(actor, three, slot, chaHoTen="Đàm Văn Quỳnh", meHoTen="Lã Thị Gấm",
             chaNoiCuTru="Thôn Ngọc Khám, xã An Tập")  # fmt: skip
        if slot == 1:
            move(actor=actor, entry=three, action="key_first")
    records.record_settle(actor=team.second, entry=three)
    move(actor=team.second, entry=three, action="key_second_same")
    records.reading_start(actor=team.second, entry=two, slot=1)
    return book


def test_it_offers_what_was_agreed_and_nothing_of_another_reading(team, at_work):
    content = ask(signed_in(team.second), at_work).json()
    text = json.dumps(content, ensure_ascii=False)
    assert "Thôn Ngọc Khám, xã An Tập" in content["phrases"]["chaNoiCuTru"]
    assert content["parents"]["rows"][0][0] == "3"
    assert "Đàm Văn Quỳnh" in content["parents"]["rows"][0]
    for part in ("Lều Vải", "Bà trẻ", "mồng một", "Truật", "Nhiễu", "Khoát"):
        assert part not in text


def test_a_keyer_meets_their_own_work_again(team, at_work):
    begun = Entry.objects.get(book=at_work, number=2)
    # Taken over: the first keyer now works in the book too.
    records.reading_start(actor=team.first, entry=begun, slot=2)
    content = ask(signed_in(team.first), at_work).json()
    assert "Thôn Lều Vải, xã An Tập" in content["phrases"]["chaNoiCuTru"]
    assert [row[0] for row in content["parents"]["rows"]] == ["1", "3"]
    assert content["phrases"]["nycQuanHe|"] == {"Bà trẻ": 1}


def test_it_does_not_tell_whether_another_reading_agreed(team, make_book):
    """Whatever became of what one read oneself, one's dictionary says the same to the letter."""
    book = make_book(4)
    for entry in Entry.objects.filter(book=book):
        move(actor=team.scanner, entry=entry, action="attach_image")
    *read, begun = Entry.objects.filter(book=book).order_by("number")
    for entry in read:
        for slot, actor in ((1, team.first), (2, team.second)):
            fill(actor, entry, slot, meHoTen=f"Lã Thị {('Mai', 'Gấm', 'Ban')[entry.number - 1]}")
            if slot == 1:
                move(actor=actor, entry=entry, action="key_first")
    records.reading_start(actor=team.second, entry=begun, slot=1)
    said = ask(signed_in(team.second), book).content
    assert [row[0] for row in json.loads(said)["parents"]["rows"]] == ["1", "2", "3"]
    for entry in (read[2], read[0]):
        records.record_settle(actor=team.second, entry=entry)
        move(actor=team.second, entry=entry, action="key_second_same")
        assert ask(signed_in(team.second), book).content == said
    # Decided otherwise, or corrected since: of one's own entry one's own words stand.
    Record.objects.filter(entry=read[0]).update(values={**VALUES, "meHoTen": "Ông Thị Khác"})
    assert ask(signed_in(team.second), book).content == said


def test_one_s_own_value_under_an_unanswered_warning_is_not_offered(team, at_work):
    entry = Entry.objects.get(book=at_work, number=2)
    reading = Reading.objects.get(entry__book=at_work, entry__number=1, by=team.first.key)
    reading.values["chaNoiCuTru"] = "thon ap dua, xa My Huong"
    reading.save()
    records.reading_start(actor=team.first, entry=entry, slot=2)
    assert "thon ap dua" not in ask(signed_in(team.first), at_work).content.decode()
    reading.marks["chaNoiCuTru"] = "as_written"
    reading.save()
    assert "thon ap dua" in ask(signed_in(team.first), at_work).content.decode()


def test_an_entry_sent_back_is_forgotten(team, at_work):
    three = Entry.objects.get(book=at_work, number=3)
    move(actor=team.officer, entry=three, action="return_to_keying", reason="Nhập nhầm trang")
    records.readings_supersede(actor=team.officer, entry=three)
    text = ask(signed_in(team.second), at_work).content.decode()
    assert "Ngọc Khám" not in text
    assert "Quỳnh" not in json.loads(text)["parents"]["rows"]


def test_only_who_has_a_reading_begun_there_is_answered_and_it_is_on_record(
    team, at_work, make_book
):
    other = make_book(2, volume=7)
    assert ask(signed_in(team.second), other).status_code == 403
    assert ask(signed_in(team.scanner), at_work).status_code == 403
    assert ask(signed_in(team.second), at_work).status_code == 200
    told = AuditEntry.objects.get(action="record.read", subject_key=at_work.key)
    assert (told.actor_key, told.purpose, told.unit) == (team.second.key, "keying_offers", "09508")


def test_parents_of_another_book_are_not_offered_but_its_names_are(team, at_work, make_book):
    other = make_book(2, volume=7)
    agree(team, other, chaHoTen="Biện Văn Tuế", meHoTen="Lò Thị Ban")
    content = ask(signed_in(team.second), at_work).json()
    assert "Biện Văn Tuế" not in json.dumps(content["parents"], ensure_ascii=False)
    assert "Tuế" in content["names"]["elder"]["m"]["given"]


def test_places_of_the_time_come_before_the_book_has_any(team, at_work):
    answer = ask(signed_in(team.second), at_work)
    seeds = answer.json()["seeds"]
    assert "Xã Mỹ Hương, huyện Gia Lương" in seeds[""]
    assert "xã Mỹ Hương" in seeds["tails"]
    assert "Trạm y tế xã Mỹ Hương" in seeds["nksNoiSinh"]
    assert seeds["nycQuanHe|meHoTen"][0] == "Mẹ đẻ"
    assert len(gzip.compress(answer.content)) < 300_000
    assert answer["Cache-Control"] == "private, no-store"
