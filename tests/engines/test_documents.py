"""Papers: right text with all marks, nothing off the page, readable codes, same bytes."""

from __future__ import annotations

import io
import shutil
import subprocess
import unicodedata
from dataclasses import replace
from datetime import date

import numpy as np
import pikepdf
import pypdfium2
import pytest
import zxingcpp

from sohotich.engines.documents import (
    BookSheet,
    DocumentError,
    Fact,
    Label,
    LabelGrid,
    Minutes,
    Signature,
    cover_sheet_pdf,
    labels_pdf,
    minutes_pdf,
)
from sohotich.engines.documents import fonts as fonts_module
from sohotich.engines.documents.canvas import wrap

DAY = date(2025, 1, 7)
QR = "SOHOTICH:1:BOOK:0193F2A47B1C7D3E8A901B2C3D4E5F60:1A2B3C4D"
# Every vowel with every tone, and đ: what a name may hold.
ALPHABET = (
    "aàáảãạ ăằắẳẵặ âầấẩẫậ eèéẻẽẹ êềếểễệ iìíỉĩị oòóỏõọ ôồốổỗộ ơờớởỡợ uùúủũụ ưừứửữự yỳýỷỹỵ đĐ "
    "AÀÁẢÃẠ ĂẰẮẲẴẶ ÂẦẤẨẪẬ EÈÉẺẼẸ ÊỀẾỂỄỆ IÌÍỈĨỊ OÒÓỎÕỌ ÔỒỐỔỖỘ ƠỜỚỞỠỢ UÙÚỦŨỤ ƯỪỨỬỮỰ YỲÝỶỸỴ"
)

COVER = BookSheet(
    qr_text=QR,
    label="09508/KS.1998.02",
    title="Sổ đăng ký khai sinh",
    unit_name="Xã An Tập",
    parent_name="Huyện Lương Tài, tỉnh Bắc Ninh",
    years="1998",
    volume="02",
    declared="214",
    paper="A3",
)
MINUTES = Minutes(
    agency="Ủy ban nhân dân\nxã An Tập",
    place="An Tập",
    day=DAY,
    subject="Duyệt dữ liệu số hóa Sổ đăng ký khai sinh\nquyển số 02 năm 1998",
    opening=("Hôm nay, ngày 07/01/2025, chúng tôi lập biên bản với nội dung sau:",),
    facts=(Fact("Quyển sổ", "09508/KS.1998.02"), Fact("Số đã duyệt", "1.212", figure=True)),
    statement=("Tôi đã đối chiếu dữ liệu với sổ gốc và duyệt toàn bộ dữ liệu của quyển sổ.",),
    content_sha256="0f" * 32,
    signatures=(
        Signature("Công chức tư pháp - hộ tịch", "Nguyễn Thị Hường"),
        Signature("Chủ tịch", "Trần Đức Ngữ", "(Ký, ghi rõ họ tên, đóng dấu)"),
    ),
    copies=("Phòng Tư pháp huyện Lương Tài;",),
)


def drawn(make, *args, **options) -> bytes:
    out = io.BytesIO()
    make(*args, out, **options)
    return out.getvalue()


def poppler_text(data: bytes, tmp_path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.fail("poppler-utils is missing: run make setup")
    path = tmp_path / "paper.pdf"
    path.write_bytes(data)
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return done.stdout.decode()


def page_picture(data: bytes, number: int = 0, scale: float = 2) -> np.ndarray:
    return pypdfium2.PdfDocument(data)[number].render(scale=scale).to_numpy()


def codes_on(data: bytes, number: int = 0) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(page_picture(data, number, scale=3))]


def test_every_vietnamese_letter_survives_in_normal_form(tmp_path):
    minutes = replace(MINUTES, opening=tuple(ALPHABET.split()))
    text = poppler_text(drawn(minutes_pdf, minutes), tmp_path)
    assert unicodedata.is_normalized("NFC", text)
    assert [word for word in ALPHABET.split() if word not in text] == []


def test_minutes_carry_the_parts_of_the_form(tmp_path):
    text = poppler_text(drawn(minutes_pdf, MINUTES), tmp_path)
    in_order = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "An Tập, ngày 07 tháng 01 năm 2025",
        "BIÊN BẢN",
        "09508/KS.1998.02",
        "1.212",
        "Tôi đã đối chiếu",
        "0f0f",
        "CHỦ TỊCH",
        "Trần Đức Ngữ",
    )
    places = [text.index(part) for part in in_order]
    assert places == sorted(places)
    assert text.count("0f0f") == 16
    assert "chữ ký số" not in text.lower()


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2025, 2, 3), "ngày 03 tháng 02 năm 2025"),
        (date(2025, 3, 12), "ngày 12 tháng 3 năm 2025"),
        (date(2025, 12, 31), "ngày 31 tháng 12 năm 2025"),
    ],
)
def test_long_date_has_zeros_where_the_decree_wants_them(day, shown, tmp_path):
    assert shown in poppler_text(drawn(minutes_pdf, replace(MINUTES, day=day)), tmp_path)


def test_minutes_keep_the_margins_of_the_form():
    pixels = page_picture(drawn(minutes_pdf, MINUTES)).min(axis=2) < 200
    rows, columns = np.flatnonzero(pixels.any(axis=1)), np.flatnonzero(pixels.any(axis=0))
    to_mm = 25.4 / 144
    assert 30 <= columns[0] * to_mm <= 35
    assert 15 <= 210 - columns[-1] * to_mm <= 20
    assert 20 <= rows[0] * to_mm <= 25
    assert 297 - rows[-1] * to_mm >= 20


def test_long_minutes_number_their_pages_and_keep_signatures_with_the_sum(tmp_path):
    data = drawn(minutes_pdf, replace(MINUTES, facts=MINUTES.facts * 30))
    pages = poppler_text(data, tmp_path).split("\f")[:-1]
    assert len(pages) == 3
    assert [page.split()[0] for page in pages[1:]] == ["2", "3"]
    assert "Số liệu, thông tin" in pages[1]
    assert "0f0f" in pages[-1]
    assert "Trần Đức Ngữ" in pages[-1]


@pytest.mark.parametrize("rows", [*range(9, 16), *range(20, 27)])
def test_nobody_signs_a_sheet_without_its_text(rows, tmp_path):
    """Wherever the table ends, the statement's last lines stand above the signature."""
    minutes = replace(MINUTES, facts=MINUTES.facts[1:] * rows, signatures=MINUTES.signatures[1:])
    last = poppler_text(drawn(minutes_pdf, minutes), tmp_path).split("\f")[-2]
    for part in ("Tôi đã đối chiếu", "0f0f", "CHỦ TỊCH", "Trần Đức Ngữ"):
        assert part in last


@pytest.mark.parametrize("sentences", [8, 20, 60, 160])
def test_a_statement_of_any_length_ends_above_the_signature(sentences, tmp_path):
    long = " ".join(f"Câu thứ {n} của lời duyệt." for n in range(1, sentences + 1))
    minutes = replace(MINUTES, statement=("Đã xem xét.", long), signatures=MINUTES.signatures[1:])
    first, *others = poppler_text(drawn(minutes_pdf, minutes), tmp_path).split("\f")[:-1]
    # Without the numbers of the pages, which stand between the words.
    pages = [first.split(), *(page.split()[1:] for page in others)]
    assert f"{sentences} của lời duyệt." in " ".join(pages[-1])
    said = " ".join(word for page in pages for word in page)
    assert [n for n in range(1, sentences + 1) if f" {n} của lời duyệt." not in said] == []


def test_markup_in_a_value_is_only_text(tmp_path):
    minutes = replace(MINUTES, facts=(Fact("Ghi chú", "<b>A & B</b> <para>"),))
    assert "<b>A & B</b> <para>" in poppler_text(drawn(minutes_pdf, minutes), tmp_path)


@pytest.mark.parametrize(
    "broken",
    [
        replace(MINUTES, content_sha256=""),
        replace(MINUTES, content_sha256="z" * 64),
        replace(MINUTES, signatures=()),
        replace(MINUTES, signatures=MINUTES.signatures * 2),
    ],
)
def test_minutes_without_sum_or_signer_are_refused(broken):
    with pytest.raises(DocumentError):
        minutes_pdf(broken, io.BytesIO())


def test_one_signer_stands_on_the_right(tmp_path):
    data = drawn(minutes_pdf, replace(MINUTES, signatures=MINUTES.signatures[1:]))
    line = next(row for row in poppler_text(data, tmp_path).splitlines() if "CHỦ TỊCH" in row)
    assert line.startswith("Nơi nhận:")


def test_cover_sheet_names_the_book_and_its_code_reads(tmp_path):
    data = drawn(cover_sheet_pdf, COVER, day=DAY)
    text = poppler_text(data, tmp_path)
    for part in ("SỔ ĐĂNG KÝ KHAI SINH", "Xã An Tập", "09508/KS.1998.02", "214", "07/01/2025"):
        assert part in text
    assert codes_on(data) == [QR]
    assert len(pypdfium2.PdfDocument(data)) == 1


def test_cover_sheet_with_a_long_name_stays_on_the_page():
    long = replace(COVER, unit_name="Thị trấn " + "Nghĩa Thương " * 12, place="Kho lưu trữ " * 20)
    pixels = page_picture(drawn(cover_sheet_pdf, long, day=DAY)).min(axis=2) < 200
    columns = np.flatnonzero(pixels.any(axis=0)) * 25.4 / 144
    assert columns[0] >= 15
    assert columns[-1] <= 195


def test_labels_fill_pages_and_every_code_reads():
    labels = [
        Label(f"{QR[:-2]}{i:02d}", f"09508/KS.1998.{i:02d}", ("Xã An Tập",)) for i in range(24)
    ]
    data = drawn(labels_pdf, labels, day=DAY, skip=2)
    assert len(pypdfium2.PdfDocument(data)) == 2
    assert sorted(codes_on(data, 0) + codes_on(data, 1)) == [label.qr_text for label in labels]


def test_a_label_s_words_begin_where_its_code_does():
    label = Label(QR, "KS.1998.02", ("Xã An Tập",))
    page = pypdfium2.PdfDocument(drawn(labels_pdf, [label], day=DAY))[0]
    grey = np.asarray(page.render(scale=4).to_pil().convert("L")) < 128
    left, width = 7.2, 63.5
    split = round((left + 0.47 * width) * 72 / 25.4 * 4)
    code, words = grey[:, :split], grey[:, split:]
    tops = [int(part.any(axis=1).argmax()) for part in (code, words)]
    # A quarter of a millimetre is 2,8 pixels here.
    assert abs(tops[0] - tops[1]) <= 3


def test_one_big_label_per_row_of_a_grid_of_ones_own(tmp_path):
    grid = LabelGrid(columns=1, rows=4, width=150, height=60, left=30, top=20, gap_x=0, gap_y=5)
    data = drawn(labels_pdf, [Label(QR, "09508/KS.1998.02")] * 4, day=DAY, grid=grid)
    assert codes_on(data) == [QR] * 4


@pytest.mark.parametrize("grid", [LabelGrid(columns=4), LabelGrid(rows=9), LabelGrid(columns=0)])
def test_a_grid_that_does_not_fit_is_refused(grid):
    with pytest.raises(DocumentError):
        labels_pdf([Label(QR, "x")], io.BytesIO(), day=DAY, grid=grid)


def test_no_labels_is_refused():
    with pytest.raises(DocumentError):
        labels_pdf([], io.BytesIO(), day=DAY)


def test_the_same_content_gives_the_same_bytes_and_bears_its_own_date():
    makers = [
        lambda: drawn(minutes_pdf, MINUTES),
        lambda: drawn(cover_sheet_pdf, COVER, day=DAY),
        lambda: drawn(labels_pdf, [Label(QR, "x")], day=DAY),
    ]
    for make in makers:
        data = make()
        assert data == make()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert str(pdf.docinfo["/CreationDate"]).startswith("D:20250107")
            assert str(pdf.Root.Lang) == "vi-VN"


def test_fonts_are_embedded():
    with pikepdf.open(io.BytesIO(drawn(minutes_pdf, MINUTES))) as pdf:
        fonts = [
            font
            for page in pdf.pages
            for font in page.Resources.Font.values()
            if "Tinos" in str(font.get("/BaseFont", ""))
        ]
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)


def test_a_missing_font_says_which_file_and_what_to_do(tmp_path):
    with pytest.raises(DocumentError, match=r"Tinos-Regular\.ttf.*make setup"):
        fonts_module.load_fonts(tmp_path)


def test_wrapping_ends_in_an_ellipsis_and_fits():
    fonts_module.load_fonts()
    lines = wrap("Đăng ký lại việc sinh " * 5, "Tinos", 9, 80, lines=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
