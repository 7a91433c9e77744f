"""A workbook of before Unicode taken in: refused unseen, repaired when confirmed, both kept."""

from __future__ import annotations

import pytest

from sohotich.domain.record_types import KHAI_SINH
from sohotich.engines.workbook import write_records
from sohotich.register.records.models import Reading
from tests.engines.old_files import in_old_font
from tests.pipeline import finished_book
from tests.pipeline.conftest import VALUES

pytestmark = pytest.mark.django_db


def test_text_of_before_unicode_waits_for_confirmation(make_book, team, tmp_path) -> None:
    from sohotich.pipeline.keying.imports import workbook_import
    from sohotich.register.ledger.services import move_all

    book = make_book(1)
    finished_book.picture(team, book)
    move_all(actor=team.scanner, book=book, action="attach_image")
    new, old = tmp_path / "moi.xlsx", tmp_path / "cu.xlsx"
    row = {**VALUES, "so": "01/1998", "quyenSo": "02/1998", "trangSo": "1"}
    write_records(KHAI_SINH, "60", [row], new)
    in_old_font(new, old, "tcvn3")

    shown = workbook_import(actor=team.first, path=old, book=book)
    assert (shown.stored, shown.rejected, shown.repaired) == (0, 1, False)
    before = {item.column: item.before for item in shown.repairs}
    assert not Reading.objects.exists()

    taken = workbook_import(actor=team.first, path=old, book=book, repair=True)
    assert (taken.stored, taken.rejected) == (1, 0), taken.findings
    reading = Reading.objects.get()
    assert reading.values["nksHoTen"] == VALUES["nksHoTen"]
    assert reading.before["written"] == before
    assert reading.before["row"]["nksHoTen"] == VALUES["nksHoTen"]

    again = workbook_import(actor=team.first, path=old, book=book, repair=True)
    assert (again.stored, again.unchanged) == (0, 1)
