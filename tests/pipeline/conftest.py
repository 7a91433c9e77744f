from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.pipeline.drawing import draw_folder, draw_page

VALUES = {
    "ngayDangKy": "07.05.1998",
    "noiDangKy": "UBND xã An Tập, huyện Gia Lương, tỉnh Bắc Ninh",
    "loaiDangKy": "1",
    "nksHoTen": "NGUYỄN VĂN AN",
    "nksGioiTinh": "1",
    "nksNgaySinh": "01.05.1998",
    "nksDanToc": "Kinh",
    "nksQuocTich": "Việt Nam",
    "nksLoaiKhaiSinh": "1",
    "meHoTen": "TRẦN THỊ BÌNH",
    "meNgaySinh": "1970",
    "meDanToc": "Kinh",
    "meQuocTich": "Việt Nam",
    "meLoaiCuTru": "1",
    "chaHoTen": "NGUYỄN VĂN CẢNH",
    "chaNgaySinh": "1968",
    "chaDanToc": "Kinh",
    "chaQuocTich": "Việt Nam",
    "chaLoaiCuTru": "1",
    "trangSo": "1",
}


@dataclass
class Team:
    """Six people of one commune; `colleague` is a second officer."""

    scanner: object
    first: object
    second: object
    officer: object
    colleague: object
    chair: object


@pytest.fixture
def team(person) -> Team:
    return Team(
        person("scanner", "nguoi_quet"),
        person("keyer1", "nguoi_nhap_lieu"),
        person("keyer2", "nguoi_nhap_lieu"),
        person("officer", "cong_chuc_ho_tich"),
        person("colleague", "cong_chuc_ho_tich"),
        person("chair", "chu_tich"),
    )


@pytest.fixture
def make_book(team) -> Callable[..., object]:
    from sohotich.register.books.draft import BookDraft, Run
    from sohotich.register.ledger.inventory import book_register

    def make(last: int = 4, **changes: object) -> object:
        given = {
            "unit_code": "09508",
            "type_code": "KS",
            "year_from": 1998,
            "volume": 2,
            "runs": (Run(1998, 1, last),) if last else (),
        }
        return book_register(actor=team.officer, draft=BookDraft(**{**given, **changes}))

    return make


@pytest.fixture
def scan(team, tmp_path) -> Callable[..., None]:
    """`scan(book, pages=4)`: images taken in, processed, confirmed, PDFs made."""
    from sohotich.foundation.people.acting import acting
    from sohotich.pipeline.scanning.processing import pages_process, pdfs_make
    from sohotich.pipeline.scanning.services import folder_receive, sheet_accept
    from sohotich.register.images.models import Page

    def run(book: object, pages: int = 4, entries: int = 1) -> None:
        folder = draw_folder(Path(tmp_path) / "scans", pages, entries=entries)
        with acting(team.scanner):
            folder_receive(actor=team.scanner, book=book, folder=folder)
            pages_process(actor=team.scanner, book=book, workers=1)
            for page in Page.objects.filter(book=book).order_by("order"):
                sheet_accept(actor=team.scanner, page=page.key)
            pdfs_make(actor=team.scanner, book=book, workers=1)

    return run


_DONE: dict[object, object] = {}


def remembered(fn, items, workers=None):
    """Pixel work in this process, and on equal pages only once for all tests."""
    for item in items:
        # The book matters to cover sheets alone, and these are not remembered.
        blank = replace(item, key="", book="") if hasattr(item, "book") else replace(item, key="")
        found = _DONE.get(blank)
        if found is None:
            found = fn(item)
            if not getattr(found, "cover", False):
                _DONE[blank] = found
        yield replace(found, key=item.key)


@pytest.fixture
def in_process(monkeypatch) -> None:
    """The forking has tests of its own."""
    from sohotich.pipeline.scanning import processing

    monkeypatch.setattr(processing, "map_in_processes", remembered)


@pytest.fixture
def key_entry() -> Callable[..., object]:
    """`key_entry(actor, queue, **changes)`: the next registration keyed with VALUES and changes."""
    from sohotich.foundation.people.acting import acting
    from sohotich.pipeline.keying.services import field_save, next_entry, reading_finish

    def run(actor: object, queue: str | None = None, **changes: str) -> object:
        with acting(actor):
            return key(actor, queue, changes)

    def key(actor: object, queue: str | None, changes: dict[str, str]) -> object:
        assignment = next_entry(actor=actor, queue=queue)
        assert assignment is not None
        entry = assignment.entry
        values = {
            **VALUES,
            "so": f"{entry.number:02d}{entry.suffix}/{entry.year}",
            "quyenSo": entry.book.volume_text,
            **changes,
        }
        for seq, (field, value) in enumerate(values.items()):
            field_save(
                actor=actor, reading=assignment.reading.key, field=field, value=value, seq=seq
            )
        return reading_finish(actor=actor, reading=assignment.reading.key)

    return run


@pytest.fixture
def with_images(team) -> Callable[..., None]:
    """`with_images(book)`: every number has its picture, as if scanned and confirmed."""
    from django.utils import timezone

    from sohotich.foundation.files.services import store
    from sohotich.register.images.models import EntryImage
    from sohotich.register.ledger.services import move

    def give(book: object, folder: Path) -> None:
        for entry in book.entries.select_related("book"):
            jpeg = draw_page(folder / f"{entry.number}.jpg", seed=entry.number)
            link = store(
                actor=team.scanner,
                source=jpeg,
                unit=entry.unit_code,
                subject="entry",
                subject_key=entry.key,
                purpose="view",
                name="truong-hop.jpg",
                media_type="image/jpeg",
            )
            EntryImage.objects.create(
                entry=entry,
                book=book,
                unit_code=entry.unit_code,
                state="made",
                view=link,
                fingerprint=str(entry.number),
                created_at=timezone.now(),
                created_by=team.scanner.key,
            )
            move(actor=team.scanner, entry=entry, action="attach_image")

    return give
