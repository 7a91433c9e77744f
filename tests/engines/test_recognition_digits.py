"""Digits by the models of RapidOCR's wheel: read where the extra is installed, never required."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from sohotich.domain.schema import Kind
from sohotich.engines.recognition import number_hint, wheel
from sohotich.engines.recognition.calibration import calibrated
from sohotich.engines.recognition.digits import Hint, read_digits
from sohotich.sample.world import pens

needs_models = pytest.mark.skipif(not wheel.is_there(), reason="extra `recognition` not installed")


def written(text: str, *, hand: str = "hand-06", size: int = 60) -> np.ndarray:
    """One line of a hand that was not used in tuning."""
    image = Image.new("RGB", (60 + 40 * len(text), 110), (238, 234, 222))
    draw = ImageDraw.Draw(image)
    draw.text((24, 75), text, (30, 40, 90), pens.font(hand, size), anchor="ls")
    return np.asarray(image)


def page(*lines: tuple[int, int, str], size=(1200, 1500)) -> np.ndarray:
    """Printed lines: left, baseline, text."""
    image = Image.new("RGB", size, (244, 242, 236))
    draw = ImageDraw.Draw(image)
    for x, y, text in lines:
        draw.text((x, y), text, (20, 20, 20), pens.font("serif", 44), anchor="ls")
    return np.asarray(image)


@needs_models
@pytest.mark.parametrize(
    ("text", "kind", "read"),
    [
        ("41", Kind.NUMBER, "41"),
        ("207/1998", Kind.NUMBER, "207/1998"),
        ("02/1998", Kind.BOOK, "02/1998"),
        ("027098001234", Kind.PERSONAL_ID, "027098001234"),
        ("27 tháng 8 năm 1981", Kind.DATE, "27.08.1981"),
        ("05/11/1990", Kind.DATE, "05.11.1990"),
        ("1957", Kind.DATE, "1957"),
    ],
)
def test_a_field_of_digits_is_read(text, kind, read):
    hint = read_digits(written(text), kind)
    assert hint is not None
    assert hint.text == read
    assert 0 < hint.confidence < 1


@needs_models
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Nguyễn Văn An", Kind.DATE),  # no digit at all
        ("31/02/1998", Kind.DATE),  # no such day
        ("12345", Kind.PERSONAL_ID),  # not twelve digits
        ("", Kind.NUMBER),
    ],
)
def test_what_is_nothing_of_the_kind_gives_no_hint(text, kind):
    assert read_digits(written(text), kind) is None


def test_a_field_of_words_is_not_read_for_digits():
    with pytest.raises(ValueError, match="digits"):
        read_digits(written("An"), Kind.PERSON)


@needs_models
def test_the_number_at_the_head_of_a_cut_is_read_and_not_the_volumes():
    head = page((60, 120, "Quyển số: 01/1998"), (60, 200, "Số: 41"), (60, 300, "Họ và tên: An"))
    assert number_hint(head)[0] == "41"
    only_volume = page((60, 120, "Số: 01/1998"), (60, 300, "Họ và tên: An"))
    assert number_hint(only_volume)[1] <= 0.5
    assert number_hint(page((60, 200, "Họ và tên: An"))) is None
    assert number_hint(np.full((900, 700, 3), 240, np.uint8)) is None


@needs_models
def test_the_number_of_a_row_stands_in_its_first_column():
    row = page((30, 90, "107"), (30, 150, "12.03.1990"), (300, 90, "Trần Văn 5"), size=(1400, 190))
    assert number_hint(row, table=True)[0] == "107"


@needs_models
def test_where_the_numbers_line_is_known_only_it_is_looked_at():
    both = page((60, 120, "Số: 41"), (60, 900, "Số: 58"))
    assert number_hint(both, (0.105, 0.56, 0.25, 0.06))[0] == "58"


def test_without_the_extra_there_is_no_hint_and_it_is_said_how_to_get_it(monkeypatch):
    monkeypatch.setattr(wheel, "find_spec", lambda name: None)
    wheel.session.cache_clear()
    assert number_hint(page((60, 200, "Số: 41"))) is None
    assert "requirements-recognition.lock" in wheel.absent_words()
    with pytest.raises(wheel.ModelsAbsent, match="chữ số"):
        read_digits(written("41"), Kind.NUMBER)


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_surer_model_is_never_told_as_less_sure_and_none_is_certain(one, other):
    low, high = sorted((one, other))
    assert 0 <= calibrated(low) <= calibrated(high) < 1
    assert Hint("1", calibrated(high)).confidence == calibrated(high)


@needs_models
def test_a_month_without_its_day_is_told_as_doubtful():
    whole, month = (
        read_digits(written(text), Kind.DATE) for text in ("27/08/1981", "tháng 08 năm 1981")
    )
    assert month.text == "08.1981"
    assert month.confidence <= 0.4 < whole.confidence
