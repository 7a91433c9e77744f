"""Printed labels → places of fields: the wording per type, lines of words, geometry of a form."""

from __future__ import annotations

import shutil
from datetime import date

import numpy as np
import pytest
from PIL import Image, ImageDraw

from sohotich.domain.record_types import RECORD_TYPES, form_for
from sohotich.domain.record_types.printed_labels import labels_of, lines_of, words_of
from sohotich.engines.recognition import tesseract
from sohotich.engines.recognition.field_places import propose_places
from sohotich.engines.recognition.printed_lines import labels_in, lines_in
from sohotich.engines.recognition.tesseract import PrintUnread, Word
from sohotich.sample.world import pens

WIDTH, HEIGHT, PITCH = 1600, 2200, 80


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.code)
def test_every_type_has_words_before_its_names_numbers_and_days(kind):
    labelled = {key for label in labels_of(kind.code) for key in label.keys}
    assert {"so", "quyenSo", "ngayDangKy", kind.notes} & {f.key for f in kind.fields} <= labelled
    assert {person.name_field for person in kind.persons} <= labelled
    assert labelled <= set(kind.by_key)
    # The register's own name begins like the number's label and is none.
    title = words_of(kind.book_name)
    assert all(not label.keys for label in labels_of(kind.code) if label.words == title)


def test_lines_no_page_of_the_era_had_are_not_looked_for():
    old, new = (lines_of(form_for("KS", date(year, 6, 1))) for year in (1985, 2017))
    assert "nksSoDinhDanh" in new - old
    assert "noiDangKy" not in old | new  # from the cover


def words(*lines: str, left: int = 100, top: int = 200) -> list[Word]:
    """Words on evenly spaced lines, 20 pixels a letter; `|` jumps to the middle of the page."""
    made = []
    for number, line in enumerate(lines):
        x, base = left, top + number * PITCH
        for word in line.split():
            if word == "|":
                x = WIDTH // 2
                continue
            made.append(Word(word, (x, base - 34, x + 20 * len(word), base), 0.9))
            x += 20 * len(word) + 20
    return made


def paper() -> np.ndarray:
    return np.full((HEIGHT, WIDTH, 3), 240, np.uint8)


def places(read: list[Word], type_code: str = "KS", year: int = 1998, image=None, **options):
    form = form_for(type_code, date(year, 12, 31))
    return propose_places(paper() if image is None else image, read, type_code, form, **options)


def test_a_field_reaches_from_its_label_to_the_next_or_to_the_edge():
    found = places(words("Số: 41 | Quyển số: 01/1998", "Họ và tên: An | Nam, nữ: Nam"))
    so, volume = found["so"].box, found["quyenSo"].box
    assert so[0] == pytest.approx((100 + 60 + 0.1 * PITCH) / WIDTH, abs=0.01)
    assert so[0] + so[2] == pytest.approx(0.5, abs=0.01)
    assert volume[0] + volume[2] > 0.95
    # Written over the printed base line, most of it above.
    assert so[1] * HEIGHT < 200 - 40
    assert 200 < (so[1] + so[3]) * HEIGHT < 200 + 30
    assert found["nksHoTen"].box[1] > so[1]
    assert all(0 < place.confidence <= 1 for place in found.values())


def test_whose_line_it_is_is_told_by_the_person_named_before():
    found = places(
        words(
            "Họ và tên: An | Nam, nữ: Nam",
            "Dân tộc: Kinh | Quốc tịch: Việt",
            "Họ tên cha: Bình | Năm sinh: 1950",
            "Dân tộc: Tày | Quốc tịch: Việt",
            "Họ tên mẹ: Hoa | Năm sinh: 1955",
            "Dân tộc: Nùng | Quốc tịch: Việt",
        )
    )
    tops = [found[f"{who}DanToc"].box[1] for who in ("nks", "cha", "me")]
    assert tops == sorted(tops)
    assert len(set(tops)) == 3
    assert found["chaNgaySinh"].box[1] == found["chaHoTen"].box[1]


def test_a_heading_opens_a_section_and_is_no_line():
    found = places(
        words("VỢ", "Họ và tên: Hoa", "CHỒNG", "Họ và tên: Bình", "Dân tộc: Kinh"), "KH", 1999
    )
    assert found["voHoTen"].box[1] < found["chongHoTen"].box[1] < found["chongDanToc"].box[1]
    assert "voDanToc" not in found


def test_parents_side_by_side_have_a_column_each():
    image = Image.fromarray(paper())
    draw = ImageDraw.Draw(image)
    for x in (100, 420, 960, 1500):
        draw.line((x, 150, x, 560), (20, 20, 20), 4)
    head = [
        Word(text, (x, 166, x + 120, 200), 0.9)
        for text, x in (("NGƯỜI", 560), ("CHA", 700), ("NGƯỜI", 1100), ("MẸ", 1240))
    ]
    rows = words("Họ và tên", "Năm sinh", "Nghề nghiệp", "Dân tộc", left=110, top=280)
    after = words("Người đứng khai: Bình", top=700)
    found = places([*head, *rows, *after], image=np.asarray(image))
    father, mother = found["chaHoTen"].box, found["meHoTen"].box
    assert father[0] * WIDTH == pytest.approx(420, abs=6)
    assert (father[0] + father[2]) * WIDTH == pytest.approx(960, abs=6)
    assert mother[0] * WIDTH == pytest.approx(960, abs=6)
    assert found["meDanToc"].box[1] > found["meNgaySinh"].box[1] > mother[1]
    assert found["nycHoTen"].box[1] > found["chaDanToc"].box[1]


def test_lines_left_free_below_belong_to_a_long_field_and_to_no_day():
    sparse = words(
        *("Họ và tên: An", "Dân tộc: Kinh", "Nơi sinh: Trạm", ""),
        *("Sinh ngày 3", "", "Họ tên cha: Bình", "Họ tên mẹ: Hoa", "Ghi chú:"),
    )
    found = places(sparse)
    assert found["nksNoiSinh"].box[3] > 1.5 * found["nksNgaySinh"].box[3]


def test_two_leaves_are_read_one_after_the_other():
    read = words("Dân tộc: Kinh | Họ tên cha: Bình", "Quốc tịch: Việt | Dân tộc: Tày")
    found = places(read, leaves=True)
    assert found["nksDanToc"].box[0] < 0.5 < found["chaDanToc"].box[0]
    assert found["nksDanToc"].box[0] + found["nksDanToc"].box[2] <= 0.5


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Họ và tên:", "ho va ten"),
        ("Ho va tên", "ho va ten"),  # marks lost
        ("Quốc tịich: Việt", "quoc tich"),  # a letter too many
        ("Họ, chữ đệm, tên người mẹ: Hoa", "ho chu dem ten nguoi me"),  # the longest wording
        ("ông Số nhà 5", None),  # a word in the midst of writing
        ("HUYỆN: Gia Bình", None),  # not “quyển”
        ("Dân          tộc", "dan toc"),
    ],
)
def test_labels_are_told_in_spite_of_slips(line, label):
    (row,) = lines_in(words(line))
    found = labels_in(row, labels_of("KS"))
    assert (" ".join(found[0].label.words) if found else None) == label


def test_words_of_a_leaning_line_stay_together():
    leaning = [
        Word(f"w{i}", (100 * i, 200 + 3 * i, 100 * i + 80, 234 + 3 * i), 1) for i in range(9)
    ]
    below = [Word("x", (100, 290, 180, 324), 1)]
    assert [len(line) for line in lines_in(leaning + below)] == [9, 1]


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Puts a program called tesseract on the path; forgets what was known of the real one."""

    def make(script: str) -> None:
        path = tmp_path / "tesseract"
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
        monkeypatch.setattr(tesseract.shutil, "which", lambda name: str(path))

    def forget() -> None:
        tesseract._program.cache_clear()
        tesseract._languages.cache_clear()

    forget()
    yield make
    forget()


def test_a_machine_without_the_program_or_its_vietnamese_says_how_to_get_them(program, monkeypatch):
    monkeypatch.setattr(tesseract.shutil, "which", lambda name: None)
    with pytest.raises(PrintUnread, match="apt-get install tesseract-ocr tesseract-ocr-vie"):
        tesseract.read_print(paper())
    tesseract._program.cache_clear()
    program("echo eng")
    with pytest.raises(PrintUnread, match="chưa có tiếng Việt"):
        tesseract.read_print(paper())


def test_a_program_that_hangs_fails_or_talks_nonsense_does_no_harm(program):
    program('case "$1" in --list-langs) echo vie;; *) sleep 30;; esac')
    with pytest.raises(PrintUnread, match="quá lâu"):
        tesseract.read_print(paper(), seconds=0.3)
    program('case "$1" in --list-langs) echo vie;; *) exit 3;; esac')
    with pytest.raises(PrintUnread, match="không đọc được"):
        tesseract.read_print(paper())
    program(
        'case "$1" in --list-langs) echo vie;; *) cat >/dev/null; printf "level\\ttext\\n5";; esac'
    )
    assert tesseract.read_print(paper()) == []


@pytest.mark.skipif(
    shutil.which("tesseract") is None or bool(tesseract.absent_words()),
    reason="Tesseract with Vietnamese not installed",
)
def test_a_printed_form_is_read_for_real():
    image = Image.fromarray(paper())
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(("Họ và tên:", "Dân tộc:", "Nơi sinh:")):
        draw.text((120, 300 + 90 * number), line, (20, 20, 20), pens.font("serif", 42))
    read = tesseract.read_print(np.asarray(image))
    found = places(read, image=np.asarray(image))
    assert {"nksHoTen", "nksDanToc", "nksNoiSinh"} <= set(found)
