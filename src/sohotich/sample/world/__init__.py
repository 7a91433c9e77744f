"""An invented province on paper: families, birth books, and page images with their truth.

Pure: no database, no web framework. `BookOptions` says what is wanted; `make_book` invents it,
`draw_page` draws one page, `write_book` writes a folder of images with `truth.json`.
"""

from sohotich.sample.world.book import (
    SampleBook,
    draw_page,
    make_book,
    page_file,
    page_truth,
    truth,
    write_book,
)
from sohotich.sample.world.options import LAYOUTS, BookOptions, WorldError

__all__ = [
    "LAYOUTS",
    "BookOptions",
    "SampleBook",
    "WorldError",
    "draw_page",
    "make_book",
    "page_file",
    "page_truth",
    "truth",
    "write_book",
]
