"""Piles: sheets go where their covers say, once, in the books' own order; doubts go to a person."""

from __future__ import annotations

import io
from uuid import uuid4

import cv2
import numpy as np
import pytest
import segno
from django.urls import reverse
from PIL import Image

from sohotich.engines.recognition import SheetCode, build
from sohotich.foundation.audit.models import AuditEntry
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.files.models import Link
from sohotich.foundation.jobs.models import Job
from sohotich.foundation.people.models import User
from sohotich.pipeline.scanning import piles
from sohotich.pipeline.scanning.models import PileSheet, SheetKind
from sohotich.pipeline.scanning.pile_plan import runs_of
from sohotich.pipeline.scanning.piles import (
    deliveries,
    pile_deliver,
    pile_open,
    pile_read,
    pile_receive,
    sheets_put,
    sheets_set_aside,
)
from sohotich.register.images.models import Page
from tests.pipeline.drawing import draw_page

pytestmark = pytest.mark.django_db

A, B = uuid4(), uuid4()


def cover(book, bundle: int = 0) -> bytes:
    """A scanned cover as JPEG, its code a little turned."""
    kind = "bundle" if bundle else "book"
    text = build(SheetCode(kind, book, bundle or None))
    drawn = io.BytesIO()
    segno.make(text).save(drawn, kind="png", scale=6, border=4)
    code = np.array(Image.open(drawn).convert("L"))
    page = np.full((877, 620), 250, np.uint8)
    page[120 : 120 + code.shape[0], 150 : 150 + code.shape[1]] = code
    turn = cv2.getRotationMatrix2D((310, 438), 3, 1)
    turned = cv2.warpAffine(page, turn, (620, 877), borderValue=250)
    return cv2.imencode(".jpg", turned)[1].tobytes()


@pytest.fixture
def desk(team, monkeypatch, tmp_path):
    """`desk("a.jpg", …)`: an empty pile, and what puts sheets on it and reads them."""
    monkeypatch.setattr(piles, "map_in_processes", lambda fn, items, workers=None: map(fn, items))

    class Desk:
        pile = pile_open(actor=team.scanner, unit="09508")

        def put(self, name: str, content: bytes):
            stream = io.BytesIO(content)
            return pile_receive(actor=team.scanner, pile=self.pile, name=name, stream=stream)

        def page(self, name: str, seed: int):
            return self.put(name, draw_page(tmp_path / "page.jpg", seed=seed).read_bytes())

        def read(self) -> int:
            return pile_read(actor=team.scanner, pile=self.pile)

        def goes(self) -> list[tuple[str, int, str]]:
            found = deliveries(actor=team.scanner, pile=self.pile)
            return [
                (one.book.label if one.book else one.why, one.run.bundle, names(one.run.sheets))
                for one in found
            ]

    return Desk()


def names(sheets) -> str:
    return " ".join(sheet.name.removesuffix(".jpg") for sheet in sheets)


def pages(book) -> list[str]:
    return list(Page.objects.filter(book=book).order_by("order").values_list("name", flat=True))


def sheet(kind: str, book=None, bundle: int = 0) -> PileSheet:
    return PileSheet(kind=kind, says_book=book, says_bundle=bundle)


@pytest.mark.parametrize(
    ("pile", "runs"),
    [
        ("", []),
        ("p p", [(None, 0, 2)]),
        ("A p p B p", [(A, 0, 2), (B, 0, 1)]),
        ("p A p", [(None, 0, 1), (A, 0, 1)]),
        ("A B p", [(B, 0, 1)]),  # a cover that nothing follows
        ("A p A p", [(A, 0, 1), (A, 0, 1)]),
        ("A p A2 p A1 p", [(A, 0, 1), (A, 2, 1), (A, 1, 1)]),
        ("A p x p", [(A, 0, 2)]),  # what cannot be opened stands in no run
        ("A p n", [(A, 0, 2)]),  # nor is what has not been read yet anybody's cover
    ],
)
def test_what_follows_a_cover_belongs_to_it(pile, runs) -> None:
    kinds = {"p": SheetKind.PAGE, "x": SheetKind.FAILED, "n": SheetKind.NEW}
    sheets = [
        sheet(kinds[sign])
        if sign in kinds
        else sheet(SheetKind.COVER, {"A": A, "B": B}[sign[0]], int(sign[1:] or 0))
        for sign in pile.split()
    ]
    assert [(run.book, run.bundle, len(run.sheets)) for run in runs_of(sheets)] == runs


def test_sheets_go_into_the_books_their_covers_name(desk, team, make_book) -> None:
    births, deaths = make_book(6), make_book(3, volume=9)
    for number, content in enumerate([cover(deaths.key), None, cover(births.key), None, None]):
        name = f"anh {number + 1}.jpg"
        desk.put(name, content) if content else desk.page(name, number)
    assert desk.read() == 5
    assert desk.goes() == [(deaths.label, 0, "anh 2"), (births.label, 0, "anh 4 anh 5")]
    made = pile_deliver(actor=team.scanner, pile=desk.pile)
    assert {book.label: count for book, count in made.items()} == {
        deaths.label: 1,
        births.label: 2,
    }
    assert (pages(deaths), pages(births)) == (["anh 2.jpg"], ["anh 4.jpg", "anh 5.jpg"])
    assert Job.objects.filter(kind="scan.process", state="waiting").count() == 2
    # Repeating puts nothing twice.
    assert pile_deliver(actor=team.scanner, pile=desk.pile) == {}
    assert Page.objects.count() == 3
    originals = Link.objects.filter(purpose="original", subject="book")
    assert {link.subject_key for link in originals} == {births.key, deaths.key}


def test_bundles_stand_in_the_order_of_their_numbers(desk, team, make_book) -> None:
    book = make_book(6)
    desk.put("1.jpg", cover(book.key, 2))
    desk.page("2.jpg", 2)
    desk.put("3.jpg", cover(book.key, 1))
    desk.page("4.jpg", 4)
    desk.put("5.jpg", cover(book.key))
    desk.page("6.jpg", 6)
    desk.read()
    pile_deliver(actor=team.scanner, pile=desk.pile)
    assert pages(book) == ["6.jpg", "4.jpg", "2.jpg"]


def test_pages_of_one_pdf_part_at_its_covers(desk, team, make_book, tmp_path) -> None:
    one, two = make_book(6), make_book(3, volume=9)
    frames = [
        Image.open(io.BytesIO(content)).convert("RGB")
        for content in (
            cover(one.key),
            draw_page(tmp_path / "p.jpg", seed=1).read_bytes(),
            cover(two.key),
            draw_page(tmp_path / "p.jpg", seed=2).read_bytes(),
        )
    ]
    out = io.BytesIO()
    frames[0].save(out, "PDF", save_all=True, append_images=frames[1:])
    assert desk.put("tất cả.pdf", out.getvalue()).pages == 4
    desk.read()
    pile_deliver(actor=team.scanner, pile=desk.pile)
    assert [(page.book_id, page.frame) for page in Page.objects.order_by("frame")] == [
        (one.key, 2),
        (two.key, 4),
    ]


def test_what_no_cover_names_waits_for_a_person(desk, team, make_book, person) -> None:
    book, elsewhere = make_book(6), make_book(6, volume=8)
    elsewhere.unit_code = "09505"
    elsewhere.save()
    desk.page("1.jpg", 1)
    desk.page("2.jpg", 2)
    for number, key in (("3", uuid4()), ("5", elsewhere.key)):
        desk.put(f"{number}.jpg", cover(key))
        desk.page(f"{int(number) + 1}.jpg", int(number))
    desk.read()
    assert pile_deliver(actor=team.scanner, pile=desk.pile) == {}
    told = desk.goes()
    assert [where for where, _, _ in told] == [
        "Trước các ảnh này không có tờ bìa.",
        "Tờ bìa không phải của sổ nào thuộc đơn vị anh/chị.",
        "Tờ bìa không phải của sổ nào thuộc đơn vị anh/chị.",
    ], "a book of another unit is told as little as one that never was"
    first, second = desk.pile.sheets.filter(name__in=["1.jpg", "2.jpg"])
    assert sheets_put(actor=team.scanner, pile=desk.pile, sheets=[second.key], book=book) == 1
    assert sheets_set_aside(actor=team.scanner, pile=desk.pile, sheets=[first.key, second.key]) == 1
    assert pages(book) == ["2.jpg"]
    assert desk.goes()[:2] == [
        ("Đã để riêng, không phải trang sổ.", 0, "1"),
        (book.label, 0, "2"),
    ]


def test_a_signed_book_takes_none(desk, team, make_book) -> None:
    from sohotich.foundation.database.clock import now

    book = make_book(6)
    desk.put("1.jpg", cover(book.key))
    desk.page("2.jpg", 2)
    desk.read()
    book.submitted_at = now()
    book.save()
    assert pile_deliver(actor=team.scanner, pile=desk.pile) == {}
    assert "trình ký" in desk.goes()[0][0]
    (only,) = desk.pile.sheets.filter(name="2.jpg")
    with pytest.raises(UserError, match="trình ký"):
        sheets_put(actor=team.scanner, pile=desk.pile, sheets=[only.key], book=book)
    assert pages(book) == []


def test_nothing_is_handed_on_before_every_code_is_read(desk, team, make_book) -> None:
    desk.page("1.jpg", 1)
    with pytest.raises(UserError, match="chưa đọc xong"):
        pile_deliver(actor=team.scanner, pile=desk.pile)


def test_the_same_file_twice_makes_no_second_sheet(desk) -> None:
    assert desk.page("1.jpg", 1).pages == 1
    again = desk.page("2.jpg", 1)
    assert (again.pages, again.same_as) == (0, "1.jpg")


def test_killed_between_two_books_the_rest_follows(desk, team, make_book, monkeypatch) -> None:
    one, two = make_book(6), make_book(3, volume=9)
    for number, book in enumerate((one, two)):
        desk.put(f"{number}a.jpg", cover(book.key))
        desk.page(f"{number}b.jpg", number)
    desk.read()
    put, calls = piles._put, []

    def killed(actor, pile, book, *rest):
        calls.append(book)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return put(actor, pile, book, *rest)

    with monkeypatch.context() as patched:
        patched.setattr(piles, "_put", killed)
        with pytest.raises(KeyboardInterrupt):
            pile_deliver(actor=team.scanner, pile=desk.pile)
    assert list(pile_deliver(actor=team.scanner, pile=desk.pile)) == [two]
    assert (pages(one), pages(two)) == (["0b.jpg"], ["1b.jpg"])


def test_from_the_list_to_the_books_by_their_addresses(desk, team, make_book, client) -> None:
    book = make_book(6)
    client.force_login(User.objects.get(key=team.scanner.key))
    opened = client.post(reverse("scanning:pile_open"))
    assert opened.status_code == 302
    page = client.get(opened["Location"])
    assert "Thả cả chồng ảnh vào đây" in page.content.decode()
    desk.page("0.jpg", 7)
    desk.put("1.jpg", cover(book.key))
    desk.page("2.jpg", 2)
    here = reverse("scanning:pile", args=[desk.pile.key])
    assert "Đọc mã 3 ảnh" in client.get(here).content.decode()
    desk.read()
    text = client.get(here).content.decode()
    assert "Đưa 1 trang vào 1 sổ" in text
    assert "1 ảnh cần chọn sổ" in text
    stamp = PileSheet.objects.get(name="0.jpg")
    drawn = client.get(reverse("scanning:sheet_thumb", args=[stamp.key]))
    assert b"".join(drawn.streaming_content)[:2] == b"\xff\xd8"
    client.post(reverse("scanning:pile_deliver", args=[desk.pile.key]))
    place = reverse("scanning:pile_place", args=[desk.pile.key])
    assert client.post(place, {"book": str(book.key)}).status_code == 400
    assert client.post(place, {"sheet": str(stamp.key)}).status_code == 400
    client.post(place, {"sheet": str(stamp.key), "book": str(book.key)})
    assert sorted(pages(book)) == ["0.jpg", "2.jpg"]
    assert "đã vào sổ cả" in client.get(reverse("scanning:list")).content.decode()
    assert AuditEntry.objects.filter(action="pile.read").exists()


def test_another_unit_sees_nothing_of_a_pile(desk, person, client, make_book) -> None:
    desk.page("1.jpg", 1)
    desk.read()
    (stamp,) = desk.pile.sheets.all()
    stranger = person("khac", "nguoi_quet", unit="09505")
    client.force_login(User.objects.get(key=stranger.key))
    for name, key in (("pile", desk.pile.key), ("sheet_thumb", stamp.key)):
        assert client.get(reverse(f"scanning:{name}", args=[key])).status_code == 404
    for name in ("pile_read", "pile_deliver", "pile_place", "pile_uploads"):
        assert client.post(reverse(f"scanning:{name}", args=[desk.pile.key])).status_code == 404
