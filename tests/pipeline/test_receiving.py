"""Images come in once, in natural order; files of many pages; what is no image; rescans."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from PIL import Image

from sohotich.engines.guard import Refused
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.files.models import Link
from sohotich.foundation.people.permissions import Forbidden
from sohotich.pipeline.scanning.api import receipt_of
from sohotich.pipeline.scanning.processing import pages_process
from sohotich.pipeline.scanning.receive import folder_receive, image_receive, page_rescan
from sohotich.register.images.errors import ImageStateError
from sohotich.register.images.models import Page
from tests.pipeline.drawing import draw_folder, draw_page

pytestmark = pytest.mark.django_db


def send(team, book, name: str, content: bytes, batch: str = "one") -> object:
    return image_receive(
        actor=team.scanner, book=book, name=name, stream=io.BytesIO(content), batch=batch
    )


def names(book) -> list[str]:
    return list(Page.objects.filter(book=book).order_by("order").values_list("name", flat=True))


def test_a_folder_comes_in_as_people_count_and_only_once(team, make_book, tmp_path) -> None:
    book = make_book(12)
    folder = draw_folder(tmp_path / "scans", 11)
    first = folder_receive(actor=team.scanner, book=book, folder=folder)
    assert (first.pages, len(first.repeats)) == (11, 0)
    assert names(book) == [f"trang {n}.jpg" for n in range(1, 12)]
    again = folder_receive(actor=team.scanner, book=book, folder=folder)
    assert (again.pages, len(again.repeats)) == (0, 11)
    assert again.repeats[0].same_as == "trang 1.jpg"


def test_the_same_image_under_another_name_is_told_not_doubled(team, make_book, tmp_path) -> None:
    book = make_book(2)
    image = draw_page(tmp_path / "a.jpg", seed=1).read_bytes()
    send(team, book, "a.jpg", image)
    again = send(team, book, "b.jpg", image)
    assert (again.pages, again.same_as) == (0, "a.jpg")
    other = make_book(2, volume=3)
    taken = send(team, other, "a.jpg", image)
    assert taken.pages == 1, "another book may hold the same sheet"
    assert taken.also_in == (book.label,), "but the sender is told"
    assert book.label in receipt_of(taken)["message"]


def test_uploads_stand_one_after_the_other_whatever_their_names(team, make_book, tmp_path) -> None:
    book = make_book(4)
    for batch, name, seed in (("morning", "z.jpg", 1), ("evening", "a.jpg", 2)):
        send(team, book, name, draw_page(tmp_path / name, seed=seed).read_bytes(), batch)
    # A late file of the first upload takes its place in it.
    send(team, book, "y.jpg", draw_page(tmp_path / "y.jpg", seed=3).read_bytes(), "morning")
    assert names(book) == ["y.jpg", "z.jpg", "a.jpg"]


@pytest.mark.parametrize("kind", ["TIFF", "PDF"])
def test_a_file_of_many_pages_gives_as_many(team, make_book, tmp_path, in_process, kind) -> None:
    book = make_book(3)
    frames = [
        Image.open(draw_page(tmp_path / f"{seed}.jpg", seed=seed)).convert("RGB")
        for seed in range(3)
    ]
    path = tmp_path / f"quyen.{kind.lower()}"
    frames[0].save(path, kind, save_all=True, append_images=frames[1:])
    assert send(team, book, path.name, path.read_bytes()).pages == 3
    assert send(team, book, path.name, path.read_bytes()).pages == 0
    assert list(Page.objects.order_by("order").values_list("frame", flat=True)) == [1, 2, 3]
    assert Link.objects.filter(purpose="original").count() == 1
    done = pages_process(actor=team.scanner, book=book)
    assert (done.done, done.problems) == (3, [])
    assert all(page.state == "processed" and page.width > 400 for page in Page.objects.all())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("trang.jpg", b"not an image at all"),
        ("trang.jpg", b""),
        ("so.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600),
    ],
)
def test_what_is_no_image_is_refused_by_name_and_leaves_nothing(
    team, make_book, name, content
) -> None:
    with pytest.raises(Refused, match=name):
        send(team, make_book(1), name, content)
    assert not Page.objects.exists()
    assert not Link.objects.exists()


def test_a_truncated_image_does_not_keep_the_others_out(team, make_book, tmp_path) -> None:
    book = make_book(3)
    folder = draw_folder(tmp_path / "scans", 3)
    (folder / "trang 2.jpg").write_bytes((folder / "trang 2.jpg").read_bytes()[:3000])
    (folder / "Thumbs.db").write_bytes(b"x")
    done = folder_receive(actor=team.scanner, book=book, folder=folder)
    assert names(book) == ["trang 1.jpg", "trang 3.jpg"]
    assert [file.name for file in done.refused] == ["trang 2.jpg"]


def test_only_a_scanner_of_the_unit_brings_images(team, make_book, person, tmp_path) -> None:
    book = make_book(1)
    image = draw_page(tmp_path / "a.jpg", seed=1).read_bytes()
    stranger = person("stranger", "nguoi_quet", unit="09505")
    for actor in (stranger, team.first, team.chair):
        with pytest.raises(Forbidden):
            image_receive(actor=actor, book=book, name="a.jpg", stream=io.BytesIO(image), batch="x")


def test_a_rescan_takes_the_place_and_the_old_image_stays(
    team, make_book, scan, in_process, tmp_path
) -> None:
    book = make_book(2)
    scan(book, pages=2)
    page = Page.objects.get(order=1)
    old, cuts = page.link_id, page.cuts
    better = draw_page(tmp_path / "lai.jpg", seed=99)
    with better.open("rb") as stream:
        page_rescan(actor=team.scanner, page=page, name="lai.jpg", stream=stream)
    page.refresh_from_db()
    assert (page.state, page.accepted_at, page.former[0]["link"]) == ("new", None, str(old))
    assert Link.objects.filter(pk=old).exists()
    pages_process(actor=team.scanner, book=book)
    page.refresh_from_db()
    assert page.state == "processed"
    assert [cut["entry"] for cut in page.cuts] == [cut["entry"] for cut in cuts]
    # The replaced image is known: sent again it does not come back as a page of its own.
    former = Path(tmp_path / "scans" / "trang 1.jpg").read_bytes()
    assert send(team, book, "trang 1.jpg", former).pages == 0


def test_a_rescan_is_one_page_and_not_one_the_book_has(team, make_book, scan, in_process) -> None:
    book = make_book(2)
    scan(book, pages=2)
    page, other = Page.objects.order_by("order")
    from sohotich.foundation.files.store import blob_path

    with blob_path(other.sha256).open("rb") as stream, pytest.raises(ImageStateError):
        page_rescan(actor=team.scanner, page=page, name="x.jpg", stream=stream)
    page.refresh_from_db()
    assert page.accepted_at is not None


def test_a_signed_book_takes_no_images(team, make_book, tmp_path) -> None:
    from sohotich.register.ledger.approvals import approval_create

    book = make_book(1)
    approval_create(
        actor=team.chair, book=book, content="x", figures={}, statement="s", signer_title="t"
    )
    with pytest.raises(UserError, match="ký duyệt"):
        send(team, book, "a.jpg", draw_page(tmp_path / "a.jpg", seed=1).read_bytes())


def test_a_full_disk_is_told_and_leaves_nothing(team, make_book, tmp_path, monkeypatch) -> None:
    from sohotich.foundation.database.errors import DiskFull
    from sohotich.foundation.files import store

    def full(source, handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "_copy", full)
    with pytest.raises(DiskFull):
        send(team, make_book(1), "a.jpg", draw_page(tmp_path / "a.jpg", seed=1).read_bytes())
    assert not Page.objects.exists()
    assert not Link.objects.exists()


def test_names_that_are_no_text_come_in_readable(team, make_book, tmp_path) -> None:
    book, folder = make_book(3), tmp_path / "scans"
    folder.mkdir()
    for seed, name in enumerate((b"xau\xff\xfe.jpg", "hai\ndòng.jpg".encode(), b"tot.jpg")):
        image = draw_page(tmp_path / "one.jpg", seed=seed).read_bytes()
        (folder / os.fsdecode(name)).write_bytes(image)
    done = folder_receive(actor=team.scanner, book=book, folder=folder)
    assert (done.pages, done.refused) == (3, ())
    assert sorted(names(book)) == ["hai\ufffddòng.jpg", "tot.jpg", "xau\ufffd\ufffd.jpg"]
