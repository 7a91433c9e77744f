"""The scanning of one book, as often as it is killed; a script of `test_scan_kills`."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.kill import walk


def scan(book_key: str, folder: Path, out: Path, values: dict[str, str]) -> None:
    """From the images to the PDFs; each step takes up what the last worker left."""
    from sohotich.foundation.people.acting import acting
    from sohotich.foundation.people.actors import actor_by_username
    from sohotich.pipeline.scanning.processing import pages_process, pdfs_make
    from sohotich.pipeline.scanning.services import folder_receive, sheet_accept
    from sohotich.register.books.selectors import book_by
    from sohotich.register.images.models import Page

    walk._until_the_last_one_is_gone()
    with acting(scanner := actor_by_username("scanner")):
        book = book_by(book_key)
        folder_receive(actor=scanner, book=book, folder=folder)
        pages_process(actor=scanner, book=book, workers=1)
        for page in Page.objects.filter(book=book, accepted_at__isnull=True).order_by("order"):
            sheet_accept(actor=scanner, page=page.key)
        pdfs_make(actor=scanner, book=book, workers=1)


if __name__ == "__main__":
    walk.walk = scan
    sys.exit(walk.main())
