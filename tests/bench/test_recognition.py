"""The bench of readers says which are absent, and counts what the others do."""

from __future__ import annotations

import pytest

from bench import recognition
from sohotich.engines.recognition import tesseract, wheel
from sohotich.engines.recognition.readers import Score
from sohotich.sample.reading_measured import Digits, Places


@pytest.fixture(autouse=True)
def no_pages(monkeypatch):
    monkeypatch.setattr(recognition, "judged", lambda count: iter(()))


def test_absent_readers_are_rows_of_their_own(monkeypatch):
    monkeypatch.setattr(tesseract, "absent_words", lambda: "không có")
    monkeypatch.setattr(wheel, "absent_words", lambda: "không có")
    rows = recognition.rows().rows
    assert len(rows) == 2 + len(recognition.KINDS)
    assert {row[1] for row in rows} == {"absent"}


def test_figures_are_shares_and_distances(monkeypatch):
    monkeypatch.setattr(tesseract, "absent_words", lambda: "")
    monkeypatch.setattr(wheel, "absent_words", lambda: "")
    sure = ((0.9, True), (0.9, True), (0.9, False), (0.6, True))
    places = Places(5, 4, 3, 0.75, sure, 1.25)
    digits = Digits(Score(10, 9, 8, 0.02), 0.03)
    monkeypatch.setattr(recognition, "measure_places", lambda pages: places)
    monkeypatch.setattr(recognition, "measure_numbers", lambda pages: digits)
    monkeypatch.setattr(recognition, "measure_digits", lambda pages: {"date": digits})
    labels, right, head, dates = recognition.rows().rows
    assert labels[1] == "4/5 (80,0 %)"
    assert right[1] == "3/5 (60,0 %)"
    # |2,7 - 2| of three told 0,9 and |0,6 - 1| of one told 0,6, over four.
    assert right[3] == "0,275"
    assert head[1] == dates[1] == "8/10 (80,0 %)"
    assert dates[4] == "30 ms each"
