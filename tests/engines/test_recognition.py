"""QR codes of our own sheets: text, checksum, and reading them off a page."""

from __future__ import annotations

import io
from uuid import UUID

import numpy as np
import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from sohotich.engines.recognition import (
    PayloadError,
    SheetCode,
    build,
    parse,
    read_qr,
    read_sheets,
)

BOOK = UUID("0193f2a4-7b1c-7d3e-8a90-1b2c3d4e5f60")


def page_with(text: str, *, turn: float = 0, size: int = 260, at=(700, 300)) -> np.ndarray:
    """A grey-white A4 page at 100 dpi carrying one code."""
    buffer = io.BytesIO()
    segno.make(text, error="m").save(buffer, kind="png", scale=6, border=4)
    code = Image.open(buffer).convert("RGB").resize((size, size))
    code = code.rotate(turn, expand=True, fillcolor=(235, 233, 225))
    page = Image.new("RGB", (1240, 1754), (235, 233, 225))
    page.paste(code, at)
    return np.asarray(page)


@given(book=st.uuids(), number=st.none() | st.integers(1, 99999))
def test_a_sheets_text_reads_back(book, number):
    code = SheetCode("bundle" if number else "book", book, number)
    assert parse(build(code)) == code
    assert parse(build(code).lower()) == code


@given(position=st.integers(9, 40), letter=st.sampled_from("0123456789ABCDEF"))
def test_one_wrong_character_never_names_another_book(position, letter):
    text = build(SheetCode("book", BOOK))
    broken = text[:position] + letter + text[position + 1 :]
    if broken == text:
        return
    with pytest.raises(PayloadError):
        parse(broken)


@pytest.mark.parametrize("text", ["", "https://example.org", "001099012345|NGUYEN VAN A", "SOHO"])
def test_foreign_codes_are_not_ours(text):
    assert parse(text) is None


def test_the_message_for_a_damaged_code_does_not_repeat_it():
    with pytest.raises(PayloadError) as caught:
        parse("SOHOTICH:1:BOOK:001099012345:00000000")
    assert "001099012345" not in str(caught.value)


def test_a_code_of_another_release_says_so():
    import zlib

    body = "SOHOTICH:9:BOOK:" + BOOK.hex.upper()
    with pytest.raises(PayloadError, match="phiên bản"):
        parse(f"{body}:{zlib.crc32(body.encode()):08X}")


def test_only_characters_of_the_alphanumeric_mode():
    assert segno.make(build(SheetCode("bundle", BOOK, 12))).mode == "alphanumeric"


@pytest.mark.parametrize("number", [None, 0, -3])
def test_a_bundle_needs_its_number(number):
    with pytest.raises(PayloadError):
        build(SheetCode("bundle", BOOK, number))


@pytest.mark.parametrize("turn", [0, 7, 90, 180, 271])
def test_reads_a_code_at_any_angle_with_its_place(turn):
    text = build(SheetCode("book", BOOK))
    [code] = read_qr(page_with(text, turn=turn))
    assert code.text == text
    left, top, right, bottom = code.box
    assert 700 <= left < right <= 700 + 340
    assert 300 <= top < bottom <= 300 + 340


def test_reads_grey_pages_and_pages_without_code():
    text = build(SheetCode("book", BOOK))
    assert read_qr(page_with(text)[..., 1])[0].text == text
    assert read_qr(np.full((400, 300, 3), 240, np.uint8)) == []


def test_two_codes_come_top_to_bottom():
    first, second = build(SheetCode("book", BOOK)), build(SheetCode("bundle", BOOK, 2))
    page = page_with(second, at=(100, 1200)).copy()
    page[200:500, 800:1100] = page_with(first, at=(0, 0))[:300, :300]
    assert [code.text for code in read_qr(page)] == [first, second]


def test_sheets_leave_out_foreign_and_damaged_codes():
    mine = SheetCode("book", BOOK)
    assert read_sheets(page_with(build(mine))) == [mine]
    assert read_sheets(page_with("001099012345|NGUYEN VAN A")) == []
    assert read_sheets(page_with("SOHOTICH:1:BOOK:ZZ:00000000")) == []


def test_reads_a_page_from_its_file(tmp_path):
    text = build(SheetCode("book", BOOK))
    Image.fromarray(page_with(text)).save(tmp_path / "page.png", dpi=(100, 100))
    assert [code.text for code in read_qr(tmp_path / "page.png")] == [text]
