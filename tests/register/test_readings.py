"""Readings, decisions, records: nothing lost, nothing overwritten by a late packet, all blind."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohotich.domain.record_types import KHAI_SINH
from sohotich.engines.exchange.content import record_digest
from sohotich.foundation.people.permissions import Forbidden
from sohotich.register.ledger.models import Entry
from sohotich.register.records.errors import NotBlind, ReadingClosed, ReadingError, Undecided
from sohotich.register.records.models import Person, Reading, Record
from sohotich.register.records.selectors import people_who_keyed
from sohotich.register.records.services import (
    compare_readings,
    decision_clear,
    decision_save,
    reading_complete,
    reading_save_field,
    reading_start,
    readings_supersede,
    record_correct,
    record_settle,
)
from sohotich.register.records.values import canonical, tidy

pytestmark = pytest.mark.django_db


@pytest.fixture
def keyers(person):
    return person("keyer1", "nguoi_nhap_lieu"), person("keyer2", "nguoi_nhap_lieu")


@pytest.fixture
def entry(make_book):
    return make_book(1).entries.select_related("book").get()


def fill(actor, entry, slot, **values):
    reading = reading_start(actor=actor, entry=entry, slot=slot)
    for seq, (field, value) in enumerate(values.items()):
        mark = value[1:] if value.startswith("!") else ""
        reading_save_field(
            actor=actor,
            reading=reading.key,
            field=field,
            value="" if mark else value,
            mark=mark,
            seq=seq,
        )
    return reading_complete(actor=actor, reading=reading.key)


@pytest.fixture
def disputed(entry, keyers):
    fill(keyers[0], entry, 1, nksHoTen="LÊ VĂN A", meHoTen="!blank_in_book", trangSo="3")
    fill(keyers[1], entry, 2, nksHoTen="LÊ VĂN Á", meHoTen="LÊ THỊ B", trangSo="3")
    Entry.objects.update(state="disputed")
    entry.refresh_from_db()
    return entry


def test_the_last_packet_of_a_field_wins_whatever_order_they_come_in(entry, keyers) -> None:
    reading = reading_start(actor=keyers[0], entry=entry, slot=1)
    packets = [(seq, f"LÊ VĂN {seq}") for seq in range(8)] * 2
    random.Random(3).shuffle(packets)
    for seq, value in packets:
        reading_save_field(
            actor=keyers[0],
            reading=reading.key,
            field="nksHoTen",
            value=value,
            seq=seq,
            keystrokes=1,
        )
    stored = Reading.objects.get()
    assert stored.values == {"nksHoTen": "LÊ VĂN 7"}
    assert stored.sequence == {"nksHoTen": 7}
    assert stored.keystrokes <= 8, "a packet that changes nothing counts nothing"


def test_an_emptied_field_is_empty_and_a_late_packet_does_not_fill_it_again(entry, keyers) -> None:
    reading = reading_start(actor=keyers[0], entry=entry, slot=1)
    save = {"actor": keyers[0], "reading": reading.key, "field": "trangSo"}
    reading_save_field(**save, value="12", seq=5)
    reading_save_field(**save, value="", seq=6)
    late = reading_save_field(**save, value="12", seq=5)
    assert (late.stored, late.value) == (False, "")
    assert Reading.objects.get().values == {}


@pytest.mark.parametrize(
    ("field", "value", "mark"),
    [("khongCo", "x", ""), ("nksHoTen", "x", "lạ"), ("nksHoTen", "x", "unreadable")],
)
def test_what_cannot_stand_in_a_field_is_refused(entry, keyers, field, value, mark) -> None:
    reading = reading_start(actor=keyers[0], entry=entry, slot=1)
    with pytest.raises(ReadingError):
        reading_save_field(
            actor=keyers[0], reading=reading.key, field=field, value=value, mark=mark, seq=1
        )


@pytest.mark.parametrize(
    ("field", "typed", "stored"),
    [
        ("nksNgaySinh", "27/8/1981", "27.08.1981"),
        ("nksNgaySinh", "8/1981", "08.1981"),
        ("nksNgaySinh", "27-8-81", "27-8-81"),
        ("nksNgaySinh", "không rõ", "không rõ"),
        ("so", "1/1998", "01/1998"),
        ("quyenSo", "2/1998", "02/1998"),
        ("nksGioiTinh", "nam", "1"),
        ("nksDanToc", "KINH", "Kinh"),
        ("nksDanToc", "Người lạ", "Người lạ"),
        ("nksHoTen", "  lê   văn A ", "lê văn A"),
        ("nksHoTen", "Le\u0302 Va\u0306n", "Lê Văn"),
    ],
)
def test_values_take_the_ministry_s_writing_only_where_one_is_meant(field, typed, stored) -> None:
    assert tidy("KS", field, typed, "") == (stored, "")


@given(st.sampled_from(KHAI_SINH.fields), st.text(max_size=40))
def test_writing_a_value_again_changes_nothing(field, text) -> None:
    once = canonical(field, text)
    assert canonical(field, once) == once


def test_a_second_reading_is_made_by_another_person(entry, keyers) -> None:
    fill(keyers[0], entry, 1, nksHoTen="A")
    with pytest.raises(NotBlind):
        reading_start(actor=keyers[0], entry=entry, slot=2)
    with pytest.raises(ReadingClosed):
        reading_start(actor=keyers[1], entry=entry, slot=1)


def test_nobody_writes_in_another_s_reading(entry, keyers) -> None:
    reading = reading_start(actor=keyers[0], entry=entry, slot=1)
    with pytest.raises(Forbidden):
        reading_save_field(actor=keyers[1], reading=reading.key, field="nksHoTen", value="x", seq=1)


def test_a_draft_left_behind_is_kept_when_somebody_else_takes_over(entry, keyers) -> None:
    left = reading_start(actor=keyers[0], entry=entry, slot=1)
    reading_save_field(actor=keyers[0], reading=left.key, field="nksHoTen", value="DỞ", seq=1)
    taken = reading_start(actor=keyers[1], entry=entry, slot=1)
    assert taken.values == {}, "blind to the draft as well"
    left.refresh_from_db()
    assert (left.state, left.values) == ("superseded", {"nksHoTen": "DỞ"})
    # What was on its way when the draft was handed on is kept too, without counting.
    reading_save_field(actor=keyers[0], reading=left.key, field="trangSo", value="9", seq=1)
    left.refresh_from_db()
    assert left.values == {"nksHoTen": "DỞ", "trangSo": "9"}
    with pytest.raises(ReadingClosed):
        reading_complete(actor=keyers[0], reading=left.key)
    taken.refresh_from_db()
    assert taken.values == {}


def test_completing_twice_is_once_and_an_empty_reading_is_none(entry, keyers) -> None:
    reading = reading_start(actor=keyers[0], entry=entry, slot=1)
    with pytest.raises(ReadingError, match="Chưa nhập"):
        reading_complete(actor=keyers[0], reading=reading.key)
    done = fill(keyers[0], entry, 1, nksHoTen="A")
    again = reading_complete(actor=keyers[0], reading=reading.key)
    assert again.completed_at == done.completed_at


def test_a_dispute_is_settled_field_by_field(disputed, officer, keyers) -> None:
    assert [d.field for d in compare_readings(disputed)] == ["nksHoTen", "meHoTen"]
    with pytest.raises(NotBlind):
        decision_save(actor=_with_right(keyers[0]), entry=disputed, field="nksHoTen", choice="a")
    decision_save(actor=officer, entry=disputed, field="nksHoTen", choice="a")
    with pytest.raises(Undecided) as undecided:
        record_settle(actor=officer, entry=disputed)
    assert undecided.value.fields == ("meHoTen",)
    decision_save(actor=officer, entry=disputed, field="meHoTen", choice="other", value="LÊ THỊ C")
    record = record_settle(actor=officer, entry=disputed)
    assert record.values == {"nksHoTen": "LÊ VĂN A", "meHoTen": "LÊ THỊ C", "trangSo": "3"}
    first, decision = Reading.objects.get(slot=1), Reading.objects.get(kind="decision")
    assert record.provenance == {
        "trangSo": str(first.key),
        "nksHoTen": str(decision.key),
        "meHoTen": str(decision.key),
    }
    assert record.digest == record_digest(record.values, record.marks)
    assert {(p.role, p.ho_ten, p.unmarked_key) for p in Person.objects.all()} == {
        ("nks", "LÊ VĂN A", "le van a"),
        ("me", "LÊ THỊ C", "le thi c"),
    }


def _with_right(actor):
    """The keyer, were they the officer as well: still one of the two readers."""
    from dataclasses import replace

    from sohotich.foundation.people.actors import Held

    held = Held("x", "09508", frozenset({"dispute.settle"}), frozenset({"09508"}))
    return replace(actor, grants=(*actor.grants, held))


@pytest.mark.parametrize(
    ("choice", "value", "mark"),
    [
        ("a", "LÊ VĂN A", ""),
        ("b", "LÊ VĂN Á", ""),
        ("blank", "", "blank_in_book"),
        ("unreadable", "", "unreadable"),
    ],
)
def test_every_choice_and_its_taking_back(disputed, officer, choice, value, mark) -> None:
    made = decision_save(actor=officer, entry=disputed, field="nksHoTen", choice=choice)
    assert (made.values.get("nksHoTen", ""), made.marks.get("nksHoTen", "")) == (value, mark)
    cleared = decision_clear(actor=officer, entry=disputed, field="nksHoTen")
    assert (cleared.values, cleared.marks, cleared.choices) == ({}, {}, {})


@pytest.mark.parametrize(
    ("field", "choice", "value"),
    [("trangSo", "a", ""), ("nksHoTen", "c", ""), ("nksHoTen", "other", "  ")],
)
def test_impossible_decisions_are_refused(disputed, officer, field, choice, value) -> None:
    with pytest.raises(ReadingError):
        decision_save(actor=officer, entry=disputed, field=field, choice=choice, value=value)


@pytest.mark.parametrize("marking", [1, 2])
def test_an_optional_line_one_keyer_passed_by_is_blank_in_the_record(
    entry, keyers, marking
) -> None:
    blank = {"ghiChu": "!blank_in_book"}
    fill(keyers[0], entry, 1, nksHoTen="LÊ VĂN A", **(blank if marking == 1 else {}))
    second = fill(keyers[1], entry, 2, nksHoTen="LÊ VĂN A", **(blank if marking == 2 else {}))
    assert compare_readings(entry) == []
    record = record_settle(actor=keyers[1], entry=entry)
    assert record.marks == {"ghiChu": "blank_in_book"}
    assert (record.provenance["ghiChu"] == str(second.key)) == (marking == 2)


def test_a_wanted_line_one_keyer_passed_by_stays_in_dispute(entry, keyers) -> None:
    fill(keyers[0], entry, 1, nksHoTen="LÊ VĂN A", meHoTen="!blank_in_book")
    fill(keyers[1], entry, 2, nksHoTen="LÊ VĂN A")
    assert [difference.field for difference in compare_readings(entry)] == ["meHoTen"]


def test_nothing_is_decided_where_nothing_is_disputed(disputed, officer) -> None:
    Entry.objects.update(state="agreed")
    with pytest.raises(ReadingError, match="không còn tranh chấp"):
        decision_save(actor=officer, entry=disputed, field="nksHoTen", choice="a")


def test_a_correction_keeps_what_it_replaced(entry, keyers, officer) -> None:
    for slot, keyer in enumerate(keyers, start=1):
        fill(keyer, entry, slot, nksHoTen="LÊ VĂN A", trangSo="3")
    before = record_settle(actor=keyers[1], entry=entry)
    with pytest.raises(ReadingError, match="lý do"):
        record_correct(actor=officer, entry=entry, changes={"trangSo": ("4", "")}, reason=" ")
    with pytest.raises(ReadingError, match="Không có trường"):
        record_correct(actor=officer, entry=entry, changes={"trangSo": ("3", "")}, reason="sai")
    after = record_correct(
        actor=officer,
        entry=entry,
        changes={"trangSo": ("4", ""), "nksHoTen": ("LÊ VĂN A", "as_written")},
        reason="nhìn nhầm trang",
    )
    assert after.values == {"nksHoTen": "LÊ VĂN A", "trangSo": "4"}
    assert after.marks == {"nksHoTen": "as_written"}
    assert after.digest != before.digest
    correction = Reading.objects.get(kind="correction")
    assert correction.before["values"]["trangSo"] == "3"
    assert correction.reason == "nhìn nhầm trang"
    assert Reading.objects.filter(slot__gt=0, state="complete").count() == 2
    assert people_who_keyed(entry.book) == {keyers[0].key, keyers[1].key, officer.key}


def test_superseded_readings_are_kept_and_their_keyer_may_read_again(
    entry, keyers, officer
) -> None:
    for slot, keyer in enumerate(keyers, start=1):
        fill(keyer, entry, slot, nksHoTen="LÊ VĂN A")
    record_settle(actor=keyers[1], entry=entry)
    assert readings_supersede(actor=officer, entry=entry) == 2
    fill(keyers[1], entry, 1, nksHoTen="LÊ VĂN B")
    fill(keyers[0], entry, 2, nksHoTen="LÊ VĂN B")
    assert record_settle(actor=keyers[0], entry=entry).values == {"nksHoTen": "LÊ VĂN B"}
    assert Record.objects.count() == 1
    assert Reading.objects.count() == 4
