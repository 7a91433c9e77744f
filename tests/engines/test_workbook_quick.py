"""The quick ways of reading, measuring and looking for repairs say what the slow ones say."""

from __future__ import annotations

import random
from io import BytesIO
from unittest.mock import patch

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sohotich.domain.record_types import KHAI_SINH
from sohotich.domain.text import repair
from sohotich.domain.text.legacy import encode
from sohotich.domain.text.repairing import NO_HINTS, _looked_into
from sohotich.engines.workbook import check_and_repair, extent, read, repairs, write_records
from sohotich.engines.workbook.reading import _Reader

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầếềểễệóòỏõọốồổỗộớờởỡợúùủũụứừửữựíìỉĩịýỳỷỹỵ"
WORDS = st.text(
    LETTERS + LETTERS.upper() + "ÐðɖАеО¸Õ ,.;-/()&^+'0127u\u00ad\u200b\u0301", max_size=24
)
NAMES = ("NGUYỄN VĂN AN", "Trần Thị Huệ", "xã Mỹ Hương, huyện Gia Lương", "Krông Ana", "Y Blô")
ODD = (
    "NguyÔn V¨n An", "Nguyeãn Vaên An", "Nguye^~n Va(n An", "Nguyá»…n VÄƒn An", "null", ", ,",
    "Ðỗ Thị Hoa", "Nguyễn\u200b An", "Hoa\u0300", "u0027", "Ａn", "ОАНН", "32.13.1998", "", "  ",
    "=1+1", "1,2,,3", "D&#39;An", "GUÐRÚN", "Müller", "Ünal, ,", "không rõ",
)  # fmt: skip


@given(st.one_of(WORDS, st.sampled_from(NAMES), st.sampled_from(ODD)))
@settings(max_examples=1500, deadline=None)
def test_a_text_passed_quickly_is_one_the_long_look_leaves_alone(text: str) -> None:
    quick = repair(text)
    slow = _looked_into(text, NO_HINTS)
    if text.isascii():
        assert quick.after == slow.after or not quick.changed
    else:
        assert (quick.after, quick.kinds) == (slow.after, slow.kinds)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_old_encodings_are_still_looked_into(name: str, encoding) -> None:
    if (written := encode(name, encoding)) != name:
        assert repair(written) == _looked_into(written, NO_HINTS)


def dirty(seed: int, path) -> None:
    """A book of births in which a cell in ten is odd: text of every kind, numbers, an error."""
    chance = random.Random(seed)
    keys = [column.field.key for column in KHAI_SINH.columns("60") if column.field]
    rows = [{key: chance.choice(NAMES) for key in chance.sample(keys, 20)} for _ in range(12)]
    out = BytesIO()
    write_records(KHAI_SINH, "60", rows, out)
    book = openpyxl.load_workbook(out)
    sheet = book.worksheets[0]
    for row in range(2, 14):
        for column in range(1, len(keys) + 1):
            if chance.random() < 0.1:
                sheet.cell(row, column).value = chance.choice(
                    [*ODD, 12, 1998, 8.198, True, 0.5, "#N/A"]
                )
                if sheet.cell(row, column).value == "=1+1":
                    sheet.cell(row, column).data_type = "s"
    book.save(path)


def told(path) -> object:
    checked = check_and_repair(read(path, KHAI_SINH), KHAI_SINH)
    return checked.sheet.rows, checked.findings, checked.repairs


@given(seed=st.integers(0, 10_000))
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_dirty_workbook_is_read_and_checked_alike_quickly_and_slowly(
    seed: int, tmp_path_factory
) -> None:
    path = tmp_path_factory.mktemp("do") / "so.xlsx"
    dirty(seed, path)
    quick = told(path)
    with (
        patch.object(_Reader, "_plain", lambda self, cells: None),
        patch.object(extent, "_unusual", lambda xml: True),
        patch.object(repairs, "_odd_texts", lambda rows, encoding: True),
        patch("sohotich.domain.text.repairing._reads_well", lambda text, hints: False),
    ):
        slow = told(path)
    assert quick == slow
    assert quick[1], "a book this dirty has findings"


@pytest.mark.parametrize(
    "cells",
    [
        '<c r="B3"/><c r="C9" t="s"><v>1</v></c>',
        '<c  r="B3"/><c r="AA12"/>',
        '<c\nr="B3"/>',
        "<c><v>1</v></c><c/>",
        '<x:c r="D4" xmlns:x="a"/>',
        '<c r="b3"/>',
        '<cols/><col min="1"/><c r="B2"/><conditionalFormatting/>',
    ],
)
def test_every_way_to_write_a_cell_is_measured_alike(cells: str) -> None:
    xml = f'<worksheet><sheetData><row r="3">{cells}</row></sheetData></worksheet>'.encode()
    assert extent.measure(xml) == extent._Walker().walk(xml)
