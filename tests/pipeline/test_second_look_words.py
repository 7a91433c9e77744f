"""A keyer's own word (a mark, how a value came) takes no value away from a second look."""

from __future__ import annotations

import pytest

from sohotich.foundation.people.acting import acting
from sohotich.pipeline.keying.queues import FIRST
from sohotich.pipeline.keying.services import field_save, next_entry, reading_finish
from sohotich.register.accuracy.models import LookPlan
from sohotich.register.books.selectors import form_of
from sohotich.register.records.errors import ReadingError
from tests.pipeline.conftest import VALUES
from tests.pipeline.test_second_look import ACCEPT_ALL, HEAD, book, risk

__all__ = ["book", "risk"]
pytestmark = pytest.mark.django_db
ACCEPT = f"{HEAD}\nmọi loại | – | – | – | – | nhận"
WARNED_TWICE = f"{HEAD}\nmọi loại | – | – | có | – | nhập lần hai"
TYPED_TWICE = "".join(
    f"\n{name} | – | – | – | – | nhập lần hai" for name in ("họ tên", "chọn mã", "nơi chốn", "số")
)


def keyed(actor, values, marks=None, aids=None):
    """State and plan of the next registration, keyed so: values, marks and aids by field."""
    marks, aids = marks or {}, aids or {}
    with acting(actor):
        work = next_entry(actor=actor, queue=FIRST)
        entry = work.entry
        if values:
            own = {"so": f"{entry.number:02d}/{entry.year}", "quyenSo": entry.book.volume_text}
            values = {**own, **values}
        for key in {**values, **marks}:
            field_save(
                actor=actor, reading=work.reading.key, field=key, value=values.get(key, ""),
                mark=marks.get(key, ""), aid=aids.get(key, "typed"), seq=1,
            )  # fmt: skip
        state = reading_finish(actor=actor, reading=work.reading.key).state
    return state, LookPlan.objects.get(reading=work.reading.key)


@pytest.mark.parametrize(
    ("mark", "again"),
    [("unreadable", {"nksHoTen", "meHoTen", "nycHoTen"}), ("blank_in_book", {"nksHoTen"})],
)
def test_what_has_no_value_is_keyed_again_whatever_the_table_says(
    risk, book, team, mark, again
) -> None:
    risk(ACCEPT)
    shown = form_of(book, 1998).shown
    state, plan = keyed(team.first, {}, dict.fromkeys(shown, mark))
    assert state == "keyed_once"
    assert again <= plan.twice
    assert again <= set(plan.suspect), "no measure of the keyer"


def test_a_line_that_may_be_empty_is_blank_at_no_cost(risk, book, team) -> None:
    risk(ACCEPT)
    assert keyed(team.first, VALUES, {"nycHoTen": "blank_in_book"})[0] == "agreed"


def test_as_written_answers_no_warning_for_the_second_look(risk, book, team) -> None:
    risk(WARNED_TWICE)
    odd = {**VALUES, "nksNgaySinh": "07.05.1999"}
    _, plain = keyed(team.first, odd)
    state, vouched = keyed(team.first, odd, dict.fromkeys(odd, "as_written"))
    assert state == "keyed_once"
    assert "nksNgaySinh" in plain.twice == vouched.twice


def test_carried_is_believed_of_what_was_offered(risk, book, team) -> None:
    risk(ACCEPT_ALL + TYPED_TWICE)
    keyed(team.first, VALUES)
    said = dict.fromkeys([*VALUES, "so", "quyenSo"], "carried")
    _, plan = keyed(team.first, {**VALUES, "meHoTen": "LÊ THỊ SAI", "loaiDangKy": "2"}, None, said)
    assert {"meHoTen", "nksHoTen", "nksGioiTinh", "loaiDangKy"} <= plan.twice, "never offered"
    assert plan.treatments["so"] == plan.treatments["quyenSo"] == "verify", "from the ledger"
    assert plan.treatments["noiDangKy"] == "verify", "from the number before"
    assert "meNgaySinh" not in plan.twice


@pytest.mark.parametrize("aid", ["imported", "decided", "corrected", "x"])
def test_a_screen_says_no_more_than_typed_carried_completed(book, team, aid) -> None:
    with pytest.raises(ReadingError):
        keyed(team.first, VALUES, None, {"nksHoTen": aid})
