"""A book's package: exact, summed, reproducible, whole or absent; read back by distrust."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
import zipfile
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohotich.domain.naming import BookName, EntryNumber
from sohotich.domain.record_types import KHAI_SINH
from sohotich.engines.exchange import pm158
from sohotich.engines.exchange.content import ContentEntry, content_list, record_digest
from sohotich.engines.exchange.pm158 import (
    PackageBook,
    PackageEntry,
    PackageError,
    PackageInput,
    PackageOptions,
    Signer,
    check_package,
    cover_name,
    read_manifest,
    record_pdf_name,
    verify_package,
    write_package,
)
from sohotich.engines.workbook import read

BOOK = PackageBook(
    key="0193f2a4-7b1c-7d3e-8a90-1b2c3d4e5f60",
    label="09508/KS.1998.02",
    name=BookName("KS", 1998, None, 2),
    stem="xaantap_hlt_tbn.KS.1998.02",
    record_type=KHAI_SINH,
    declared=4,
    paper="A3",
)
STEM = BOOK.stem
ENDINGS = (".manifest.json", ".xlsx", ".zip")


def pdf_file(path: Path, filler: int = 0) -> Path:
    """A small lawful PDF; `filler` random bytes make it heavy and different."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 300))
    if filler:
        pdf.Root.Filler = pdf.make_stream(random.Random(filler).randbytes(filler))
    pdf.save(path, deterministic_id=True)
    return path


def entry_of(folder: Path, number: int, **changes) -> PackageEntry:
    values = {
        "so": f"{number:02d}/1998",
        "quyenSo": "02/1998",
        "ngayDangKy": f"{number:02d}.05.1998",
        "nksHoTen": "NGUYỄN THỊ ÁNH",
        "ghiChu": f"Dòng một\nDòng hai {number}",
    }
    number_ = EntryNumber(number, 1998)
    entry = PackageEntry(
        key=f"0193f2a4-0000-7000-8000-{number:012d}",
        number=number_,
        state="approved",
        values=values,
        marks={"nksNoiSinh": "blank_in_book"},
        pdf=pdf_file(folder / f"{number}.pdf", 10 + number),
        pdf_name=record_pdf_name(BOOK.name, number_, values),
    )
    return replace(entry, **changes)


def signed(package: PackageInput) -> PackageInput:
    signer = Signer("Trần Đức Ngữ", "Chủ tịch UBND xã", "2025-01-07T15:00:00+07:00", "")
    return replace(package, signer=replace(signer, content_sha256=package.content.sha256))


@pytest.fixture
def package(tmp_path) -> PackageInput:
    folder = tmp_path / "files"
    folder.mkdir()
    entries = (
        entry_of(folder, 2),
        entry_of(folder, 1),
        PackageEntry("k3", EntryNumber(3, 1998), "missing", reason="Trang bị mất"),
        PackageEntry("k4", EntryNumber(4, 1998), "cancelled", reason="Ghi nhầm"),
    )
    cover = pdf_file(folder / "cover.pdf", 99)
    return signed(PackageInput(BOOK, entries, None, PackageOptions("2024-10"), cover))


def changed(package: PackageInput, index: int, **changes) -> PackageInput:
    """The package with one entry changed, signed again for what it then holds."""
    entries = list(package.entries)
    entries[index] = replace(entries[index], **changes)
    return signed(replace(package, entries=tuple(entries)))


def found(package: PackageInput) -> list[tuple[str, str, str]]:
    return [(f.rule, f.severity, f.number) for f in check_package(package)]


# -- content --------------------------------------------------------------------------------

TEXTS = st.dictionaries(st.sampled_from(["so", "meHoTen", "ghiChu"]), st.text(max_size=6))


@given(values=TEXTS, marks=TEXTS)
def test_the_same_record_has_the_same_digest_however_stored(values, marks):
    shuffled = {
        key: unicodedata.normalize("NFD", unicodedata.normalize("NFC", values[key]))
        for key in reversed(values)
    }
    assert record_digest(shuffled | {"trong": ""}, marks) == record_digest(values, marks)


@given(values=TEXTS, marks=TEXTS, key=st.sampled_from(["so", "meHoTen"]))
def test_any_other_value_or_mark_gives_another_digest(values, marks, key):
    other = values | {key: values.get(key, "") + "x"}
    assert record_digest(other, marks) != record_digest(values, marks)
    assert record_digest(values, marks | {key: marks.get(key, "") + "x"}) != record_digest(
        values, marks
    )


def test_the_canonical_forms_are_fixed_for_ever():
    """Signed sums must stay computable: a change here breaks every package already signed."""
    canonical = '{"marks":{"meHoTen":"blank_in_book"},"values":{"nksHoTen":"ĐỖ Ữ","so":"01/1998"}}'
    values, marks = {"so": "01/1998", "nksHoTen": "ĐỖ Ữ"}, {"meHoTen": "blank_in_book"}
    assert record_digest(values, marks) == hashlib.sha256(canonical.encode()).hexdigest()
    content = content_list(
        [
            ContentEntry("k2", "02/1998", absent="missing"),
            ContentEntry("k1", "01/1998", "aa", "bb"),
        ]
    )
    assert content.text == ("sohotich-content 1\nk1\t01/1998\taa\tbb\nk2\t02/1998\tmissing\t-\n")
    assert content.sha256 == hashlib.sha256(content.text.encode()).hexdigest()


@given(order=st.permutations(range(5)))
def test_the_order_of_entries_does_not_count(order):
    lines = [ContentEntry(f"k{i}", f"{i}/1998", f"r{i}", f"p{i}") for i in range(5)]
    assert content_list(lines[i] for i in order) == content_list(lines)


# -- the package as it stands ---------------------------------------------------------------


def test_a_clean_book_has_no_findings_and_its_package_verifies(package, tmp_path):
    assert check_package(package) == []
    result = write_package(package, tmp_path / "out")
    assert result.folder == tmp_path / "out" / STEM
    assert verify_package(result.folder) == []
    assert {item.name for item in result.files} == {STEM + ending for ending in ENDINGS}
    assert result.counts == {"declared": 4, "entries": 2, "missing": 1, "cancelled": 1}


def test_workbook_zip_and_manifest_say_the_same(package, tmp_path):
    folder = write_package(package, tmp_path / "out").folder
    sheet = read(folder / f"{STEM}.xlsx", KHAI_SINH)
    assert sheet.version == "2024-10"
    assert [row.values["so"] for row in sheet.rows] == ["01/1998", "02/1998"]
    with zipfile.ZipFile(folder / f"{STEM}.zip") as archive:
        names = archive.namelist()
        assert names == [
            "Cover.xaantap.KS.A3.1998.02.pdf",
            "KS.1998.02.1998-05-01.001.pdf",
            "KS.1998.02.1998-05-02.002.pdf",
        ]
        assert {i.compress_type for i in archive.infolist()} == {zipfile.ZIP_STORED}
        assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in names:
            assert len(pikepdf.open(io.BytesIO(archive.read(name))).pages) == 1
    manifest = read_manifest(folder)
    assert [e["row"] for e in manifest["entries"]] == [2, 3]
    assert [e["pdf"]["name"] for e in manifest["entries"]] == names[1:]
    assert manifest["cover"]["name"] == names[0] == cover_name(BOOK)
    assert manifest["absent"][0]["reason"] == "Trang bị mất"
    assert manifest["approval"]["content_sha256"] == package.content.sha256
    assert manifest["approval"]["name"] == "Trần Đức Ngữ"
    for item in manifest["files"]:
        data = (folder / item["name"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (item["bytes"], item["sha256"])


def test_the_manifest_holds_no_value_of_a_record(package, tmp_path):
    text = (write_package(package, tmp_path).folder / f"{STEM}.manifest.json").read_text()
    assert "NGUYỄN THỊ ÁNH" not in text


def test_the_older_template_goes_the_same_way(package, tmp_path):
    older = replace(package, options=PackageOptions("60"))
    folder = write_package(older, tmp_path).folder
    assert read(folder / f"{STEM}.xlsx", KHAI_SINH).version == "60"
    assert verify_package(folder) == []


def test_the_same_book_gives_the_same_bytes_elsewhere_and_later(package, tmp_path):
    first = write_package(package, tmp_path / "a").folder
    for file in (tmp_path / "files").iterdir():
        os.utime(file, (1_000_000_000, 1_000_000_000))
    shuffled = replace(package, entries=package.entries[::-1])
    second = write_package(shuffled, tmp_path / "b").folder
    for ending in ENDINGS:
        assert (first / (STEM + ending)).read_bytes() == (second / (STEM + ending)).read_bytes()


def test_making_it_again_leaves_an_equal_package_alone(package, tmp_path):
    folder = write_package(package, tmp_path).folder
    before = folder.stat().st_ino
    write_package(package, tmp_path)
    assert folder.stat().st_ino == before


def test_a_later_package_replaces_the_earlier_whole(package, tmp_path):
    folder = write_package(package, tmp_path / "out").folder
    later = changed(package, 0, values=package.entries[0].values | {"ghiChu": "đính chính"})
    write_package(later, tmp_path / "out")
    assert verify_package(folder) == []
    assert read(folder / f"{STEM}.xlsx", KHAI_SINH).rows[1].values["ghiChu"] == "đính chính"
    assert [path.name for path in (tmp_path / "out").iterdir()] == [STEM]


# -- the dry run ----------------------------------------------------------------------------


def record(package, **values):
    return changed(package, 0, values=package.entries[0].values | values)


def test_each_thing_wrong_is_told_once_with_rule_and_number(package, tmp_path):
    two = "02/1998"
    not_pdf = tmp_path / "anh.pdf"
    not_pdf.write_bytes(b"\xff\xd8\xff\xe0 not a pdf")
    heavy = pdf_file(tmp_path / "heavy.pdf", 100_001)
    cases = [
        (changed(package, 0, state="reviewed"), [("Q13", "error", two)]),
        (changed(package, 0, values={}), [("Q18", "error", two)]),
        (changed(package, 0, pdf=None), [("Q18", "error", two)]),
        (changed(package, 0, pdf=not_pdf), [("Q17", "error", two)]),
        (changed(package, 0, pdf=tmp_path / "gone.pdf"), [("Q17", "error", two)]),
        (changed(package, 0, pdf=heavy), [("Q17", "error", two)]),
        (changed(package, 0, pdf_sha256="0" * 64), [("P02", "error", two)]),
        (changed(package, 0, pdf_name="KS.1998.02.1998-05-02.null.pdf"), [("Q15", "error", two)]),
        (changed(package, 0, pdf_name="KS.1998.02.1998-05-03.002.pdf"), [("Q15", "error", two)]),
        (changed(package, 0, pdf_name="KS.1998.03.1998-05-02.002.pdf"), [("Q15", "error", two)]),
        (changed(package, 0, pdf_name="KS.1998.02.1998-05-02.02.PDF"), []),
        (record(package, so="20/1998"), [("Q15", "error", two)]),
        (record(package, so=""), [("Q15", "error", two)]),
        (record(package, quyenSo="02/1997"), [("Q15", "error", two)]),
        (record(package, quyenSo="2/1998"), []),
        (
            replace(record(package, nksSoDinhDanh="0"), options=PackageOptions("60")),
            [("P03", "error", two)],
        ),
        (replace(package, signer=None), [("P01", "error", "")]),
        (replace(package, entries=package.entries[:3]), [("Q18", "warning", ""), ("P01",)]),
        (replace(package, book=replace(BOOK, declared=9)), [("Q18", "warning", "")]),
        (replace(package, book=replace(BOOK, declared=None)), []),
        (replace(package, cover=not_pdf), [("Q17", "error", "")]),
    ]
    for case, expected in cases:
        told = found(case)
        assert [t[: len(e)] for t, e in zip(told, expected, strict=True)] == expected


def test_gaps_in_the_numbers_of_each_year_are_told(package, tmp_path):
    folder = tmp_path / "files"
    more = tuple(entry_of(folder, number) for number in (7, 9))
    wider = signed(
        replace(
            package, entries=package.entries + more, book=replace(BOOK, declared=None), signer=None
        )
    )
    messages = [f.message for f in check_package(wider)]
    assert [m.split(":")[0] for m in messages] == [
        "Thiếu số 5/1998 đến 6/1998",
        "Thiếu số 8/1998",
    ]


def test_a_number_written_twice_needs_its_mark(package, tmp_path):
    twin = entry_of(tmp_path / "files", 2, key="khac")
    doubled = signed(
        replace(package, entries=(*package.entries, twin), book=replace(BOOK, declared=None))
    )
    assert found(doubled) == [("Q16", "error", "02/1998"), ("Q18", "error", "02/1998")]
    name = record_pdf_name(BOOK.name, twin.number, twin.values, repeat=2)
    assert name == "KS.1998.02.1998-05-02.002~2.pdf"
    marked = changed(doubled, -1, repeat=2, pdf_name=name)
    assert found(marked) == []


@pytest.mark.parametrize(
    ("date", "number", "name"),
    [
        ("07.05.1998", EntryNumber(41, 1998), "KS.1998.02.1998-05-07.041.pdf"),
        ("05.1998", EntryNumber(41, 1998, "bis"), "KS.1998.02.1998-05-00.041bis.pdf"),
        ("", EntryNumber(41, 1998), "KS.1998.02.0000-00-00.041.pdf"),
        ("không rõ", EntryNumber(41, 1999), "KS.1998.02.0000-00-00.041-1999.pdf"),
    ],
)
def test_names_come_from_the_agreed_record(date, number, name):
    assert record_pdf_name(BOOK.name, number, {"ngayDangKy": date}) == name


def test_an_empty_book_makes_no_package(package):
    empty = signed(replace(package, entries=package.entries[2:], book=replace(BOOK, declared=2)))
    assert found(empty) == [("Q18", "error", "")]


def test_messages_name_the_entry_and_no_value_of_the_record(package):
    [finding] = check_package(changed(package, 0, state="disputed"))
    said = "Số 02/1998 chưa được duyệt (đang: Tranh chấp)."
    assert finding.message == f"{said} Sổ đã ký: mở lại sổ, làm xong số này rồi trình ký lại."
    unsigned = replace(changed(package, 0, state="disputed"), signer=None)
    assert said in {finding.message for finding in check_package(unsigned)}
    assert finding.entry == package.entries[0].key


# -- all or nothing -------------------------------------------------------------------------


def test_errors_keep_it_from_being_written_and_are_handed_back(package, tmp_path):
    with pytest.raises(PackageError) as caught:
        write_package(changed(package, 0, state="reviewed"), tmp_path / "out")
    assert [finding.rule for finding in caught.value.findings] == ["Q13"]
    assert not (tmp_path / "out").exists()


def test_a_full_disk_leaves_nothing_and_says_so(package, tmp_path, monkeypatch):
    out = tmp_path / "out"

    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(pm158.writing.os, "fsync", full)
    with pytest.raises(PackageError, match="đầy"):
        write_package(package, out)
    assert list(out.iterdir()) == []
    monkeypatch.undo()
    assert verify_package(write_package(package, out).folder) == []


def test_a_full_disk_while_the_workbook_is_written(package, tmp_path, monkeypatch):
    def full(self, data):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(PackageError, match="đầy"):
        write_package(package, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_pdf_swapped_between_check_and_copy_stops_the_package(package, tmp_path, monkeypatch):
    real = pm158.writing.write_zip

    def swapping(sources, out, packed):
        pdf_file(tmp_path / "files" / "1.pdf", 77)
        return real(sources, out, packed)

    monkeypatch.setattr(pm158.writing, "write_zip", swapping)
    with pytest.raises(PackageError, match="thay đổi"):
        write_package(package, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_what_a_killed_run_left_is_cleared_and_the_old_package_brought_back(package, tmp_path):
    folder = write_package(package, tmp_path / "out").folder
    folder.rename(folder.with_name(f".{STEM}.old"))
    (folder.with_name(f".{STEM}.new-abc")).mkdir()
    write_package(package, tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == [STEM]
    assert verify_package(folder) == []


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from tests.engines.test_exchange import *
base = Path(sys.argv[1])
entries = tuple(entry_of(base, number, pdf=base / f"{number}.pdf") for number in range(1, 40))
def of(note):
    first = replace(entries[0], values=entries[0].values | {"ghiChu": note})
    book = replace(BOOK, declared=None)
    package = PackageInput(book, (first, *entries[1:]), None, PackageOptions("2024-10"))
    return signed(package)
packages = [of("một"), of("hai")]
print("ready", flush=True)
for turn in range(10_000):
    write_package(packages[turn % 2], Path(sys.argv[2]))
"""


def killed_runs(tmp_path: Path, kills: int) -> None:
    """Kill a process that keeps replacing one package; after each, all is whole or absent."""
    out = tmp_path / "out"
    whole = 0
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", WRITER, str(tmp_path), str(out), str(root)]
    chance = random.Random(7)
    for _ in range(kills):
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0.0, 0.4))
        assert process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        if (out / STEM).exists():
            assert verify_package(out / STEM) == []
            whole += 1
    assert whole > 0


def test_killed_at_any_moment_the_package_is_whole_or_absent(tmp_path):
    killed_runs(tmp_path, 4)


@pytest.mark.soak
def test_killed_two_hundred_times_the_package_is_whole_or_absent(tmp_path):
    killed_runs(tmp_path, 200)


# -- distrust -------------------------------------------------------------------------------


def rewritten_zip(path: Path, change) -> None:
    with zipfile.ZipFile(path) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    change(members)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def edited_manifest(folder: Path, change) -> None:
    path = folder / f"{STEM}.manifest.json"
    manifest = json.loads(path.read_text())
    change(manifest)
    path.write_text(json.dumps(manifest))


def rules(folder: Path) -> set[str]:
    return {finding.rule for finding in verify_package(folder)}


def test_every_tampering_is_found(package, tmp_path):
    original = write_package(package, tmp_path / "out").folder
    name = "KS.1998.02.1998-05-01.001.pdf"
    archive, workbook = f"{STEM}.zip", f"{STEM}.xlsx"
    cases = [
        (lambda f: (f / archive).unlink(), {"P10"}),
        (lambda f: (f / "la.pdf").write_bytes(b"%PDF-"), {"P11"}),
        (lambda f: (f / archive).write_bytes(b"PK\x03\x04"), {"P10", "P12"}),
        (lambda f: (f / workbook).write_bytes(b"PK\x03\x04"), {"P10", "P13"}),
        (lambda f: rewritten_zip(f / archive, lambda m: m.pop(name)), {"P10", "P12"}),
        (
            lambda f: rewritten_zip(f / archive, lambda m: m.update({name: b"%PDF-x"})),
            {"P10", "P12"},
        ),
        (
            lambda f: rewritten_zip(f / archive, lambda m: m.update({"la.pdf": b"%PDF-x"})),
            {"P10", "P12"},
        ),
        (lambda f: edited_manifest(f, lambda m: m["counts"].update(missing=0)), {"P14"}),
        (lambda f: edited_manifest(f, lambda m: m.update(approval=None)), {"P01"}),
        (
            lambda f: edited_manifest(f, lambda m: m["entries"][0].update(record_sha256="0")),
            {"P01"},
        ),
        (lambda f: edited_manifest(f, lambda m: m["entries"][0].update(row=9)), {"P13"}),
        (lambda f: edited_manifest(f, lambda m: m.update(template="60")), {"P13"}),
    ]
    for number, (tamper, expected) in enumerate(cases):
        folder = tmp_path / f"copy{number}" / STEM
        shutil.copytree(original, folder)
        tamper(folder)
        assert rules(folder) == expected, number


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"format":"sohotich-package","version":9}', "\ufeffx"]
)
def test_a_manifest_that_is_none_is_refused(text, tmp_path):
    (tmp_path / "a.manifest.json").write_text(text)
    with pytest.raises(PackageError):
        verify_package(tmp_path)


def test_a_manifest_without_its_parts_is_refused(package, tmp_path):
    folder = write_package(package, tmp_path).folder
    edited_manifest(folder, lambda m: m.pop("entries"))
    with pytest.raises(PackageError, match="entries"):
        verify_package(folder)


def test_a_folder_without_manifest_is_refused(tmp_path):
    with pytest.raises(PackageError, match="manifest"):
        read_manifest(tmp_path)
