"""A book of every type from the empty template to the package, cell by cell; and keyed twice."""

from __future__ import annotations

import pytest
from django.urls import reverse

from sohotich.domain.record_types import RECORD_TYPES, record_type
from sohotich.domain.rules import check, check_book
from sohotich.domain.schema import RecordType
from sohotich.engines.workbook import check_sheet, read, write_records, write_template
from sohotich.register.ledger.models import Entry
from tests.browser.package_reader import read_sheet
from tests.pipeline import finished_book
from tests.pipeline.test_template_cycle import key_again
from tests.sound_values import ABROAD, ABROAD_KIND, sound

every_type = pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.code)


@every_type
def test_no_rule_speaks_against_a_sound_registration(kind: RecordType) -> None:
    values = sound(kind.code, 1)
    assert set(values) <= set(kind.by_key)
    assert check(kind, values) == []
    assert check_book(kind, [values]) == []


@pytest.mark.django_db
@every_type
def test_from_the_empty_template_to_the_package(kind, make_book, team, tmp_path, client) -> None:
    from sohotich.pipeline.keying.imports import workbook_import
    from sohotich.pipeline.review.signing import book_sign, book_submit, signing_of
    from sohotich.pipeline.transfer.services import package_make
    from sohotich.register.books.draft import Run
    from sohotich.register.ledger.services import move_all
    from sohotich.register.records.models import Person, Record

    book = make_book(type_code=kind.code, year_from=2018, runs=(Run(2018, 1, 2),))
    finished_book.picture(team, book)
    move_all(actor=team.scanner, book=book, action="attach_image")
    empty, filled = tmp_path / "mau.xlsx", tmp_path / "nhap.xlsx"
    write_template(kind, kind.default_version, empty)
    rows = [{**sound(kind.code, number), "trangSo": str(number)} for number in (1, 2)]
    write_records(kind, kind.default_version, rows, filled)
    grid = read_sheet(filled.read_bytes())[0]
    assert grid[0] == read_sheet(empty.read_bytes())[0][0]
    sheet = read(filled, kind)
    assert [f for f in check_sheet(sheet, kind) if f.severity == "error"] == []

    taken = workbook_import(actor=team.first, path=filled, book=book)
    assert (taken.stored, taken.rejected) == (2, 0), taken.findings
    key_again(team, book)
    finished_book.review_all(team, book)
    book_submit(actor=team.officer, book=book)
    content = signing_of(actor=team.chair, book=book).content
    book_sign(
        actor=team.chair, book=book, content_sha256=content.sha256, signer_title="Chủ tịch UBND xã"
    )
    package_make(actor=team.officer, book=book, out=tmp_path / "out")
    (exported,) = (tmp_path / "out").rglob("*.xlsx")
    assert read_sheet(exported.read_bytes())[0] == grid

    proposed = bool(kind.template_standing.warning)
    said = page_for(client, team.officer, "transfer:book", book)
    assert ("chưa phải mẫu của Bộ" in said) == proposed
    assert ("lên phần mềm của Bộ" in said) != proposed
    assert "du-kien" not in said
    assert kind.name in page_for(client, team.officer, "books")
    signed = page_for(client, team.chair, "review:sign", book)
    assert (kind.template_standing.warning in signed) or not proposed

    record = Record.objects.filter(book=book).order_by("so").first()
    assert record.title == kind.title(rows[0])
    named = {person.role for person in kind.persons if rows[0].get(person.name_field)}
    stored = Person.objects.filter(record=record)
    assert {person.role for person in stored} == named
    for person in kind.persons:
        if person.role in named and person.birth_field:
            assert stored.get(role=person.role).ngay_sinh == rows[0].get(person.birth_field, "")


def page_for(client, actor, name: str, book=None) -> str:
    from sohotich.foundation.people.models import User

    client.force_login(User.objects.get(key=actor.key))
    return client.get(reverse(name, args=[book.key] if book else [])).content.decode()


@pytest.mark.django_db
@every_type
def test_keyed_twice_compared_and_settled(kind, make_book, team, with_images, tmp_path) -> None:
    from sohotich.foundation.people.acting import acting
    from sohotich.pipeline.keying.dispute_data import item_data
    from sohotich.pipeline.keying.disputes import dispute_choose, dispute_settle, next_dispute
    from sohotich.pipeline.keying.keying_data import keying_data
    from sohotich.pipeline.keying.services import field_save, next_entry, reading_finish
    from sohotich.register.books.draft import Run
    from sohotich.register.records.models import Record

    book = make_book(type_code=kind.code, year_from=2018, runs=(Run(2018, 1, 1),))
    with_images(book, tmp_path)
    values = {**sound(kind.code, 1), **_abroad(kind)}
    name = kind.principals[0].name_field
    for actor, written in ((team.first, values), (team.second, {**values, name: "NGƯỜI KHÁC"})):
        with acting(actor):
            reading = next_entry(actor=actor).reading
            _asked_of(kind, keying_data(actor=actor, reading=reading.key))
            for seq, (key, value) in enumerate(written.items(), start=1):
                field_save(actor=actor, reading=reading.key, field=key, value=value, seq=seq)
            reading_finish(actor=actor, reading=reading.key)
    entry = Entry.objects.get(book=book)
    assert entry.state == "disputed"
    with acting(team.officer):
        next_dispute(actor=team.officer)
        asked = item_data(actor=team.officer, entry=entry)["questions"]
        assert [question["field"] for question in asked] == [name]
        dispute_choose(actor=team.officer, entry=entry, field=name, choice="a")
        dispute_settle(actor=team.officer, entry=entry)
    record = Record.objects.get(entry=entry)
    assert record.values == values
    assert record.title == kind.title(values)


def _asked_of(kind: RecordType, data: dict) -> None:
    """The screen has every field of the type once, the wanted ones in sight."""
    fields = [field for section in data["record"]["sections"] for field in section["fields"]]
    assert sorted(field["key"] for field in fields) == sorted(kind.by_key)
    in_sight = {field["key"] for field in fields if not field["folded"] and not field["hidden"]}
    assert set(kind.core) <= in_sight


def _abroad(kind: RecordType) -> dict[str, str]:
    if kind.abroad is None:
        return {}
    way = ABROAD_KIND[kind.code]
    return {**ABROAD, **({"loaiDangKy": way} if way else {})}


def test_every_register_that_takes_events_from_abroad_is_tried() -> None:
    assert {kind.code for kind in RECORD_TYPES if kind.abroad} == set(ABROAD_KIND)
    for code, way in ABROAD_KIND.items():
        abroad = record_type(code).abroad
        assert abroad is not None
        assert abroad.told({"loaiDangKy": way}) is (True if way else None)
