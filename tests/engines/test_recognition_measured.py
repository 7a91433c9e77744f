"""What is told of the readers by the command and the bench: by values and overlap alone."""

from __future__ import annotations

import json

import numpy as np
import pytest
from click.testing import CliRunner

from sohotich.cli import group
from sohotich.domain.record_types import form_for
from sohotich.engines.recognition import tesseract, wheel
from sohotich.engines.recognition.readers import ReaderError
from sohotich.sample import reading_measured as measured
from sohotich.sample.reading_truth import TUNED_HANDS, Registration, _hand, judged, tuned
from sohotich.sample.world import BookOptions
from tests.engines.test_recognition_readers import running


def page(values: dict[str, str]) -> Registration:
    places = {key: (0.1, 0.1 * at, 0.4, 0.05) for at, key in enumerate(values, 1)}
    blank = np.full((300, 200, 3), 230, np.uint8)
    return Registration(blank, "KS", form_for("KS", None), False, "41", places, values)


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ((0, 0, 1, 1), (0, 0, 1, 1), 1.0),
        ((0, 0, 1, 1), (0.5, 0, 1, 1), 1 / 3),
        ((0, 0, 1, 1), (1, 0, 1, 1), 0.0),
        ((0, 0, 1, 1), (0, 0, 0.5, 0.5), 0.25),
    ],
)
def test_overlap_is_what_is_shared_of_all(one, other, share):
    assert measured.shared(one, other) == pytest.approx(share)


def test_a_reader_is_measured_on_written_fields_by_their_values():
    asked = []

    class Reader:
        name = "thu"

        def read(self, type_code, fields):
            asked.extend(one.key for one in fields)
            return {"nksHoTen": {"value": "Trần Văn An", "confidence": 0.9}}

    values = {"nksHoTen": "Trần Văn An", "nksQueQuan": "", "nksDanToc": "Kinh", "nguoiKy": "B"}
    found = measured.measure_reader(Reader(), [page(values)])
    assert asked == ["nksHoTen", "nksDanToc"]  # neither blank lines nor those without a label
    assert (found.score.asked, found.score.answered, found.score.right) == (2, 1, 1)


def test_judged_and_tuned_pages_share_neither_seed_nor_face():
    for seed in range(5_000, 5_020):
        options = BookOptions(seed=seed, year=1985)
        assert _hand(options)  # the clerk's face is known without drawing
    (one,), (other,) = list(judged(1)), list(tuned(1))
    assert one.values != other.values
    assert TUNED_HANDS
    for registration in (one, other):
        assert registration.picture.shape[1] <= 1700
        assert set(registration.places) <= set(registration.values)
        for x, y, width, height in registration.places.values():
            assert -0.01 <= x <= x + width <= 1.01
            assert 0 <= y <= y + height <= 1


def check(*arguments: str) -> tuple[int, dict]:
    command = ["recognise", "check", "--json", *arguments]
    result = CliRunner().invoke(group, command, standalone_mode=False)
    return result.return_value, json.loads(result.stdout)


def test_the_command_tells_what_is_absent_and_needs_none_of_it(monkeypatch):
    monkeypatch.setattr(tesseract, "absent_words", lambda: "Máy chủ này chưa có.")
    monkeypatch.setattr(wheel, "absent_words", lambda: "Máy chủ này chưa có.")
    code, told = check()
    assert code == 0
    assert [row["problem"] for row in told["readers"]] == ["Máy chủ này chưa có."] * 2


def test_the_command_tries_a_server_and_measures_it(monkeypatch):
    monkeypatch.setattr(tesseract, "absent_words", lambda: "không")
    monkeypatch.setattr(wheel, "absent_words", lambda: "không")
    monkeypatch.setattr("sohotich.sample.reading_truth.judged", lambda n: [page({"so": "41/1998"})])
    with running() as server:
        server.answer = lambda: (200, {}, _said({"so": {"value": "41/1998", "confidence": 1}}))
        code, told = check("--server", f"http://{server.host}/v1", "--measure", "1")
        assert code == 0
        assert told["readers"][-1]["measured"]["right"] == 1
        assert len(server.questions) == 1
    code, told = check("--server", f"http://{server.host}/v1", "--measure", "1")
    assert code == 1
    assert "Không liên lạc được" in told["readers"][-1]["problem"]
    assert check("--server", "khong-phai-dia-chi")[0] == 1


def _said(content: object) -> bytes:
    return json.dumps({"choices": [{"message": {"content": json.dumps(content)}}]}).encode()


def test_a_reader_that_breaks_ends_the_measure_with_its_own_words():
    class Broken:
        name = "hong"

        def read(self, type_code, fields):
            raise ReaderError("Máy đọc trả lời quá lâu.")

    with pytest.raises(ReaderError, match="quá lâu"):
        measured.measure_reader(Broken(), [page({"so": "41/1998"})])
