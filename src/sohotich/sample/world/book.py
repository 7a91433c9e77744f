"""A whole sample book: invent it, draw its pages, write the images and the truth beside them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import cv2
from PIL import Image

from sohotich.domain.record_types import record_type
from sohotich.sample.world import camera, kinds, pens, records, troubles
from sohotich.sample.world.chance import dice
from sohotich.sample.world.marks import Sheet
from sohotich.sample.world.options import BIRTHS, BookOptions
from sohotich.sample.world.paper import Colour, Stock
from sohotich.sample.world.places import commune
from sohotich.sample.world.records import Entry
from sohotich.sample.world.render import Hands, flat_page
from sohotich.sample.world.sheets import Page, pages, sheet

TRUTH = "truth.json"


@dataclass(frozen=True, slots=True)
class SampleBook:
    """The book's entries in order and the pages they stand on; nothing is drawn yet."""

    options: BookOptions
    entries: tuple[Entry, ...]
    pages: tuple[Page, ...]

    @property
    def stem(self) -> str:
        """`KS.1998.02`, the start of every file name."""
        return f"{self.options.type_code}.{self.options.year_text}.{self.options.volume:02d}"

    def on_page(self, index: int) -> list[Entry]:
        return [self.entries[position] for position in self.pages[index].entries]

    def file_name(self, index: int) -> str:
        return f"{self.stem}.trang-{self.pages[index].number:03d}.jpg"


@lru_cache(maxsize=4)
def make_book(options: BookOptions) -> SampleBook:
    """Invent the book: people, records and which page each stands on."""
    births = options.type_code == BIRTHS
    plain = records.entries(options, records.births_of_year if births else kinds.year_entries)
    troubled = troubles.trouble(plain, options.troubles, options.seed, options.placed)
    plan = pages(options)
    numbered = list(troubled)
    for page in plan:
        for position in page.entries:
            numbered[position] = records.with_values(numbered[position], trangSo=str(page.number))
    return SampleBook(options, tuple(numbered), plan)


def draw_page(book: SampleBook, index: int) -> Image.Image:
    """Draw page `index` (from 0) as its file shows it, RGB, with its dpi in `info`."""
    options, view = book.options, _view(book, index)
    _, flat = flat_sheet(book, index, view.scale)
    image = Image.fromarray(camera.take(view, flat, *_subject(book, index)))
    image.info["dpi"] = (options.dpi, options.dpi)
    return image


def flat_sheet(book: SampleBook, index: int, scale: float) -> tuple[Sheet, Colour]:
    """Page `index` (from 0) as data and as it lies flat, RGB, `scale` pixels per millimetre."""
    options = book.options
    laid = sheet(options, book.pages[index], book.on_page(index))
    stock = Stock.of(options.seed, options.year)
    subject = _subject(book, index)
    return laid, flat_page(laid, _hands(book, index), stock, scale, *subject)


def page_truth(book: SampleBook, index: int) -> dict[str, Any]:
    """What stands where on a page, in pixels of its image; nothing is drawn.

    `box` is left, top, right, bottom; `fields` the same per field key; `quad` the
    four corners of the page, or of the entry, which tell more where a photograph is tilted.
    """
    view = _view(book, index)
    laid = sheet(book.options, book.pages[index], book.on_page(index))
    entries = []
    for entry, area in zip(book.on_page(index), laid.areas, strict=True):
        fields = {key: view.box(box) for key, box in area.fields.items() if key in entry.record}
        entries.append(
            {"number": entry.number, "suffix": entry.suffix, "year": entry.year,
             "box": view.box(area.box), "quad": view.quad(area.box),
             "record": entry.record, "fields": fields,
             "unkeyed": entry.unkeyed, "trouble": entry.trouble, "cancelled": entry.cancelled}
        )  # fmt: skip
    return {
        "file": book.file_name(index),
        "page": book.pages[index].number,
        "size": list(view.size),
        "quad": view.quad(),
        "entries": entries,
    }


def truth(book: SampleBook) -> dict[str, Any]:
    """The whole truth of a book, as `truth.json` holds it."""
    options = book.options
    place = commune(options.unit_code, options.year)
    return {
        "book": {
            "type": options.type_code,
            "year_from": options.year,
            "year_to": options.last_year,
            "volume": options.volume,
            "unit_code": options.unit_code,
            record_type(options.type_code).office: f"UBND {place.path}",
            "entries": len(book.entries),
            "pages": len(book.pages),
            "layout": options.layout,
            "rows": options.rows if options.layout == "rows" else 1,
            "era": options.era,
            "seed": options.seed,
            "photo": options.photo,
            "dpi": options.dpi,
            "troubles": [
                {"number": entry.number, "suffix": entry.suffix, "year": entry.year,
                 "kind": entry.trouble}
                for entry in book.entries
                if entry.trouble
            ],
        },
        "pages": [page_truth(book, index) for index in range(len(book.pages))],
    }  # fmt: skip


def write_book(
    options: BookOptions,
    out_dir: Path,
    *,
    workers: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, Any]:
    """Draw every page into `out_dir` and write `truth.json` last; return the truth.

    Running it again draws the same files; page images of an earlier book there are removed.
    `progress(done, total)` is called after each page.
    """
    book = make_book(options)
    out_dir.mkdir(parents=True, exist_ok=True)
    _forget(out_dir, keep={book.file_name(index) for index in range(len(book.pages))})
    for done, _ in enumerate(_drawn(options, out_dir, len(book.pages), workers), start=1):
        if progress is not None:
            progress(done, len(book.pages))
    whole = truth(book)
    _replace(out_dir / TRUTH, json.dumps(whole, ensure_ascii=False, indent=1).encode())
    return whole


def _drawn(options: BookOptions, out_dir: Path, count: int, workers: int) -> Iterator[None]:
    draw = partial(_draw_file, options, out_dir)
    if workers <= 1 or count < 2:
        yield from map(draw, range(count))
        return
    # Fresh processes: a fork would copy the image library's threads in an unknown state.
    with ProcessPoolExecutor(
        min(workers, count), get_context("spawn"), cv2.setNumThreads, (1,)
    ) as pool:
        try:
            yield from pool.map(draw, range(count))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _draw_file(options: BookOptions, out_dir: Path, index: int) -> None:
    name, content = page_file(options, index)
    _replace(out_dir / name, content)


def page_file(options: BookOptions, index: int) -> tuple[str, bytes]:
    """Name and content of the JPEG of page `index` (from 0)."""
    book = make_book(options)
    image = draw_page(book, index)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_quality(book, index), dpi=image.info["dpi"])
    return book.file_name(index), out.getvalue()


def _quality(book: SampleBook, index: int) -> int:
    return dice("jpeg", *_subject(book, index)).randint(80, 92)


def _forget(out_dir: Path, keep: set[str]) -> None:
    """Remove the pages that the truth of an earlier run lists, and that truth."""
    before = out_dir / TRUTH
    if not before.exists():
        return
    for page in json.loads(before.read_text(encoding="utf-8"))["pages"]:
        name = Path(page["file"]).name
        if name not in keep:
            (out_dir / name).unlink(missing_ok=True)
    before.unlink()


def _replace(path: Path, content: bytes) -> None:
    part = path.with_suffix(".part")
    part.write_bytes(content)
    part.replace(path)


def _subject(book: SampleBook, index: int) -> tuple[object, ...]:
    """What the chance of a page hangs on; the page number comes last."""
    options = book.options
    return options.seed, options.unit_code, book.stem, book.pages[index].number


def _view(book: SampleBook, index: int) -> camera.View:
    options = book.options
    laid = sheet(options, book.pages[index], book.on_page(index))
    return camera.look_at(laid, options.dpi, *_subject(book, index), photo=options.photo)


def _hands(book: SampleBook, index: int) -> Hands:
    options, year = book.options, book.on_page(index)[0].year
    clerk = pens.hand_of(options.seed, f"clerk/{options.unit_code}/{options.year // 5}",
                         capitals=options.era == "E7")  # fmt: skip
    return Hands(clerk, options.seed, commune(options.unit_code, year))
