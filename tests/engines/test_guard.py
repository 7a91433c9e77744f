"""The guard tells true types and refuses what may do harm, with words a person can act on."""

from __future__ import annotations

import hashlib
import io
import os
import random
import time
import zipfile
from pathlib import Path

import pytest

from sohotich.engines.guard import Limits, Refused, inspect
from tests.engines import hostile

JPEG, PNG = hostile.image_bytes("JPEG"), hostile.image_bytes("PNG")

GOOD = [
    ("jpeg", "anh.jpg", JPEG, 1, (64, 48)),
    ("jpeg", "ten_sai.png", JPEG, 1, (64, 48)),
    ("jpeg", "tien_trien.jpg", hostile.image_bytes("JPEG", progressive=True), 1, (64, 48)),
    ("jpeg", "du_duoi.jpg", JPEG + b"\0" * 100, 1, (64, 48)),
    ("png", "anh.png", PNG, 1, (64, 48)),
    ("tiff", "mot.tif", hostile.tiff_bytes(1), 1, (40, 30)),
    ("tiff", "nhieu.tif", hostile.tiff_bytes(5), 5, (40, 30)),
    ("pdf", "trang.pdf", hostile.pdf_bytes(3), 3, (2479, 3508)),
    ("xlsx", "bang.xlsx", hostile.xlsx_bytes(), 1, (None, None)),
    ("ods", "bang.ods", hostile.ods_bytes(), 1, (None, None)),
    ("zip", "goi.zip", hostile.zip_bytes({"a.pdf": b"x", "thu_muc/b.pdf": b"y"}), 2, (None, None)),
    ("csv", "so.csv", "Họ tên;Ngày sinh\nNguyễn Thị Án;1975\n".encode(), 1, (None, None)),
    ("csv", "so16.csv", "Họ tên\tNgày\nÁn\t1975\n".encode("utf-16"), 1, (None, None)),
]

BAD = [
    ("rong", b""),
    ("khong_nhan_dang", b"MZ\x90\x00" + b"\0" * 200),
    ("khong_nhan_dang", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
    ("khong_nhan_dang", b"mot dong khong co dau phan cach"),
    ("anh_cut", JPEG[: len(JPEG) // 2]),
    ("anh_cut", JPEG[:300]),
    ("anh_cut", JPEG[:3]),
    ("anh_hong", JPEG[:2] + b"\xff\xc3" + b"\x00\x11" + b"\0" * 40),
    ("anh_cut", PNG[: len(PNG) // 2]),
    ("anh_hong", PNG[:60] + bytes([PNG[60] ^ 1]) + PNG[61:]),
    ("qua_nhieu_diem_anh", hostile.png_claiming(30_000, 20_000)),
    ("anh_hong", hostile.png_claiming(0, 20)),
    ("anh_cut", hostile.tiff_bytes(2)[:-200]),
    ("pdf_hong", b"%PDF-1.7\nkhong co gi"),
    ("pdf_mat_khau", hostile.encrypted_pdf("mat_khau")),
    ("pdf_mat_khau", hostile.encrypted_pdf("")),
    ("pdf_co_lenh", hostile.pdf_bytes(OpenAction=hostile.action("JavaScript", JS="app.alert(1)"))),
    ("pdf_co_lenh", hostile.pdf_bytes(OpenAction=hostile.action("Launch", F="cmd.exe"))),
    ("pdf_co_lenh", hostile.pdf_bytes(AA={"/WC": hostile.action("SubmitForm")})),
    ("pdf_bung", hostile.inflating_pdf(600)),
    ("zip_hong", hostile.zip_bytes({"a": b"x" * 100})[:60]),
    ("zip_bung", hostile.zip_bytes({"bom.txt": b"\0" * 5_000_000})),
    ("zip_bung", hostile.overlapping_zip()),
    ("zip_duong_dan", hostile.zip_bytes({"../../etc/passwd": b"x"})),
    ("zip_duong_dan", hostile.zip_bytes({"/etc/passwd": b"x"})),
    ("zip_duong_dan", hostile.zip_bytes({"..\\..\\win.ini": b"x"})),
    ("zip_duong_dan", hostile.zip_bytes({"C:/win.ini": b"x"})),
    ("zip_duong_dan", hostile.zip_with_link()),
    ("zip_mat_khau", hostile.encrypted_zip()),
    ("zip_trung_ten", hostile.zip_bytes({"anh.jpg": b"x", "ANH.jpg": b"y"})),
    ("zip_trung_ten", hostile.zip_bytes({"a/anh.jpg": b"x", "a\\anh.jpg": b"y"})),
    ("zip_trung_ten", hostile.zip_bytes({"a/b.jpg": b"x", "a/./b.jpg": b"y"})),
    ("zip_trung_ten", hostile.zip_bytes({"sổ.jpg": b"x", "sô\u0309.jpg": b"y"})),
    ("zip_long_nhau", hostile.zip_bytes({"trong.zip": hostile.zip_bytes({"a": b"x"})})),
    ("xls_cu", hostile.compound_bytes("Workbook")),
    ("xlsx_mat_khau", hostile.compound_bytes("EncryptedPackage")),
    ("xlsx_co_macro", hostile.xlsx_bytes({"xl/vbaProject.bin": b"x"})),
    ("xlsx_hong", hostile.zip_bytes({"[Content_Types].xml": b"<Types/>"})),
]


@pytest.mark.parametrize(("kind", "name", "data", "pages", "size"), GOOD, ids=[g[1] for g in GOOD])
def test_true_kind_whatever_the_name(tmp_path, kind, name, data, pages, size):
    path = tmp_path / name
    path.write_bytes(data)
    facts = inspect(path)
    assert (facts.kind, facts.pages, (facts.width, facts.height)) == (kind, pages, size)
    assert facts.bytes == len(data)
    assert facts.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(("code", "data"), BAD, ids=[f"{i}-{b[0]}" for i, b in enumerate(BAD)])
def test_harm_is_refused_with_a_reason(tmp_path, code, data):
    path = tmp_path / "to_khai.xlsx"
    path.write_bytes(data)
    with pytest.raises(Refused) as refused:
        inspect(path)
    assert refused.value.code == code
    assert refused.value.what == "to_khai.xlsx"
    assert "{" not in refused.value.message
    assert ". " in refused.value.message, "what happened, then what to do"


def test_missing_file_is_refused(tmp_path):
    with pytest.raises(Refused, match="không tìm thấy"):
        inspect(tmp_path / "khong_co.jpg")


def test_what_is_no_file_is_refused_without_waiting(tmp_path):
    pipe = tmp_path / "pipe.jpg"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path, Path("/dev/zero")):
        with pytest.raises(Refused, match="không tìm thấy"):
            inspect(path)


def test_numbers_in_messages_have_dots(tmp_path):
    path = tmp_path / "to.jpg"
    path.write_bytes(JPEG)
    with pytest.raises(Refused, match=r"vượt giới hạn 1\.000 byte"):
        inspect(path, Limits(bytes=1000))


def test_many_members_are_counted_before_the_directory_is_read(tmp_path):
    path = tmp_path / "nhieu.zip"
    path.write_bytes(hostile.zip_bytes({f"{i}.txt": b"" for i in range(300)}))
    assert inspect(path).pages == 300
    with pytest.raises(Refused) as refused:
        inspect(path, Limits(zip_members=200))
    assert refused.value.code == "zip_nhieu_tep"


def test_page_limit(tmp_path):
    for name, data in (("a.tif", hostile.tiff_bytes(4)), ("a.pdf", hostile.pdf_bytes(4))):
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(Refused) as refused:
            inspect(path, Limits(pages=3))
        assert refused.value.code == "qua_nhieu_trang"


def test_a_tiff_whose_pages_run_in_a_circle(tmp_path):
    data = bytearray(hostile.tiff_bytes(1))
    order = "little" if data[:2] == b"II" else "big"
    at = int.from_bytes(data[4:8], order)
    count = int.from_bytes(data[at : at + 2], order)
    data[at + 2 + 12 * count : at + 6 + 12 * count] = at.to_bytes(4, order)
    path = tmp_path / "vong.tif"
    path.write_bytes(bytes(data))
    with pytest.raises(Refused, match="nối vòng"):
        inspect(path)


def _mutated(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice((1, 2, 8, 40))):
        at, trick = chance.randrange(len(out)), chance.randrange(5)
        if trick == 0:
            out[at] = chance.randrange(256)
        elif trick == 1:
            out[at] ^= 1 << chance.randrange(8)
        elif trick == 2:
            del out[at : at + chance.randrange(1, 60)]
        elif trick == 3:
            out[at:at] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 30)))
        else:
            out[at : at + 4] = chance.choice(
                (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff")
            )
        if not out:
            break
    return bytes(out)


def _fuzz(folder: Path, count: int, seed: int) -> tuple[int, float]:
    """How many were refused, and the slowest answer in seconds; anything else raises."""
    chance, seeds = random.Random(seed), [g[2] for g in GOOD]
    path, refused, slowest = folder / "dot_bien", 0, 0.0
    for number in range(count):
        path.write_bytes(_mutated(seeds[number % len(seeds)], chance))
        started = time.perf_counter()
        try:
            inspect(path)
        except Refused:
            refused += 1
        slowest = max(slowest, time.perf_counter() - started)
    return refused, slowest


def test_a_thousand_mutated_files_get_an_answer(tmp_path):
    refused, slowest = _fuzz(tmp_path, 1_000, seed=1)
    assert refused > 300
    assert slowest < 5


@pytest.mark.soak
def test_ten_thousand_mutated_files_get_an_answer(tmp_path):
    refused, slowest = _fuzz(tmp_path, 10_000, seed=2)
    assert refused > 3_000
    assert slowest < 5


def test_what_passes_as_a_zip_can_be_read(tmp_path):
    """The guard must not be stricter than the reader for ordinary archives."""
    data = hostile.zip_bytes({f"trang_{i}.pdf": bytes([i]) * 1000 for i in range(20)})
    path = tmp_path / "goi.zip"
    path.write_bytes(data)
    assert inspect(path).pages == 20
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
