"""Page images: opening, finding the page, cutting registrations, pressing them into small PDFs.

Everything takes and gives values, keeps no state and is safe in worker processes. The compiled
parts load when first needed; importing this package stays cheap.
"""

from sohotich.engines.imaging.finding import (
    PAGE_DOUBTS,
    FindOptions,
    FoundPage,
    find_pages,
    rectify,
)
from sohotich.engines.imaging.making import make_pdf
from sohotich.engines.imaging.options import RECIPE, Legibility, PdfOptions, PdfResult
from sohotich.engines.imaging.page import (
    ImageError,
    Page,
    Pixels,
    as_page,
    load_page,
    load_pages,
    thumbnail,
)
from sohotich.engines.imaging.skew import deskew, measure_skew
from sohotich.engines.imaging.splitting import LAYOUTS, Cut, crop, split

__all__ = [
    "LAYOUTS",
    "PAGE_DOUBTS",
    "RECIPE",
    "Cut",
    "FindOptions",
    "FoundPage",
    "ImageError",
    "Legibility",
    "Page",
    "PdfOptions",
    "PdfResult",
    "Pixels",
    "as_page",
    "crop",
    "deskew",
    "find_pages",
    "load_page",
    "load_pages",
    "make_pdf",
    "measure_skew",
    "rectify",
    "split",
    "thumbnail",
]
