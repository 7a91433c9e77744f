"""Writing pages and the images of entries: the names other rooms use."""

from sohotich.register.images.acceptance import (
    Made,
    entry_reopen,
    image_clear,
    image_failed,
    image_made,
    page_reopen,
)
from sohotich.register.images.accepting import page_accept, pages_accept
from sohotich.register.images.cuts import Cut, assign, given_twice
from sohotich.register.images.pages import (
    Analysed,
    Stored,
    cuts_of,
    page_cuts_set,
    page_mark,
    page_processed,
    page_replace,
    page_reset,
    pages_add,
)

__all__ = [
    "Analysed",
    "Cut",
    "Made",
    "Stored",
    "assign",
    "cuts_of",
    "entry_reopen",
    "given_twice",
    "image_clear",
    "image_failed",
    "image_made",
    "page_accept",
    "page_cuts_set",
    "page_mark",
    "page_processed",
    "page_reopen",
    "page_replace",
    "page_reset",
    "pages_accept",
    "pages_add",
]
