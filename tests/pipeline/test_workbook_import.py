"""Filled templates taken in at once: the rows of one by one, all or nothing, repeatable."""

from __future__ import annotations

from pathlib import Path

import pytest

from sohotich.domain.record_types import KHAI_SINH
from sohotich.engines.workbook import write_records
from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.people.permissions import Forbidden
from sohotich.foundation.worklists.models import WorkItem
from sohotich.pipeline.keying import imports
from sohotich.pipeline.keying.imports import workbook_import, workbooks_import
from sohotich.pipeline.keying.queues import FIRST, SECOND, clear, offer_entry, synchronize
from sohotich.pipeline.keying.services import field_save, next_entry
from sohotich.register.books.selectors import form_of
from sohotich.register.ledger import services as ledger
from sohotich.register.ledger.entries import entry_add
from sohotich.register.ledger.models import Entry, LedgerEvent
from sohotich.register.records.models import Reading
from sohotich.register.records.services import reading_fill
from tests.pipeline.conftest import VALUES

pytestmark = pytest.mark.django_db
# Dates and coded values as people type them, spaces too many, notes of two lines, an empty cell.
TYPED = {
    "nksHoTen": "  LÊ   THỊ  HƯỜNG ",
    "nksDanToc": "kinh",
    "meNgaySinh": "",
    "ghiChu": "dòng một\ndòng  hai",
}


def rows_of(numbers: int, volume: int = 2, **changes: str) -> list[dict[str, str]]:
    return [
        {**VALUES, "so": f"{n:02d}/1998", "quyenSo": f"{volume:02d}/1998", **changes}
        for n in range(1, numbers + 1)
    ]


@pytest.fixture
def filled(tmp_path):
    """`filled(rows, "a")` writes a filled template and gives its path."""

    def write(rows: list[dict[str, str]], name: str = "a") -> Path:
        path = tmp_path / f"{name}.xlsx"
        write_records(KHAI_SINH, "60", rows, path)
        return path

    return write


@pytest.fixture
def scanned(make_book):
    """A book whose numbers stand as scanned, offered for keying."""

    def make(last: int = 3, **changes: object):
        book = make_book(last, **changes)
        Entry.objects.filter(book=book).update(state="scanned")
        synchronize(FIRST, {book.unit_code})
        return book

    return make


def one_by_one(actor, book, rows: list[dict[str, str]]) -> None:
    """Each row by the services that a single registration goes through."""
    for row in rows:
        entry = Entry.objects.get(book=book, number=int(row["so"].split("/")[0]))
        values = {key: value for key, value in row.items() if value}
        asked = {field.key for field in KHAI_SINH.fields if "60" in field.versions}
        shown = form_of(book, entry.year).shown
        blank = [key for key in shown if key in asked and key not in values]
        reading = reading_fill(actor=actor, entry=entry, slot=1, values=values, blank=blank)
        clear(FIRST, entry)
        ledger.move(actor=actor, entry=entry, action="key_first")
        offer_entry(SECOND, entry, [reading.by])


def stored(book) -> dict[str, list[tuple[object, ...]]]:
    """Everything the register holds of a book's entries, without keys and moments."""
    of = {"book": book}
    readings = Reading.objects.filter(**of).order_by("entry__number")
    events = LedgerEvent.objects.filter(**of).order_by("entry__number")
    entries = Entry.objects.filter(**of).order_by("number")
    keys = [entry.key for entry in entries]
    moved = AuditEntry.objects.filter(subject_key__in=keys, action="ledger.key_first")
    waiting = WorkItem.objects.filter(subject_key__in=keys).order_by("position")
    told = (
        "entry__number", "kind", "slot", "state", "by", "by_name", "type_code", "version",
        "unit_code", "values", "marks", "aids", "sequence", "choices", "reason", "keystrokes",
    )  # fmt: skip
    happened = ("entry__number", "action", "from_state", "to_state", "actor_key", "actor_name",
                "unit_code", "reason")  # fmt: skip
    return {
        "readings": list(readings.values_list(*told)),
        "events": list(events.values_list(*happened)),
        "entries": list(entries.values_list("number", "state", "returned", "reason")),
        "audit": [(a.actor_key, a.unit, a.facts["from"], a.facts["to"]) for a in moved],
        "queue": list(waiting.values_list("queue", "unit_code", "priority", "position", "barred")),
    }


def without_volume(found: dict[str, list[tuple[object, ...]]]) -> dict[str, object]:
    for reading in found["readings"]:
        for part in reading:
            if isinstance(part, dict):
                part.pop("quyenSo", None)
    return found


def test_the_rows_are_those_of_one_registration_after_the_other(team, scanned, filled) -> None:
    bulk, single = scanned(3), scanned(3, volume=3)
    rows = rows_of(3, **TYPED)
    done = workbook_import(actor=team.first, path=filled(rows))
    assert (done.rows, done.stored, done.rejected, done.unchanged) == (3, 3, 0, 0), done.findings
    one_by_one(team.first, single, [{**row, "quyenSo": "03/1998"} for row in rows])
    synchronize(SECOND, {bulk.unit_code})
    assert without_volume(stored(bulk)) == without_volume(stored(single))
    reading = Reading.objects.filter(book=bulk).first()
    assert reading.values["nksHoTen"] == "LÊ THỊ HƯỜNG"
    assert reading.values["nksDanToc"] == "Kinh"
    assert reading.marks["meNgaySinh"] == "blank_in_book"
    assert reading.before["row"]["nksHoTen"] == TYPED["nksHoTen"]
    assert LedgerEvent.objects.filter(book=bulk).first().campaign_at.year == 2025
    assert AuditEntry.objects.get(action="reading.import").facts == {"readings": 3, "slot": 1}


def test_a_book_is_named_though_no_row_of_it_was_taken(team, scanned, filled) -> None:
    book = scanned(2)
    done = workbook_import(actor=team.first, path=filled(rows_of(2, nksGioiTinh="khác thường")))
    assert (done.stored, done.rejected) == (0, 2), done.findings
    assert [(one.label, one.taken, one.waiting) for one in done.books] == [(book.label, 0, 2)]


def test_the_second_keyer_gets_what_was_taken_in_and_its_importer_does_not(
    team, scanned, filled
) -> None:
    scanned(2)
    workbook_import(actor=team.first, path=filled(rows_of(2)))
    assert next_entry(actor=team.first) is None
    assert next_entry(actor=team.second).slot == 2


def test_taken_in_again_it_stores_nothing_and_a_change_is_refused(team, scanned, filled) -> None:
    book = scanned(2)
    path = filled(rows_of(2))
    workbook_import(actor=team.first, path=path)
    before = stored(book)
    again = workbook_import(actor=team.first, path=path)
    assert (again.stored, again.unchanged, again.rejected) == (0, 2, 0)
    changed = workbook_import(actor=team.second, path=filled(rows_of(1, trangSo="9"), "b"))
    assert (changed.stored, changed.rejected) == (0, 1)
    (refused,) = [finding for finding in changed.findings if finding.severity == "error"]
    assert "đã được nhập" in refused.message
    assert stored(book) == before


def test_sound_rows_are_stored_and_each_other_is_named_by_its_cell(team, scanned, filled) -> None:
    book = scanned(5)
    entry_add(actor=team.officer, book=book, year=1998, number=2)
    Entry.objects.filter(book=book, number=3).update(state="expected")
    work = next_entry(actor=team.first)
    assert work.entry.number == 1
    field_save(actor=team.first, reading=work.reading.key, field="trangSo", value="7", seq=1)
    rows = rows_of(5)
    rows[4]["nksGioiTinh"] = "7"
    rows += [
        {**rows[3], "so": "77/1998"},
        {**rows[3], "quyenSo": "09/1998"},
        {**rows[3], "nksHoTen": "NGƯỜI KHÁC", "noiDangKy": "UBND xã khác"},
    ]
    done = workbook_import(actor=team.first, path=filled(rows))
    assert (done.stored, done.rejected) == (1, 7)
    errors = {f.row: (f.rule, f.message) for f in done.findings if f.severity == "error"}
    assert "đang nhập dở" in errors[2][1]
    assert "nhiều lần" in errors[3][1]
    assert "chưa có ảnh" in errors[4][1]
    assert errors[6][0] == "Q10"
    assert errors[7][0] == "I02"
    assert errors[8][0] == "I01"
    assert errors[9][0] == "I03"
    assert all(f.cell for f in done.findings if f.rule.startswith("I"))
    assert Reading.objects.filter(book=book, state="complete").get().entry.number == 4


def test_a_draft_left_behind_by_somebody_else_is_kept_superseded(team, scanned, filled) -> None:
    scanned(1)
    work = next_entry(actor=team.second)
    field_save(actor=team.second, reading=work.reading.key, field="trangSo", value="7", seq=1)
    assert workbook_import(actor=team.first, path=filled(rows_of(1))).stored == 1
    left = Reading.objects.get(pk=work.reading.key)
    assert (left.state, left.values) == ("superseded", {"trangSo": "7"})
    assert not WorkItem.objects.filter(queue=FIRST).exists()


def test_a_dry_run_says_the_same_and_stores_nothing(team, scanned, filled) -> None:
    book = scanned(2)
    before = stored(book)
    done = workbook_import(actor=team.first, path=filled(rows_of(3)), dry_run=True)
    assert (done.rows, done.stored, done.rejected) == (3, 0, 1)
    assert stored(book) == before


def test_many_files_answer_in_their_order_and_one_that_is_none_stops_no_other(
    team, scanned, filled, tmp_path, monkeypatch
) -> None:
    monkeypatch.setattr(imports, "_ROWS_AT_ONCE", 2)
    for volume in (2, 3, 4):
        scanned(2, volume=volume)
    broken = tmp_path / "hong.xlsx"
    broken.write_bytes(b"PK\x03\x04 khong phai bang tinh")
    paths = [filled(rows_of(2, volume), f"{volume}") for volume in (2, 3, 4)]
    told: list[tuple[int, int]] = []
    done = workbooks_import(
        actor=team.first,
        paths=[paths[0], broken, *paths[1:]],
        progress=lambda done, total, note: told.append((done, total)),
    )
    assert [one.stored for one in done] == [2, 0, 2, 2]
    assert "hong.xlsx" in done[1].refused
    assert told[-1] == (4, 4)
    assert LedgerEvent.objects.filter(action="key_first").count() == 6


def test_a_row_in_two_files_is_stored_once(team, scanned, filled) -> None:
    book = scanned(1)
    paths = [filled(rows_of(1), "a"), filled(rows_of(1), "b")]
    done = workbooks_import(actor=team.first, paths=paths)
    assert sorted((one.stored, one.unchanged) for one in done) == [(0, 1), (1, 0)]
    assert Reading.objects.filter(book=book).count() == 1


def test_what_somebody_may_not_key_they_do_not_take_in(team, scanned, filled, person) -> None:
    book = scanned(1)
    stranger = person("stranger", "nguoi_nhap_lieu", unit="09505")
    done = workbook_import(actor=stranger, path=filled(rows_of(1)))
    assert (done.stored, done.rejected) == (0, 1)
    with pytest.raises(Forbidden):
        workbook_import(actor=stranger, path=filled(rows_of(1)), book=book)
    assert not Reading.objects.exists()
