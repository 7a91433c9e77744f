"""A book laid out by keyboard alone, and what its package makes of that.

Every registration carries its number as a QR code that no part of the product looks at: read again
out of the finished PDFs, it says what really hangs on each number. The book has what books have: a
blank first and last page, a registration alone on its page, one that runs on to the next page, a
number that nobody wrote, and from some page on three registrations a page instead of two.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field

import numpy as np
import pytest
import segno
from PIL import Image

from tests.browser.conftest import NOTHING_WAITS, until
from tests.browser.test_scanning_screens import run_jobs  # noqa: F401
from tests.pipeline.conftest import team  # noqa: F401
from tests.pipeline.finished_book import read_twice, review_all

pytestmark = pytest.mark.django_db(transaction=True)
DPI = 120
HEADING = 24  # steps of an arrow key
CURRENT = "document.querySelector('[data-sheet] [aria-current]')"


@dataclass
class Drawn:
    """The pages by what each part of them shows; "" is nothing, "5+" more of number 5."""

    pages: list[list[str]] = field(default_factory=list)
    last: int = 0
    unwritten: int = 0

    def two(self) -> None:
        self.pages.append([self.next(), self.next()])

    def next(self) -> str:
        self.last += 1
        return str(self.last)


def a_book(pages: int) -> Drawn:
    """As many pages; the odd ones stand at the same shares of a short book and a long one."""
    book = Drawn()
    places = {name: pages * share // 100 for name, share in (("one", 25), ("on", 40), ("gap", 55))}
    for place in range(pages):
        if place in (0, pages - 1):
            book.pages.append([])
        elif place == places["one"]:
            book.pages.append([book.next()])
        elif place == places["on"]:
            book.pages.append([f"{book.last}+", book.next()])
        elif place >= pages * 70 // 100:
            book.pages.append([book.next() for _ in range(3)])
        else:
            if place == places["gap"]:
                book.unwritten = int(book.next())
            book.two()
    return book


def draw(folder, book: Drawn) -> None:
    for place, parts in enumerate(book.pages, start=1):
        image = paper(place) if not parts else written(place, parts)
        image.save(folder / f"trang {place}.png", dpi=(DPI, DPI))


def paper(seed: int):
    """Nothing but paper, yet no other page's: one and the same file is taken in once."""
    pixels = np.random.default_rng(seed).integers(240, 248, (1070, 760, 3), dtype=np.uint8)
    return Image.fromarray(pixels)


def written(seed: int, parts: list[str]):
    from sohotich.sample.world import BookOptions, draw_page, make_book, page_truth

    layout = {1: "one", 2: "two"}.get(len(parts), "rows")
    options = BookOptions(
        seed=seed,
        entries=len(parts),
        layout=layout,
        rows=3,
        first_number=int(parts[0].removesuffix("+")),
        dpi=DPI,
    )
    invented = make_book(options)
    image = draw_page(invented, 0).convert("RGB")
    for text, entry in zip(parts, page_truth(invented, 0)["entries"], strict=True):
        left, top, right, bottom = (round(value) for value in entry["box"])
        code = qr(text)
        image.paste(code, ((left + right - code.width) // 2, (top + bottom - code.height) // 2))
    return image


def qr(text: str):
    rows = segno.make(text, error="h", micro=False).matrix_iter(border=4)
    pixels = np.array([[0 if dark else 255 for dark in row] for row in rows], np.uint8)
    return Image.fromarray(np.kron(pixels, np.ones((5, 5), np.uint8)))


class Hands:
    """Presses keys, and counts them."""

    def __init__(self, page) -> None:
        self.page, self.pressed = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def until_at(self, place: int) -> None:
        """The chosen page is this one; arrows lead there."""
        for _ in range(60):
            if (here := self.here()) == place:
                return
            self.press("ArrowRight" if here < place else "ArrowLeft")
        raise AssertionError(f"page {place} is not to be reached by arrows")

    def here(self) -> int:
        label = self.page.evaluate(f"{CURRENT}.querySelector('.sheet-label').textContent")
        return int(label.removeprefix("Trang "))

    def calm(self) -> None:
        until(self.page, NOTHING_WAITS)
        self.page.wait_for_load_state("networkidle")


def lay_out(hands: Hands, drawn: Drawn, run_jobs) -> None:  # noqa: F811
    """From the machine's proposal, two parts on every page, to every page accepted."""
    three = next(at for at, parts in enumerate(drawn.pages) if len(parts) == 3)
    for place, parts in enumerate(drawn.pages, start=1):
        if place > three + 1 and parts:
            continue  # cut with the first of its kind
        if parts and len(parts) == 2 and not starts_oddly(parts, drawn):
            continue
        hands.until_at(place)
        mend(hands, parts, run_jobs)
        hands.calm()
    hands.press("Shift+Enter")
    hands.calm()
    for _ in drawn.pages:
        if hands.page.evaluate("!document.querySelector('[data-finished]').hidden"):
            return
        if not hands.page.locator("[aria-current].processed").count():
            hands.press("n")
        hands.press("Enter")
        hands.calm()


def mend(hands: Hands, parts: list[str], run_jobs) -> None:  # noqa: F811
    """What a page needs that is not two registrations with the next numbers."""
    if not parts:
        hands.press("b")
    elif len(parts) == 1:
        hands.press("1")
    elif parts[0].endswith("+"):
        hands.press("j")
    elif len(parts) == 3:
        # Under the printed heading: the first line stands too high by what the heading takes.
        hands.press("3", *["ArrowDown"] * HEADING, "l")
        hands.calm()
        run_jobs()
        until(hands.page, "!document.querySelector('.sheet-page.new')")
    else:
        hands.press("s", *parts[0], "Enter")


def starts_oddly(parts: list[str], drawn: Drawn) -> bool:
    return parts[0].endswith("+") or parts[0] == str(drawn.unwritten + 1)


def what_hangs_on(book) -> dict[int, list[str]]:
    """The codes in the PDF of each number, read from its pages as a reader shows them."""
    from sohotich.engines.imaging import load_pages
    from sohotich.engines.recognition import read_qr
    from sohotich.foundation.files.store import blob_path
    from sohotich.register.images.models import EntryImage

    return {
        image.entry.number: codes_of(blob_path(image.sha256), load_pages, read_qr)
        for image in EntryImage.objects.filter(book=book, current=True).select_related("entry")
    }


def codes_of(path, load_pages, read_qr) -> list[str]:
    return [code.text for page in load_pages(path) for code in read_qr(page.image)]


@pytest.mark.parametrize("pages", [9, pytest.param(40, marks=pytest.mark.soak)])
def test_a_book_is_laid_out_by_keyboard(
    pages,
    page,
    sign_in,
    team,  # noqa: F811
    run_jobs,  # noqa: F811
    tmp_path,
    capsys,
):
    from sohotich.engines.exchange.pm158 import verify_package
    from sohotich.pipeline.review.signing import book_sign, book_submit, signing_of
    from sohotich.pipeline.scanning.services import folder_receive, process_start
    from sohotich.pipeline.transfer.services import package_make
    from sohotich.register.books.draft import BookDraft, Run
    from sohotich.register.images.services import image_clear
    from sohotich.register.ledger.inventory import book_register
    from sohotich.register.ledger.models import Entry
    from sohotich.register.ledger.services import move

    drawn = a_book(pages)
    folder = tmp_path / "scans"
    folder.mkdir()
    draw(folder, drawn)
    draft = BookDraft(
        unit_code="09508",
        type_code="KS",
        year_from=1998,
        volume=2,
        layout="two",
        runs=(Run(1998, 1, drawn.last),),
    )
    book = book_register(actor=team.officer, draft=draft)
    folder_receive(actor=team.scanner, book=book, folder=folder)
    process_start(actor=team.scanner, book=book)
    run_jobs()

    sign_in(page.context, team.scanner)
    page.goto(f"/quet/{book.key}/bang-anh/")
    page.wait_for_load_state("networkidle")
    hands = Hands(page)
    lay_out(hands, drawn, run_jobs)
    hands.calm()
    until(page, "!document.querySelector('[data-finished]').hidden")
    told = f"{pages} pages, {drawn.last - 1} registrations: {hands.pressed} keys"
    with capsys.disabled():
        sys.stdout.write(f"\n{told}\n")
    assert hands.pressed <= 3 * pages + HEADING, told
    run_jobs()
    wanted: dict[int, list[str]] = {}
    for parts in drawn.pages:
        for text in parts:
            wanted.setdefault(int(text.removesuffix("+")), []).append(text)
    assert what_hangs_on(book) == wanted

    missing = Entry.objects.get(book=book, number=drawn.unwritten)
    move(actor=team.officer, entry=missing, action="declare_missing", reason="không có trong sổ")
    read_twice(team, book, lambda entry: {"ngayDangKy": f"{1 + entry.number % 28:02d}.05.1998"})
    review_all(team, book)
    for entry in Entry.objects.filter(book=book, state="reviewed"):
        image_clear(actor=team.officer, entry=entry)
    book_submit(actor=team.officer, book=book)
    content = signing_of(actor=team.chair, book=book).content
    book_sign(
        actor=team.chair, book=book, content_sha256=content.sha256, signer_title="Chủ tịch UBND xã"
    )
    package = package_make(actor=team.chair, book=book, out=tmp_path / "out")
    assert verify_package(tmp_path / "out" / package.stem) == []
    named = named_in(tmp_path / "out" / package.stem)
    assert {number: codes for number, (_, codes) in named.items()} == wanted
    assert {number: day for number, (day, _) in named.items()} == {
        number: 1 + number % 28 for number in wanted
    }


def named_in(folder) -> dict[int, tuple[int, list[str]]]:
    """Of each PDF of the package, by the number its name says: the day it says, its codes."""
    import zipfile

    from sohotich.domain.naming import parse_pdf_name
    from sohotich.engines.imaging import load_pages
    from sohotich.engines.recognition import read_qr

    found = {}
    for archive in folder.rglob("*.zip"):
        with zipfile.ZipFile(archive) as opened:
            opened.extractall(folder / "opened")
    for path in folder.rglob("*.pdf"):
        name = parse_pdf_name(path.name)
        found[name.number] = (name.date.day, codes_of(path, load_pages, read_qr))
    return found
