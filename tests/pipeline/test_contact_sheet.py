"""From processed pages to one PDF per entry: numbers, corrections, joins, taking back."""

from __future__ import annotations

import threading

import pytest

from sohotich.engines.imaging import load_page
from sohotich.engines.recognition.payload import SheetCode, build
from sohotich.foundation.files.store import blob_path
from sohotich.foundation.people.acting import acting
from sohotich.pipeline.scanning.numbering import cut_change, number_set, propose
from sohotich.pipeline.scanning.processing import pages_process, pdfs_make
from sohotich.pipeline.scanning.receive import folder_receive
from sohotich.pipeline.scanning.services import (
    layout_set,
    page_cuts_set,
    page_mark,
    page_reopen,
    sheet_accept,
    sheet_accept_certain,
)
from sohotich.pipeline.scanning.sheet import contact_sheet
from sohotich.register.images.cuts import Cut
from sohotich.register.images.errors import ImageStateError
from sohotich.register.images.models import EntryImage, Page
from sohotich.register.images.services import cuts_of, image_clear, image_failed
from sohotich.register.ledger.models import Entry, LedgerEvent
from sohotich.register.ledger.services import move
from tests.pipeline.drawing import draw_folder, draw_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_process")]


@pytest.fixture
def bring(team, tmp_path):
    """`bring(book, 3, entries=2)`: pages taken in and processed, none confirmed."""

    def run(book, pages: int, entries: int = 1) -> list[Page]:
        folder = draw_folder(tmp_path / f"scans-{book.volume}", pages, entries=entries)
        folder_receive(actor=team.scanner, book=book, folder=folder)
        pages_process(actor=team.scanner, book=book)
        return list(Page.objects.filter(book=book).order_by("order"))

    return run


def entry_at(book, number: int) -> Entry:
    return Entry.objects.get(book=book, number=number)


def numbers(team, book) -> list[list[str]]:
    sheet = contact_sheet(actor=team.scanner, book=book)
    return [[cut.number for cut in page.cuts] for page in sheet.pages]


def test_layouts_cut_as_many_as_they_say(team, make_book, bring) -> None:
    two = make_book(9, layout="two")
    bring(two, 2, entries=2)
    assert numbers(team, two) == [["1/1998", "2/1998"], ["3/1998", "4/1998"]]
    rows = make_book(9, volume=3, layout="rows", rows=3)
    bring(rows, 2, entries=3)
    assert numbers(team, rows) == [["1/1998", "2/1998", "3/1998"], ["4/1998", "5/1998", "6/1998"]]
    spread = make_book(9, volume=4, layout="spread")
    bring(spread, 2)
    assert numbers(team, spread) == [["1/1998"], ["2/1998"]]
    leaves = make_book(9, volume=5, layout="leaves")
    bring(leaves, 1)
    assert numbers(team, leaves) == [["1/1998", "2/1998"]]


def test_missing_and_cancelled_numbers_are_passed_over(team, make_book, bring) -> None:
    book = make_book(5)
    for number in (1, 3):
        entry = Entry.objects.get(book=book, number=number)
        move(actor=team.officer, entry=entry, action="declare_missing", reason="mất tờ")
    bring(book, 3)
    assert numbers(team, book) == [["2/1998"], ["4/1998"], ["5/1998"]]


def test_a_correction_moves_what_follows_or_only_itself(team, make_book, bring) -> None:
    book = make_book(9)
    pages = bring(book, 4)
    number_set(
        actor=team.scanner,
        page=pages[1].key,
        index=0,
        entry=entry_at(book, 5),
        following=True,
    )
    assert numbers(team, book) == [["1/1998"], ["5/1998"], ["6/1998"], ["7/1998"]]
    number_set(
        actor=team.scanner,
        page=pages[2].key,
        index=0,
        entry=entry_at(book, 9),
        following=False,
    )
    assert numbers(team, book) == [["1/1998"], ["5/1998"], ["9/1998"], ["7/1998"]]
    cut_change(actor=team.scanner, page=pages[1].key, index=0, pinned=False)
    assert numbers(team, book)[1] == ["2/1998"]


def test_confirming_makes_one_pdf_each_and_moves_the_ledger(team, make_book, bring) -> None:
    book = make_book(4, layout="two")
    pages = bring(book, 2, entries=2)
    for page in pages:
        sheet_accept(actor=team.scanner, page=page.key)
    done = pdfs_make(actor=team.scanner, book=book)
    assert (done.done, done.problems) == (4, [])
    images = EntryImage.objects.filter(book=book).order_by("entry__number")
    assert [image.entry.state for image in images] == ["scanned"] * 4
    for image in images:
        assert 0 < image.bytes <= 100_000
        assert image.verdict in ("ok", "look", "rescan")
        page = load_page(blob_path(image.sha256))
        assert page.height < page.width * 1.1, "half of an upright page"
        assert blob_path(image.view.sha256).read_bytes().startswith(b"\xff\xd8")
    assert pdfs_make(actor=team.scanner, book=book).done == 0
    assert pages_process(actor=team.scanner, book=book).done == 0


def test_what_the_person_saw_is_what_is_confirmed(team, make_book, bring) -> None:
    book = make_book(4)
    first, second = bring(book, 2)
    shown = propose(book).entries[second.key]
    number_set(actor=team.scanner, page=first.key, index=0, entry=entry_at(book, 3))
    with pytest.raises(ImageStateError, match="vừa thay đổi"):
        sheet_accept(actor=team.scanner, page=second.key, shown=shown)


def test_one_number_is_not_given_to_two_cuts(team, make_book, bring) -> None:
    book = make_book(4)
    first, second = bring(book, 2)
    sheet_accept(actor=team.scanner, page=first.key)
    number_set(actor=team.scanner, page=second.key, index=0, entry=entry_at(book, 1))
    with pytest.raises(ImageStateError, match=r"1/1998 đã gắn với trang 1"):
        sheet_accept(actor=team.scanner, page=second.key)


def test_a_registration_over_two_pages_is_one_pdf(team, make_book, bring) -> None:
    book = make_book(3)
    first, second, third = bring(book, 3)
    cut_change(actor=team.scanner, page=second.key, index=0, joins=True)
    assert numbers(team, book) == [["1/1998"], ["1/1998"], ["2/1998"]]
    # The second piece alone makes nothing: it waits for the first.
    sheet_accept(actor=team.scanner, page=second.key)
    assert not EntryImage.objects.exists()
    sheet_accept(actor=team.scanner, page=first.key)
    sheet_accept(actor=team.scanner, page=third.key)
    pdfs_make(actor=team.scanner, book=book)
    image = EntryImage.objects.get(entry__number=1)
    assert len(image.regions) == 2
    assert image.recipe["pages"] == 2
    assert EntryImage.objects.count() == 2


def test_a_second_piece_found_late_makes_the_pdf_anew(team, make_book, bring) -> None:
    book = make_book(3)
    first, second = bring(book, 2)
    sheet_accept(actor=team.scanner, page=first.key)
    pdfs_make(actor=team.scanner, book=book)
    cut_change(actor=team.scanner, page=second.key, index=0, joins=True)
    sheet_accept(actor=team.scanner, page=second.key)
    pdfs_make(actor=team.scanner, book=book)
    old, new = EntryImage.objects.order_by("created_at")
    assert (old.current, len(old.regions)) == (False, 1)
    assert (new.current, len(new.regions)) == (True, 2)
    assert LedgerEvent.objects.filter(action="attach_image").count() == 1


def test_a_confirmed_page_is_opened_corrected_and_confirmed_again(team, make_book, bring) -> None:
    book = make_book(3)
    (page,) = bring(book, 1)
    sheet_accept(actor=team.scanner, page=page.key)
    pdfs_make(actor=team.scanner, book=book)
    with pytest.raises(ImageStateError, match="đã được xác nhận"):
        page_cuts_set(actor=team.scanner, page=page.key, cuts=[Cut((0, 0, 1, 0.5))])
    page_reopen(actor=team.scanner, page=page.key)
    sheet_accept(actor=team.scanner, page=page.key)
    assert EntryImage.objects.count() == 1, "equal cuts make no second PDF"
    page_reopen(actor=team.scanner, page=page.key)
    number_set(actor=team.scanner, page=page.key, index=0, entry=entry_at(book, 2))
    sheet_accept(actor=team.scanner, page=page.key)
    pdfs_make(actor=team.scanner, book=book)
    states = dict(Entry.objects.filter(book=book).values_list("number", "state"))
    assert states == {1: "expected", 2: "scanned", 3: "expected"}
    assert not EntryImage.objects.get(entry__number=1).current


def test_a_number_that_was_keyed_does_not_lose_its_image(team, make_book, bring, key_entry) -> None:
    book = make_book(3)
    (page,) = bring(book, 1)
    sheet_accept(actor=team.scanner, page=page.key)
    pdfs_make(actor=team.scanner, book=book)
    key_entry(team.first)
    page_reopen(actor=team.scanner, page=page.key)
    number_set(actor=team.scanner, page=page.key, index=0, entry=entry_at(book, 2))
    with pytest.raises(ImageStateError, match="đã được nhập"):
        sheet_accept(actor=team.scanner, page=page.key)
    assert EntryImage.objects.get(entry__number=1).current


def test_cuts_drawn_by_hand_are_what_is_pressed(team, make_book, bring) -> None:
    book = make_book(3)
    (page,) = bring(book, 1)
    page_cuts_set(
        actor=team.scanner,
        page=page.key,
        cuts=[Cut((0, 0, 1, 0.25)), Cut((0, 0.25, 1, 1), skipped=True)],
    )
    sheet_accept(actor=team.scanner, page=page.key)
    pdfs_make(actor=team.scanner, book=book)
    image = EntryImage.objects.get()
    pressed = load_page(blob_path(image.sha256))
    assert pressed.width > 2.5 * pressed.height
    page_reopen(actor=team.scanner, page=page.key)
    for box in ((0, 0, 1.2, 1), (0.5, 0, 0.5, 1), (0, 0.6, 1, 0.4)):
        with pytest.raises(ImageStateError):
            page_cuts_set(actor=team.scanner, page=page.key, cuts=[Cut(box)])


def test_another_layout_for_this_and_what_follows(team, make_book, bring) -> None:
    book = make_book(9)
    first, second, _ = bring(book, 3, entries=2)
    sheet_accept(actor=team.scanner, page=first.key)
    assert layout_set(actor=team.scanner, page=second, layout="two", following=True) == 2
    pages_process(actor=team.scanner, book=book)
    assert numbers(team, book) == [["1/1998"], ["2/1998", "3/1998"], ["4/1998", "5/1998"]]


def test_a_page_waiting_for_a_rescan_holds_its_numbers(team, make_book, bring) -> None:
    book = make_book(3)
    _, second, third = bring(book, 3)
    page_mark(actor=team.scanner, page=second.key, state="rescan", problem="mờ góc phải")
    assert numbers(team, book) == [["1/1998"], ["2/1998"], ["3/1998"]]
    sheet = contact_sheet(actor=team.scanner, book=book)
    assert sheet.pages[1].doubts == ("mờ góc phải", "Cần quét lại")
    with pytest.raises(ImageStateError):
        sheet_accept(actor=team.scanner, page=second.key)
    sheet_accept(actor=team.scanner, page=third.key)


def test_certain_pages_are_confirmed_together_doubtful_ones_wait(team, make_book, bring) -> None:
    book = make_book(3)
    pages = bring(book, 3)
    Page.objects.filter(book=book).update(confidence=1.0)
    Page.objects.filter(pk=pages[0].key).update(confidence=0.4)
    accepted = sheet_accept_certain(actor=team.scanner, book=book)
    assert [page.order for page in accepted] == [2, 3]
    assert contact_sheet(actor=team.scanner, book=book).doubtful == 1


@pytest.mark.parametrize(("declared", "words"), [(2, "Nhiều trường hợp hơn"), (4, "Chưa đủ số")])
def test_nothing_is_certain_where_the_count_is_not_the_books(
    team, make_book, bring, declared, words
) -> None:
    book = make_book(declared)
    pages = bring(book, 3)
    Page.objects.filter(book=book).update(confidence=1.0)
    assert sheet_accept_certain(actor=team.scanner, book=book) == []
    sheet = contact_sheet(actor=team.scanner, book=book)
    assert words in " ".join(doubt for page in sheet.pages for doubt in page.doubts)
    # Somebody looked at the last page: everything before it follows.
    last = pages[-1] if declared > 2 else pages[1]
    number_set(
        actor=team.scanner,
        page=last.key,
        index=0,
        entry=Entry.objects.get(book=book, number=min(declared, 3)),
    )
    accepted = sheet_accept_certain(actor=team.scanner, book=book)
    assert [page.order for page in accepted] == list(range(1, min(declared, 3) + 1))


def test_cover_sheets_are_no_registrations(team, make_book, tmp_path) -> None:
    import segno

    book, other = make_book(3), make_book(1, volume=7)
    folder = draw_folder(tmp_path / "scans", 1)
    for name, owner in (("0 bìa.png", book), ("2 bìa khác.png", other)):
        segno.make(build(SheetCode("book", owner.key))).save(str(folder / name), scale=12, border=8)
    folder_receive(actor=team.scanner, book=book, folder=folder)
    pages_process(actor=team.scanner, book=book)
    cover, wrong, page = Page.objects.filter(book=book).order_by("order")
    assert (cover.state, cover.problem, cover.cuts) == ("blank", "", [])
    assert numbers(team, book) == [[], [], ["1/1998"]]
    assert "sổ khác" in wrong.problem
    assert page.state == "processed"


def test_a_broken_original_is_told_at_its_page(team, make_book, tmp_path) -> None:
    book = make_book(1)
    folder = tmp_path / "scans"
    folder.mkdir()
    # A page no other test has: its pixels must not be remembered.
    draw_page(folder / "trang 1.jpg", seed=404)
    folder_receive(actor=team.scanner, book=book, folder=folder)
    page = Page.objects.get()
    blob = blob_path(page.sha256)
    blob.chmod(0o600)
    blob.write_bytes(blob.read_bytes()[: blob.stat().st_size // 2])
    done = pages_process(actor=team.scanner, book=book)
    page.refresh_from_db()
    assert page.state == "rescan"
    assert page.problem
    assert len(done.problems) == 1


def test_a_doubtful_image_is_cleared_by_somebody_who_looked(team, make_book, scan) -> None:
    book = make_book(2)
    scan(book, pages=1)
    image = EntryImage.objects.get()
    assert not image.usable, "75 dpi"
    cleared = image_clear(actor=team.scanner, entry=image.entry)
    assert cleared.usable
    assert cleared.cleared_by == team.scanner.key
    with pytest.raises(ImageStateError):
        image_clear(actor=team.scanner, entry=Entry.objects.get(number=2))


def test_an_image_that_cannot_be_pressed_is_told(team, make_book, bring) -> None:
    book = make_book(1)
    (page,) = bring(book, 1)
    sheet_accept(actor=team.scanner, page=page.key)
    image_failed(image=EntryImage.objects.get().key, reason="ảnh hỏng")
    sheet = contact_sheet(actor=team.scanner, book=book)
    assert sheet.pages[0].cuts[0].doubts == ("ảnh hỏng",)
    assert Entry.objects.get().state == "expected"


def test_the_contact_sheet_costs_the_same_for_any_size(
    team, make_book, bring, django_assert_max_num_queries
) -> None:
    book = make_book(20)
    bring(book, 8)
    with django_assert_max_num_queries(5):
        sheet = contact_sheet(actor=team.scanner, book=book)
    assert len(sheet.pages) == 8
    assert all(cuts_of(page.page) for page in sheet.pages)


@pytest.mark.django_db(transaction=True)
def test_correcting_a_page_waits_for_nobody_who_holds_the_book(team, make_book, bring) -> None:
    from django.db import connection, transaction

    from sohotich.register.books.services import book_lock
    from sohotich.register.images.services import page_mark

    book = make_book()
    bring(book, 1)
    page = Page.objects.get(book=book)

    def mark() -> None:
        try:
            with acting(team.scanner):
                page_mark(actor=team.scanner, page=page.key, state="rescan", problem="mờ")
        finally:
            connection.close()

    scanner = threading.Thread(target=mark)
    with transaction.atomic():
        book_lock(book.key)
        scanner.start()
        scanner.join(5)
        assert not scanner.is_alive(), "accepting holds the book and wants the page: a deadlock"
    scanner.join(10)
    page.refresh_from_db()
    assert page.state == "rescan"
