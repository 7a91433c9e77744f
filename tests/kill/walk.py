"""The work of a whole commune on one book, as often as it is killed.

Run as a script: it forks a worker that goes through the walk from wherever the book stands, kills
it (SIGKILL) after a random while, and begins again; the last worker is let through. The process
that forks never opens the database, so every worker is as good as newly started.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
import traceback
from pathlib import Path
from typing import Any


def walk(book_key: str, folder: Path, out: Path, values: dict[str, str]) -> None:
    """Everything from the images to the package; each step takes up what the last one left."""
    from sohotich.foundation.people.acting import acting
    from sohotich.foundation.people.actors import actor_by_username
    from sohotich.pipeline.scanning.processing import pages_process, pdfs_make
    from sohotich.pipeline.scanning.services import folder_receive, sheet_accept
    from sohotich.register.books.selectors import book_by
    from sohotich.register.images.models import Page

    _until_the_last_one_is_gone()
    with acting(scanner := actor_by_username("scanner")):
        book = book_by(book_key)
        folder_receive(actor=scanner, book=book, folder=folder)
        pages_process(actor=scanner, book=book, workers=1)
        for page in Page.objects.filter(book=book, accepted_at__isnull=True).order_by("order"):
            sheet_accept(actor=scanner, page=page.key)
        pdfs_make(actor=scanner, book=book, workers=1)
    for name in ("keyer1", "keyer2"):
        with acting(keyer := actor_by_username(name)):
            _key(keyer, values)
    with acting(officer := actor_by_username("officer")):
        _review(officer, book)
    with acting(chair := actor_by_username("chair")):
        _sign_and_pack(chair, book, out)


def _until_the_last_one_is_gone() -> None:
    """The server drops the session of a killed client, and its locks, a moment later.

    Work that is locked is passed over, so a worker begun within that moment would find none.
    """
    from django.db import connection

    query = (
        "SELECT coalesce(string_agg(concat_ws(' ', state, wait_event, left(query, 80)), '; '), '')"
        " FROM pg_stat_activity WHERE application_name = %s AND pid <> %s"
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        own = cursor.fetchone()[0]
        for _ in range(6000):
            cursor.execute(query, [os.environ["PGAPPNAME"], own])
            (there,) = cursor.fetchone()
            if not there:
                return
            time.sleep(0.01)
    raise TimeoutError(f"the session of a killed worker is still open after a minute: {there}")


def _key(actor: Any, values: dict[str, str]) -> None:
    from sohotich.pipeline.keying.services import field_save, next_entry, reading_finish

    while (work := next_entry(actor=actor)) is not None:
        entry = work.entry
        own = {"so": f"{entry.number:02d}/{entry.year}", "quyenSo": entry.book.volume_text}
        # Sent again from the first field on, as a browser does that never heard the answer.
        for seq, (field, value) in enumerate({**values, **own}.items()):
            field_save(actor=actor, reading=work.reading.key, field=field, value=value, seq=seq)
        reading_finish(actor=actor, reading=work.reading.key)


def _review(actor: Any, book: Any) -> None:
    from sohotich.pipeline.review.services import next_review, review_mark
    from sohotich.pipeline.review.signing import book_submit
    from sohotich.register.images.services import image_clear
    from sohotich.register.ledger.models import Entry
    from sohotich.register.ledger.selectors import approval_in_force
    from sohotich.register.records.models import Record

    while (entry := next_review(actor=actor)) is not None:
        review_mark(actor=actor, entry=entry, digest=Record.objects.get(entry=entry).digest)
    if approval_in_force(book) is None:
        for entry in Entry.objects.filter(book=book, state="reviewed"):
            image_clear(actor=actor, entry=entry)
        book_submit(actor=actor, book=book)


def _sign_and_pack(actor: Any, book: Any, out: Path) -> None:
    from sohotich.pipeline.review.signing import book_sign, signing_of
    from sohotich.pipeline.transfer.services import package_make
    from sohotich.register.ledger.selectors import approval_in_force

    if approval_in_force(book) is None:
        content = signing_of(actor=actor, book=book).content
        book_sign(actor=actor, book=book, content_sha256=content.sha256, signer_title="Chủ tịch")
    package_make(actor=actor, book=book, out=out)


def _ready() -> None:
    """Load once what every worker needs, and keep the pixel work in the worker itself."""
    import django

    django.setup()
    import sohotich.engines.imaging.making
    import sohotich.engines.imaging.splitting
    import sohotich.engines.workbook
    from sohotich.pipeline.review import signing
    from sohotich.pipeline.scanning import imagework, processing
    from sohotich.pipeline.transfer import services

    assert all((signing, services, sohotich.engines.workbook))
    warm = Path(sys.argv[2])
    task = imagework.PageTask("k", str(next(warm.iterdir())), "", 1, "one", 1, "b")
    imagework.analyse(task)
    processing.map_in_processes = lambda fn, items, workers=None: map(fn, items)


def main() -> int:
    book, folder, out, kills, longest, seed, values = sys.argv[1:]
    _ready()
    chance = random.Random(int(seed))
    killed = 0
    while True:
        child = os.fork()
        if child == 0:
            code = 1
            try:
                walk(book, Path(folder), Path(out), json.loads(values))
                code = 0
            except BaseException:
                traceback.print_exc()
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
        if killed < int(kills):
            time.sleep(chance.uniform(0.02, float(longest)))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            sys.stdout.write(json.dumps({"killed": killed}) + "\n")
            return os.waitstatus_to_exitcode(status)
        killed += 1


if __name__ == "__main__":
    sys.exit(main())
